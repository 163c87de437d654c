package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.base.Problems;
import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.pretrained.PretrainedSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keys {@code model} and {@code backbone.kind}, with what goes with them: what predicts, and where it is from. */
final class ModelSection implements Section<ModelOrigin> {
    private static final String TRAINED = "trained";
    private static final String PRETRAINED = "pretrained";
    private static final String TRANSFORMER = "transformer";
    private static final String SCRIPT = "torchscript";
    private static final String ORACLE = "oracle";
    private static final String UNIGRAM = ModelOrigin.CONTROLS.get(0);
    private static final String BACK_OFF = ModelOrigin.CONTROLS.get(1);
    private static final String SHUFFLED = ModelOrigin.CONTROLS.get(2);

    private final Key<String> kind;
    private final Key<String> path;
    private final Key<Integer> mask;
    private final Key<Integer> order;
    private final Key<Double> repeats;
    private final Key<String> predictor;
    private final Key<String> file;
    private final Key<ScriptSpec.Attention> attention;
    private final Key<Integer> scriptMask;

    ModelSection(SettingRows<PointSettings> point) {
        SettingRows<ModelOrigin> rows = point.part(PointSettings::origin);
        SettingRows<PretrainedSpec> published =
                rows.as(ModelOrigin.Published.class).part(ModelOrigin.Published::spec);
        SettingRows<ScriptSpec> script = rows.as(ModelOrigin.Scripted.class).part(ModelOrigin.Scripted::spec);
        SettingRows<ControlSpec> control = rows.as(ModelOrigin.Control.class).part(ModelOrigin.Control::spec);
        kind = rows.where(origin -> !kindOf(origin).equals(TRAINED))
                .word(
                        "model",
                        Stream.concat(Stream.of(TRAINED, PRETRAINED), ModelOrigin.CONTROLS.stream())
                                .toList(),
                        is(TRAINED),
                        "where the weights are from, or a control, which has none: a word, or a mapping of kind and its"
                                + " keys",
                        ModelSection::kindOf);
        path = published.text(
                "model.path",
                Fallback.words("required by kind pretrained"),
                "pretrained: a folder of config.json and model.safetensors, relative to the suite's file",
                PretrainedSpec::path);
        mask = published.integer(
                "model.mask",
                NOTHING,
                "pretrained: the mask id, where the family of the network does not tell",
                spec -> Optional.ofNullable(spec.mask()));
        order = control.where(spec -> !word(spec).equals(UNIGRAM))
                .integer("model.order", is("5"), "back-off and shuffled: the tokens of an n-gram", ControlSpec::order);
        repeats = control.as(ControlSpec.Shuffled.class)
                .decimal(
                        "model.repeats",
                        is("0.5"),
                        "shuffled: probability that an n-gram is one that the sequence has already",
                        ControlSpec.Shuffled::repeats);
        predictor = rows.where(origin -> !(origin instanceof ModelOrigin.Control))
                .word(
                        "backbone.kind",
                        List.of(TRANSFORMER, SCRIPT, ORACLE),
                        is(TRANSFORMER),
                        "what predicts: the network, a TorchScript module, or the exact source of corpus markov or topics",
                        ModelSection::wordFor);
        file = script.text(
                "backbone.file",
                Fallback.words("required by kind torchscript"),
                "torchscript: a module with forward(ids) -> logits (B, n, V), relative to the suite's file",
                ScriptSpec::path);
        attention = script.choice(
                "backbone.attention",
                ScriptSpec.Attention.class,
                Fallback.words("required by kind torchscript"),
                "torchscript: what rows see",
                ScriptSpec::attention);
        scriptMask = script.integer(
                "backbone.mask",
                NOTHING,
                "torchscript: the id that stands for a masked token",
                spec -> Optional.ofNullable(spec.mask()));
    }

    private static String kindOf(ModelOrigin origin) {
        if (origin instanceof ModelOrigin.Control control) {
            return word(control.spec());
        }
        return origin instanceof ModelOrigin.Published ? PRETRAINED : TRAINED;
    }

    private static String word(ControlSpec control) {
        if (control instanceof ControlSpec.Shuffled) {
            return SHUFFLED;
        }
        return control.order() == 1 ? UNIGRAM : BACK_OFF;
    }

    private static String wordFor(ModelOrigin origin) {
        if (origin instanceof ModelOrigin.ExactSource) {
            return ORACLE;
        }
        return origin instanceof ModelOrigin.Scripted ? SCRIPT : TRANSFORMER;
    }

    /** Returns whether the exact source predicts. */
    boolean oracle(PointValues values) {
        return says(predictor, ORACLE, values);
    }

    /** Returns whether a TorchScript module predicts. */
    boolean scripted(PointValues values) {
        return says(predictor, SCRIPT, values);
    }

    /** Returns whether the model was published. */
    boolean pretrained(PointValues values) {
        return says(kind, PRETRAINED, values) && !scripted(values) && !oracle(values);
    }

    /** Returns whether a control predicts. */
    boolean control(PointValues values) {
        return ModelOrigin.CONTROLS.stream().anyMatch(word -> says(kind, word, values))
                && !scripted(values)
                && !oracle(values);
    }

    private static boolean says(Key<String> key, String word, PointValues values) {
        return values.plain(key.name()).map(value -> value.text().equals(word)).orElse(false);
    }

    /** Returns the published model that values name; nothing if they name none. */
    Optional<PretrainedSpec> published(PointValues values) {
        return pretrained(values)
                ? values.written(path)
                        .map(written -> new PretrainedSpec(
                                written,
                                values.folder(path),
                                values.written(mask).orElse(null)))
                : Optional.empty();
    }

    /** Returns what a TorchScript module sees; nothing if none predicts. */
    Optional<ScriptSpec.Attention> attention(PointValues values) {
        return scripted(values) ? values.written(attention) : Optional.empty();
    }

    @Override
    public ModelOrigin read(PointValues values) {
        Problems problems = Problems.in("");
        boolean pretrained = pretrained(values);
        problems.check(
                !pretrained || values.has(path.name()),
                path.name(),
                "is missing: kind pretrained needs the folder of the model");
        values.mistakeOfPublished().ifPresent(mistake -> problems.check(false, path.name(), "%s", mistake));
        for (Key<?> key : List.of(path, mask)) {
            problems.check(pretrained || !values.has(key.name()), key.name(), "goes with model kind pretrained only");
        }
        boolean counted = control(values) && !says(kind, UNIGRAM, values);
        problems.check(
                counted || !values.has(order.name()), order.name(), "goes with model kind back-off or shuffled only");
        problems.check(
                says(kind, SHUFFLED, values) || !values.has(repeats.name()),
                repeats.name(),
                "goes with model kind shuffled only");
        boolean scripted = scripted(values);
        problems.check(
                !scripted || values.has(file.name()), file.name(), "is missing: kind torchscript needs the module");
        problems.check(
                !scripted || values.has(attention.name()),
                attention.name(),
                "is missing: kind torchscript needs causal or bidirectional");
        for (Key<?> key : List.of(file, attention, scriptMask)) {
            problems.check(scripted || !values.has(key.name()), key.name(), "goes with backbone kind torchscript only");
        }
        problems.check(
                !values.learnsBeginning() || !(scripted || values.firstIsGiven()),
                "process.beginning",
                "must be none: the network never learnt what stands before a text");
        problems.rejectIfAny();
        if (scripted) {
            return new ModelOrigin.Scripted(new ScriptSpec(
                    values.get(file),
                    values.folder(file),
                    values.get(attention),
                    values.written(scriptMask).orElse(null)));
        }
        if (oracle(values)) {
            return new ModelOrigin.ExactSource();
        }
        if (control(values)) {
            return new ModelOrigin.Control(control(counted, values));
        }
        return published(values).<ModelOrigin>map(ModelOrigin.Published::new).orElseGet(ModelOrigin.Trained::new);
    }

    private ControlSpec control(boolean counted, PointValues values) {
        if (!counted) {
            return new ControlSpec.BackOff(1);
        }
        int tokens = values.get(order);
        if (says(kind, SHUFFLED, values)) {
            return new ControlSpec.Shuffled(tokens, values.get(repeats));
        }
        Problems.in("")
                .check(tokens != 1, order.name(), "must be at least 2; of one token it is kind unigram")
                .rejectIfAny();
        return new ControlSpec.BackOff(tokens);
    }
}
