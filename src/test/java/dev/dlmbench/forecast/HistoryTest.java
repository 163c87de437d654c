package dev.dlmbench.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Machine;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.process.Arithmetic;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TextPart;
import dev.dlmbench.training.TrainingSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long nodes will take, by what a store says of others. */
class HistoryTest {
    private static final BackboneSpec SMALL = new BackboneSpec(2, 64, 4, 32, 0, false);
    private static final int FEW = 13;

    /** Of 168 million parameters with its ids, on sequences of 1024. */
    private static final BackboneSpec LARGE = new BackboneSpec(12, 768, 12, 128, 0.1, false);

    private static final int MANY = 50_258;

    @TempDir
    private Path root;

    private ResultStore store;

    @BeforeEach
    void begin() {
        store = ResultStore.open(root);
    }

    private static ModelSpec.Train model(BackboneSpec network, int sequence, long tokens, String device, long seed) {
        return new ModelSpec.Train(
                new DataSpec(new CorpusSpec.Markov(1, 12, 1, 1), DataSpec.TokenizerKind.CHAR, sequence, 100_000, 10),
                "",
                TextPart.MODELS,
                network,
                ProcessSpec.of(ProcessKind.MASKED, sequence),
                ObjectiveSpec.NELBO,
                new TrainingSpec(tokens, 32, 1, 1e-3, 0, TrainingSpec.Schedule.CONSTANT, 1, 0, 0, 0),
                new EngineSpec(device, EngineSpec.Precision.AUTO, 1),
                seed,
                null,
                null);
    }

    private void took(ModelSpec.Train model, double seconds, String device, String processor) throws IOException {
        try (Attempt attempt = store.begin(Node.of(model, "x").hash())) {
            attempt.writeSpec(SpecJson.canonical(model));
            double parameters = Weights.parameters(model.backbone(), FEW);
            attempt.writeMeasurements(List.of(Measurement.of(Metric.PARAMETERS, parameters, 1, Map.of())));
            attempt.writeProvenance(Map.of("seconds", seconds, "device", device, "cpu", processor));
            assertThat(attempt.commit()).isTrue();
        }
    }

    private Optional<Forecast> forecast(ModelSpec.Train model, int vocabulary) throws IOException {
        Efforts efforts = new Efforts();
        efforts.add("m", model, OptionalLong.of(Weights.parameters(model.backbone(), vocabulary)));
        return History.of(store).outlook().forecast(efforts.of("m").orElseThrow());
    }

    @Test
    void aLargeTrainingIsNotPromisedTheTimeOfASmallOne() throws IOException {
        took(model(SMALL, 64, 1_500_000, "cpu", 1), 25, "cpu", "p");

        Forecast forecast =
                forecast(model(LARGE, 1024, 65_000_000_000L, "cpu", 1), MANY).orElseThrow();
        Arithmetic one = new Arithmetic(LARGE, MANY, 1024, ProcessKind.MASKED, 1024);
        double multiplications = 65e9 / 1024 * one.training().multiplications();
        // a core does not do a million million multiplications a second, nor does it take ten nanoseconds for one
        assertThat(forecast.least()).isGreaterThan(multiplications / 1e12);
        assertThat(forecast.most()).isLessThan(multiplications * 1e-8);
        assertThat(forecast.factor()).isGreaterThan(1.5);
    }

    @Test
    void aTrainingOnTenTimesTheTokensTakesTenTimesAsLong() throws IOException {
        took(model(SMALL, 64, 1_500_000, "cpu", 1), 100, "cpu", "p");

        assertThat(forecast(model(SMALL, 64, 15_000_000, "cpu", 1), FEW)
                        .orElseThrow()
                        .seconds())
                .isCloseTo(1000, Percentage.withPercentage(10));
    }

    @Test
    void anotherDeviceTellsNothing() throws IOException {
        took(model(SMALL, 64, 1_500_000, "auto", 1), 100, "cpu", "p");

        assertThat(forecast(model(SMALL, 64, 1_500_000, "cuda:0", 1), FEW)).isEmpty();
        assertThat(forecast(model(SMALL, 64, 1_500_000, "cpu", 1), FEW)).isPresent();
        assertThat(forecast(model(SMALL, 64, 1_500_000, "auto", 1), FEW)).isPresent();
    }

    @Test
    void aMachineLikeThisOneTellsMoreThanOthers() throws IOException {
        took(model(SMALL, 64, 1_500_000, "cpu", 1), 1000, "cpu", "another");
        took(model(SMALL, 64, 1_500_000, "cpu", 2), 1000, "cpu", "another");
        assertThat(forecast(model(SMALL, 64, 1_500_000, "cpu", 4), FEW)
                        .orElseThrow()
                        .seconds())
                .isCloseTo(1000, Percentage.withPercentage(10));

        took(model(SMALL, 64, 1_500_000, "cpu", 3), 100, "cpu", Machine.cpu());
        assertThat(forecast(model(SMALL, 64, 1_500_000, "cpu", 4), FEW)
                        .orElseThrow()
                        .seconds())
                .isCloseTo(100, Percentage.withPercentage(10));
    }

    @Test
    void anEmptyStoreTellsNothing() throws IOException {
        assertThat(forecast(model(SMALL, 64, 1_500_000, "cpu", 1), FEW)).isEmpty();
    }
}
