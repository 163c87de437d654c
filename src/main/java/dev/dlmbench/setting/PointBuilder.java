package dev.dlmbench.setting;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problem;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.ProfileSpec;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes the settings of one point from its values; the sections check themselves, all of them. */
public final class PointBuilder {
    private final PointValues values;
    private final List<Problem> problems = new ArrayList<>();

    /** Starts with {@code values}. */
    public PointBuilder(PointValues values) {
        this.values = values;
    }

    /** Returns what is wrong so far, by key. */
    public List<Problem> problems() {
        return problems;
    }

    /** Returns the settings; nothing if any is missing, unreadable or wrong. */
    public Optional<PointSettings> build() {
        PointSections sections = SettingTable.SECTIONS;
        Optional<DataSpec> data = read(sections.data);
        Optional<ModelOrigin> model = read(sections.model);
        Optional<BackboneSpec> backbone =
                values.published().map(PretrainedModel.Description::backbone).or(() -> read(sections.backbone));
        Optional<ProcessSpec> process = read(sections.process);
        Optional<ObjectiveSpec> objective = read(sections.objective);
        Optional<BackboneSpec> trained =
                objective.flatMap(aim -> backbone.flatMap(shape -> section("", () -> aim.network(shape))));
        Optional<TrainingSpec> training = read(sections.training);
        Optional<TrainingSpec.StartState> state = section("", () -> values.get(sections.state));
        Optional<EngineSpec> engine = read(sections.engine);
        Optional<LikelihoodSpec> likelihood = read(sections.likelihood);
        Optional<ProfileSpec> profile = read(sections.profile);
        Optional<VarianceSpec> variance = read(sections.variance);
        Optional<String> sampler = section("", () -> values.get(sections.sampling.sampler()));
        Optional<SamplingSpec> sampling = read(sections.sampling);
        Optional<LatencySpec> latency = read(sections.latency);
        // An evaluator mostly follows the same defaults as the point's own settings, and its problems would repeat
        // theirs.
        EvaluatorSection scoring = sections.evaluator;
        Optional<BackboneSpec> network = backbone.flatMap(
                own -> section("evaluator.", () -> scoring.backbone().read(values)));
        Optional<TrainingSpec> schedule = training.flatMap(
                own -> section("evaluator.", () -> scoring.training().read(values)));
        Optional<EngineSpec> where =
                engine.flatMap(own -> section("", () -> sections.engine.read(values.ofEvaluator())));
        Optional<EvaluatorSpec> evaluator = network.flatMap(layers -> schedule.flatMap(
                steps -> where.flatMap(device -> section("", () -> scoring.read(values, layers, steps, device)))));
        boolean incomplete = Stream.of(
                        data,
                        model,
                        process,
                        objective,
                        trained,
                        state,
                        engine,
                        likelihood,
                        profile,
                        variance,
                        sampler,
                        sampling)
                .anyMatch(Optional::isEmpty);
        if (!problems.isEmpty() || incomplete || evaluator.isEmpty() || latency.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new PointSettings(
                new ModelSettings(
                        data.orElseThrow(),
                        model.orElseThrow(),
                        trained.orElseThrow(),
                        process.orElseThrow(),
                        objective.orElseThrow(),
                        training.orElseThrow(),
                        values.start(),
                        state.orElseThrow(),
                        engine.orElseThrow()),
                sampler.orElseThrow(),
                values.written(sections.sampling.companion()).orElse(""),
                sampling.orElseThrow(),
                new MeasurementSettings(
                        likelihood.orElseThrow(),
                        profile.orElseThrow(),
                        variance.orElseThrow(),
                        evaluator.get(),
                        latency.get())));
    }

    /** Returns the sampler alone, of a point of which only its process and the length of its sequences are known. */
    public Optional<SamplingSpec> sampling() {
        return read(SettingTable.SECTIONS.sampling);
    }

    private <T> Optional<T> read(Section<T> section) {
        return section("", () -> section.read(values));
    }

    private <T> Optional<T> section(String evaluator, Supplier<T> spec) {
        try {
            return Optional.of(spec.get());
        } catch (InvalidSettingException e) {
            e.problems().forEach(problem -> problems.add(new Problem(evaluator + problem.key(), problem.rule())));
        } catch (UnresolvedException e) {
            // What is missing or unreadable has a message of its own.
        }
        return Optional.empty();
    }
}
