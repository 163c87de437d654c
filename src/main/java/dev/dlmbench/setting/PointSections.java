package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.training.TrainingSpec;
import java.util.List;
import java.util.Optional;

/** The sections of a point's settings, in the order of the reference. */
final class PointSections {
    private final SettingRows<PointSettings> rows = SettingRows.empty();
    private final SettingRows<PointSettings> networks = rows.where(PointSettings::ofAnyNetwork);
    private final SettingRows<PointSettings> known = rows.where(PointSettings::ofKnownNetwork);
    private final SettingRows<PointSettings> trained = rows.where(PointSettings::trained);

    final DataSection data = new DataSection(rows.section("data", PointSettings::data));
    final BackboneSection backbone = new BackboneSection(known.section("backbone", PointSettings::backbone));
    final ModelSection model = new ModelSection(rows);
    final ProcessSection process = new ProcessSection(rows.section("process", PointSettings::process), rows);
    final ObjectiveSection objective = new ObjectiveSection(trained);
    final TrainingSection training = new TrainingSection(
            trained.section("training", PointSettings::training),
            Fallback.derived(Fallback.REQUIRED.words(), PointValues::trainingTokens));
    final Key<String> from = trained.text(
            "training.from",
            NOTHING,
            "a folder of published weights, its path with a slash, or an experiment of this suite whose model of the same seed training starts from; its settings may not be swept",
            point -> point.from().isEmpty() ? Optional.empty() : point.from());
    final Key<TrainingSpec.StartState> state = rows.where(point -> !point.from().isEmpty())
            .choice(
                    "training.state",
                    TrainingSpec.StartState.class,
                    is("weights"),
                    "what is taken over of that model: its weights, or all that its training had, to go on with it",
                    PointSettings::startState);
    final EngineSection engine = new EngineSection(networks.section("engine", PointSettings::engine));
    final LikelihoodSection likelihood = new LikelihoodSection(rows.section("likelihood", PointSettings::likelihood));
    final ProfileSection profile = new ProfileSection(networks.section("profile", PointSettings::profile));
    final VarianceSection variance = new VarianceSection(trained.section("variance", PointSettings::variance));
    final SamplingSection sampling = new SamplingSection(rows);
    final EvaluatorSection evaluator = new EvaluatorSection(rows);
    final LatencySection latency = new LatencySection(known.section("latency", PointSettings::latency));
    final Key<List<Long>> seeds =
            rows.wholes("seeds", is("[1]"), "the replicates; never a sweep", point -> Optional.empty());

    /** Returns every setting in the order of the reference. */
    List<Setting> settings() {
        return rows.settings();
    }
}
