package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.derived;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Problems;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.ScoringProtocol;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.training.TrainingSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Section {@code evaluator}: who scores samples. Its keys have a meaning only where that is a model, and those that the
 * models of the suite have, too, follow what the suite's defaults say of these.
 */
final class EvaluatorSection {
    /** What an evaluator has {@link #FACTOR} times as much of, unless the suite says otherwise. */
    static final Set<String> ENLARGED = Set.of("backbone.layers", "training.tokens");

    /** How much more an evaluator has. */
    static final int FACTOR = 2;

    private static final String NAME = "evaluator";

    private final Key<EvaluatorSpec.Kind> kind;
    private final Key<Long> seed;
    private final Key<String> path;
    private final Key<ScoringProtocol> protocol;
    private final Key<Integer> batch;
    private final Key<Integer> maxLength;
    private final BackboneSection backbone;
    private final TrainingSection training;

    EvaluatorSection(SettingRows<PointSettings> point) {
        SettingRows<EvaluatorSpec> rows = point.section(NAME, PointSettings::evaluator);
        kind = rows.choice(
                "kind",
                EvaluatorSpec.Kind.class,
                derived("oracle for corpora markov and topics, else model", PointValues::evaluator),
                "who scores samples",
                EvaluatorSpec::kind);
        SettingRows<PublishedEvaluator> published = rows.where(
                        evaluator -> evaluator.published().isPresent())
                .part(evaluator -> evaluator.published().orElseThrow());
        path = published.text(
                "path",
                Fallback.words("required by kind pretrained"),
                "pretrained: a folder of config.json, model.safetensors and tokenizer.json, relative to the suite's file",
                evaluator -> evaluator.weights().path());
        protocol = published.choice(
                "protocol",
                ScoringProtocol.class,
                is("standard"),
                "pretrained: what of a text is read and what counts",
                PublishedEvaluator::protocol);
        batch = published.integer(
                "batch",
                Fallback.words("as many as the protocol's program has"),
                "pretrained: texts that go together, where the protocol drops an incomplete batch or pads within one",
                evaluator -> given(evaluator.batch()));
        maxLength = published.integer(
                "maxLength",
                Fallback.words("the length of the samples"),
                "pretrained: tokens of a text that are read, for protocols that cut texts",
                evaluator -> given(evaluator.maxLength()));
        SettingRows<EvaluatorSpec> trained = rows.adapted(EvaluatorSection::ofModel);
        seed = trained.whole(
                "seed", is("1"), "of the evaluator's training: one evaluator for all seeds", EvaluatorSpec::seed);
        backbone = new BackboneSection(trained.section("backbone", EvaluatorSpec::backbone));
        training = new TrainingSection(trained.section("training", EvaluatorSpec::training), Fallback.REQUIRED);
    }

    /** Returns the evaluator's default of a key of {@link #ENLARGED} for what the suite's models have. */
    static SettingValue enlarged(String key, long shared) {
        long most = SettingTable.get(key).type() == SettingType.INT ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return new SettingValue.Whole(shared > most / FACTOR ? most : shared * FACTOR);
    }

    /** Returns a setting of a trained evaluator. */
    private static Setting ofModel(Setting setting) {
        boolean follows = !setting.section().equals(NAME);
        String own = setting.key().substring(NAME.length() + 1);
        String shared = "the defaults' " + own;
        String words = ENLARGED.contains(own) ? FACTOR + " x " + shared : shared;
        return setting.with(
                follows ? Fallback.words(words) : setting.fallback(),
                NAME + ": " + setting.description(),
                settings -> settings.evaluator().kind() == EvaluatorSpec.Kind.MODEL);
    }

    /** Returns the evaluator's network. */
    BackboneSection backbone() {
        return backbone;
    }

    /** Returns how the evaluator's network is trained. */
    TrainingSection training() {
        return training;
    }

    /** Makes the record of a network, its training and where it computes. */
    EvaluatorSpec read(PointValues values, BackboneSpec network, TrainingSpec schedule, EngineSpec engine) {
        EvaluatorSpec.Kind who = values.get(kind);
        boolean published = who == EvaluatorSpec.Kind.PRETRAINED;
        Problems problems = Problems.in(NAME)
                .check(
                        !published || values.has(path.name()),
                        "path",
                        "is missing: kind pretrained needs the folder of the evaluator");
        for (Key<?> key : List.of(path, protocol, batch, maxLength)) {
            problems.check(
                    published || !values.has(key.name()),
                    key.name().substring(NAME.length() + 1),
                    "goes with kind pretrained only");
        }
        problems.rejectIfAny();
        return new EvaluatorSpec(
                who,
                network,
                schedule,
                engine,
                values.get(seed),
                published ? Optional.of(published(values)) : Optional.empty());
    }

    private PublishedEvaluator published(PointValues values) {
        return new PublishedEvaluator(
                new PretrainedSpec(values.written(path).orElseThrow(), values.folder(path), null),
                values.get(protocol),
                values.written(batch).orElse(0),
                values.written(maxLength).orElse(0));
    }

    private static Optional<Integer> given(int number) {
        return Optional.of(number).filter(stated -> stated != 0);
    }
}
