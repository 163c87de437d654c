package dev.dlmbench.plan;

import com.google.errorprone.annotations.FormatMethod;
import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorReading;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.pretrained.Conventions;
import dev.dlmbench.pretrained.MaskLast;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.HybridSpec;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Facts from the texts themselves, each read once. */
public final class TextFacts implements PlanFacts {
    private final DataFolder folder;
    private final Map<DataSpec, String> contents = new HashMap<>();
    private final Map<Path, String> weights = new HashMap<>();
    private final Map<DataSpec, Integer> vocabularies = new HashMap<>();
    private final Map<TokenizerSpec, OptionalInt> masks = new HashMap<>();

    /** Reads texts from {@code folder}. */
    public TextFacts(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public String contentHash(DataSpec data) {
        return contents.computeIfAbsent(data, of -> Corpora.contentHash(of, folder));
    }

    @Override
    public List<String> missing(DataSpec data) {
        return Corpora.missing(data.corpus());
    }

    @Override
    public ModelSpec.Pretrained pretrained(
            PretrainedSpec model, DataSpec data, ProcessSpec process, EngineSpec engine) {
        Path place = model.place();
        try {
            PretrainedModel.Description found = PretrainedModel.describe(place);
            Conventions conventions = found.conventions();
            conventions
                    .process()
                    .filter(kind -> kind != process.kind())
                    .ifPresent(kind -> reject(
                            "process.kind must be %s for %s, a model of family %s, got %s",
                            Names.of(kind), model.path(), found.family().id(), Names.of(process.kind())));
            requireTrained(model, found, process);
            MaskLast order = conventions.order(found.vocabulary(), model.maskId(), maskOf(data), process.kind());
            int tokens = vocabulary(data) - 1;
            boolean padded = order.mask().isEmpty() && order.tokens() == tokens + 1;
            if (order.tokens() != tokens && !padded) {
                reject(
                        "%s is for %d tokens%s, but data.tokenizer has %d",
                        model.path(), order.tokens(), order.tokens() < found.vocabulary() ? " and a mask" : "", tokens);
            }
            return new ModelSpec.Pretrained(
                    data,
                    contentHash(data),
                    model.with(order.mask()),
                    weightsHash(place),
                    found.family(),
                    found.backbone(),
                    process,
                    order.tokens(),
                    engine);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hash of a model's folder, which is large and measured on many texts. */
    private String weightsHash(Path place) throws IOException {
        String known = weights.get(place);
        if (known != null) {
            return known;
        }
        String hash = PretrainedModel.hash(place);
        weights.put(place, hash);
        return hash;
    }

    @Override
    public void requireOwnIds(ModelSpec.Pretrained start) {
        int tokens = vocabulary(start.data()) - 1;
        if (start.tokens() != tokens) {
            reject(
                    "training.from: %s is for %d tokens, with its padding, but data.tokenizer has %d; training starts"
                            + " from networks for just these",
                    start.weights().path(), start.tokens(), tokens);
        }
    }

    /** Returns the mask token that the tokenizer of a text has itself. */
    private OptionalInt maskOf(DataSpec data) {
        return masks.computeIfAbsent(
                data.tokenizer(),
                tokenizer -> tokenizer instanceof TokenizerSpec.OnDisk files
                        ? files.read(folder).special().maskInside()
                        : OptionalInt.empty());
    }

    @Override
    public String hash(ScriptSpec script) {
        if (!Files.isRegularFile(script.place())) {
            reject("backbone.file names no file: '%s'", script.path());
        }
        try {
            return Hashes.of(script.place());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public KnownEvaluator published(PublishedEvaluator evaluator) {
        try {
            PretrainedModel.Description found =
                    PretrainedModel.describe(evaluator.weights().place());
            EvaluatorReading.of(evaluator, found); // what is wrong with it shows while planning
            return new KnownEvaluator(
                    evaluator,
                    weightsHash(evaluator.weights().place()),
                    EvaluatorReading.tokenizer(evaluator).identity());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Refuses a process of the right kind whose settings are not those that the model was trained under. */
    private static void requireTrained(PretrainedSpec model, PretrainedModel.Description found, ProcessSpec process) {
        if (process instanceof HybridSpec hybrid && hybrid.uniformShare() != found.uniformShare()) {
            reject(
                    "process.uniformShare must be %s for %s, which was trained under it, got %s",
                    found.uniformShare(), model.path(), hybrid.uniformShare());
        }
        Parameterization output = found.conventions().parameterization();
        Parameterization asked = process.written().parameterization();
        boolean made = found.conventions().process().isPresent() || process instanceof MaskedSpec;
        if (asked != output && made) {
            reject(
                    "process.parameterization must be %s for %s, a model of family %s, got %s",
                    Names.of(output), model.path(), found.family().id(), Names.of(asked));
        }
    }

    @FormatMethod
    private static void reject(String message, Object... values) {
        throw new InvalidSettingException(String.format(Locale.ROOT, message, values));
    }

    private int vocabulary(DataSpec data) {
        return vocabularies.computeIfAbsent(data, of -> Corpora.vocabularySize(of, folder));
    }

    @Override
    public OptionalLong parameters(ModelSpec.KnownNetwork model) {
        if (model instanceof ModelSpec.Pretrained published) {
            try {
                return OptionalLong.of(
                        PretrainedModel.parameters(published.weights().place(), published.tokens() + 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return OptionalLong.of(Weights.parameters(model.backbone(), vocabulary(model.data())));
    }
}
