package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.training.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** The sections of a point's settings, in the order of the reference. */
final class PointSections {
    private final SettingRows<PointSettings> rows = SettingRows.empty();

    final DataSection data = new DataSection(rows.section("data", PointSettings::data));
    final BackboneSection backbone = new BackboneSection(rows.section("backbone", PointSettings::backbone));
    final Key<String> predictor = rows.word(
            "backbone.kind",
            List.of("transformer", "oracle"),
            is("transformer"),
            "what predicts: the network, or the exact source of corpus markov in its place",
            point -> point.oracle() ? "oracle" : "transformer");
    final ProcessSection process = new ProcessSection(rows.section("process", PointSettings::process), rows);
    final ObjectiveSection objective = new ObjectiveSection(rows);
    final TrainingSection training = new TrainingSection(
            rows.section("training", PointSettings::training),
            Fallback.derived(Fallback.REQUIRED.words(), PointValues::trainingTokens));
    final Key<String> from = rows.text(
            "training.from",
            NOTHING,
            "an experiment of this suite whose model of the same seed training starts from; its settings may not be swept",
            point -> point.from().isEmpty() ? Optional.empty() : point.from());
    final Key<TrainingSpec.StartState> state = rows.where(point -> !point.from().isEmpty())
            .choice(
                    "training.state",
                    TrainingSpec.StartState.class,
                    is("weights"),
                    "what is taken over of that model: its weights, or all that its training had, to go on with it",
                    PointSettings::startState);
    final EngineSection engine = new EngineSection(rows.section("engine", PointSettings::engine));
    final LikelihoodSection likelihood = new LikelihoodSection(rows.section("likelihood", PointSettings::likelihood));
    final ProfileSection profile = new ProfileSection(rows.section("profile", PointSettings::profile));
    final VarianceSection variance = new VarianceSection(rows.section("variance", PointSettings::variance));
    final SamplingSection sampling = new SamplingSection(rows);
    final EvaluatorSection evaluator = new EvaluatorSection(rows);
    final LatencySection latency = new LatencySection(rows.section("latency", PointSettings::latency));
    final Key<List<Long>> seeds =
            rows.wholes("seeds", is("[1]"), "the replicates; never a sweep", point -> Optional.empty());

    /** Returns every setting in the order of the reference. */
    List<Setting> settings() {
        return rows.settings();
    }
}
