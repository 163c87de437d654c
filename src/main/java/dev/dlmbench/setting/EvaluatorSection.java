package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.derived;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.training.TrainingSpec;
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
    private final BackboneSection backbone;
    private final TrainingSection training;

    EvaluatorSection(SettingRows<PointSettings> point) {
        SettingRows<EvaluatorSpec> rows = point.section(NAME, PointSettings::evaluator);
        kind = rows.choice(
                "kind",
                EvaluatorSpec.Kind.class,
                derived("oracle for corpus markov, else model", PointValues::evaluator),
                "who scores samples",
                EvaluatorSpec::kind);
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
        return new EvaluatorSpec(values.get(kind), network, schedule, engine, values.get(seed));
    }
}
