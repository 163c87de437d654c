package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.base.Problems;
import dev.dlmbench.pretrained.PretrainedSpec;
import java.util.List;
import java.util.Optional;

/** Key {@code model}: whether the model is trained here, or where it was published. */
final class ModelSection implements Section<Optional<PretrainedSpec>> {
    static final String PRETRAINED = "pretrained";
    private static final String TRAINED = "trained";

    private final Key<String> kind;
    private final Key<String> path;
    private final Key<Integer> mask;

    ModelSection(SettingRows<PointSettings> point) {
        kind = point.word(
                "model",
                List.of(TRAINED, PRETRAINED),
                is(TRAINED),
                "where the weights are from: a word, or a mapping of kind and its keys",
                settings -> settings.pretrained().map(model -> PRETRAINED));
        path = point.text(
                "model.path",
                Fallback.words("required by kind pretrained"),
                "pretrained: a folder of config.json and model.safetensors, relative to the suite's file",
                settings -> settings.pretrained().map(PretrainedSpec::path));
        mask = point.integer(
                "model.mask",
                NOTHING,
                "pretrained: the mask id, where the family of the network does not tell",
                settings -> settings.pretrained().map(PretrainedSpec::mask));
    }

    /** Returns whether the model was published. */
    boolean pretrained(PointValues values) {
        return values.plain(kind.name())
                .map(word -> word.text().equals(PRETRAINED))
                .orElse(false);
    }

    /** Returns the published model that values name; nothing if they name none. */
    Optional<PretrainedSpec> named(PointValues values) {
        return pretrained(values)
                ? values.written(path)
                        .map(written -> new PretrainedSpec(
                                written,
                                values.folder(path),
                                values.written(mask).orElse(null)))
                : Optional.empty();
    }

    @Override
    public Optional<PretrainedSpec> read(PointValues values) {
        Problems problems = Problems.in("model");
        if (pretrained(values)) {
            problems.check(values.has(path.name()), "path", "is missing: kind pretrained needs the folder of the model")
                    .check(
                            values.mistakeOfPublished().isEmpty(),
                            "path",
                            "%s",
                            values.mistakeOfPublished().orElse(""));
        } else {
            problems.check(!values.has(path.name()), "path", "goes with kind pretrained only")
                    .check(!values.has(mask.name()), "mask", "goes with kind pretrained only");
        }
        problems.rejectIfAny();
        return named(values);
    }
}
