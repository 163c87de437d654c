package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.TextStatistics;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Samplers on the exact denoiser of a Markov source of 16 states and blocks of 16 tokens, against figures of another
 * implementation: nats under the source, total variation of adjacent pairs, entropy of tokens, each a mean over four
 * runs of 2,500 samples, within four standard errors of the difference.
 */
class OracleToyTest {
    private static final int THEIR_RUNS = 4;
    private static final String LEFT_OUT = "uniform, leave-one-out";

    /** What the exact denoiser predicts under uniform noise, and how it is read. */
    private enum Prediction {
        AS_THE_ROW_SAYS,
        /** Each token given the other positions. */
        LEFT_OUT,
        /** Each token given all positions, taken for that given the others. */
        UNCONVERTED,
        /** Each token given all positions, converted. */
        CONVERTED
    }

    @TestFactory
    Stream<DynamicTest> givesTheFiguresOfTheOtherImplementation() throws IOException {
        return rows(1, 2);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> givesTheFiguresOfTheOtherImplementationInManySteps() throws IOException {
        return rows(4, 32);
    }

    private static Stream<DynamicTest> rows(int fewest, int most) throws IOException {
        return rows(fewest, most, row -> true, Prediction.AS_THE_ROW_SAYS);
    }

    private static Stream<DynamicTest> rows(int fewest, int most, Predicate<JsonNode> which, Prediction prediction)
            throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(SharedFiles.require("parity/oracle_toy.json").toFile());
        MarkovSource source = source(file);
        return StreamSupport.stream(file.get("rows").spliterator(), false)
                .filter(row ->
                        row.get("steps").asInt() >= fewest && row.get("steps").asInt() <= most && which.test(row))
                .map(row -> DynamicTest.dynamicTest(
                        row.get("process").asText() + ", " + row.get("sampler").asText() + ", "
                                + row.get("steps").asInt() + " steps",
                        () -> assertRow(source, row, prediction)));
    }

    /** The wrong prediction stays far from the source however many steps are taken; the right one comes close. */
    @TestFactory
    Stream<DynamicTest> convertedPosteriorsGiveTheFiguresOfTheOtherImplementation() throws IOException {
        return converted(1, 2);
    }

    @Tag("slow")
    @TestFactory
    Stream<DynamicTest> convertedPosteriorsGiveTheFiguresOfTheOtherImplementationInManySteps() throws IOException {
        return converted(4, 32);
    }

    /** The rows of leave-one-out predictions, for predictions that take the observation in and are converted. */
    private static Stream<DynamicTest> converted(int fewest, int most) throws IOException {
        return rows(fewest, most, row -> row.get("process").asText().equals(LEFT_OUT), Prediction.CONVERTED);
    }

    @Tag("slow")
    @Test
    void guessesThatTakeTheirOwnObservationInLeadUniformNoiseAstray() throws IOException {
        MarkovSource source = source(new ObjectMapper()
                .readTree(SharedFiles.require("parity/oracle_toy.json").toFile()));
        double truth = source.entropyRate().orElseThrow();
        double wrong = run(source, ProcessKind.UNIFORM, Prediction.UNCONVERTED, "ancestral", 32, 0)
                .nll();
        double converted = run(source, ProcessKind.UNIFORM, Prediction.CONVERTED, "ancestral", 32, 0)
                .nll();
        double right = run(source, ProcessKind.UNIFORM, Prediction.LEFT_OUT, "ancestral", 32, 0)
                .nll();
        assertThat(Math.exp(wrong)).isBetween(29., 32.);
        assertThat(Math.exp(converted)).isBetween(3.9, 4.4);
        assertThat(converted).isCloseTo(right, within(.01));
        assertThat(right).isBetween(truth - .05, truth + .15);
    }

    private static MarkovSource source(JsonNode file) {
        JsonNode table = file.get("transition");
        double[][] transition = new double[table.size()][table.size()];
        for (int a = 0; a < transition.length; a++) {
            for (int b = 0; b < transition.length; b++) {
                transition[a][b] = table.get(a).get(b).asDouble();
            }
        }
        return MarkovSource.of(1, transition);
    }

    /** What one run of 2,500 samples gave. */
    private record Run(double nll, double variation, double entropy, double calls) {}

    private static void assertRow(MarkovSource source, JsonNode row, Prediction prediction) {
        boolean masked = row.get("process").asText().equals("masked");
        boolean leaveOneOut = row.get("process").asText().equals(LEFT_OUT);
        Prediction own = leaveOneOut ? Prediction.LEFT_OUT : Prediction.UNCONVERTED;
        List<Run> runs = IntStream.range(0, row.get("steps").asInt() <= 8 ? 8 : 4)
                .parallel()
                .mapToObj(run -> run(
                        source,
                        masked ? ProcessKind.MASKED : ProcessKind.UNIFORM,
                        prediction == Prediction.AS_THE_ROW_SAYS ? own : prediction,
                        row.get("sampler").asText(),
                        row.get("steps").asInt(),
                        run))
                .toList();
        assertClose(runs.stream().map(Run::nll).toList(), row, "nll");
        assertClose(runs.stream().map(Run::variation).toList(), row, "bigram_tv");
        assertClose(runs.stream().map(Run::entropy).toList(), row, "unigram_entropy");
        assertThat(runs).allMatch(run -> run.calls() <= row.get("nfe").asInt());
        if (!masked) {
            assertThat(runs).allMatch(run -> run.calls() == row.get("nfe").asInt());
        }
    }

    /** The spread of a few runs is itself uncertain, so the larger of both implementations' counts for both. */
    private static void assertClose(List<Double> ours, JsonNode row, String name) {
        double mean = ours.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double variance = ours.stream()
                        .mapToDouble(value -> (value - mean) * (value - mean))
                        .sum()
                / (ours.size() - 1);
        double spread = Math.max(Math.sqrt(variance), row.get(name + "_sd").asDouble());
        double error = spread * Math.sqrt(1.0 / THEIR_RUNS + 1.0 / ours.size());
        double printed = 5e-5;
        assertThat(mean)
                .as(name)
                .isBetween(
                        row.get(name).asDouble() - 4 * error - printed,
                        row.get(name).asDouble() + 4 * error + printed);
    }

    private static Run run(
            MarkovSource source, ProcessKind kind, Prediction prediction, String sampler, int steps, int run) {
        Parameterization output =
                prediction == Prediction.CONVERTED ? Parameterization.POSTERIOR : Parameterization.SUBS;
        GenerativeProcess process = ProcessSpec.of(
                        kind, 16, null, CleanRows.TOKEN_CAUSAL, StandardSchedule.LINEAR, output, 0, 0)
                .process(16, source.symbols());
        SamplingSpec spec = SamplingSpec.ancestral(steps, 1, 1);
        Arpc.Score score = sampler.equals("ARPC nll") ? Arpc.Score.NLL : Arpc.Score.RANDOM;
        if (!sampler.equals("ancestral")) {
            spec = spec.with(new Arpc(score, Arpc.Rule.TOP));
        }
        List<DrawnSequence> samples;
        try (OracleDenoiser oracle = new OracleDenoiser(source, process, prediction == Prediction.LEFT_OUT)) {
            samples = new Sampler(process, spec, Sampler.Setup.of(16)).draw(oracle, 2_500, new Seeds(100 + run), 0);
        }
        List<int[]> texts = samples.stream().map(DrawnSequence::tokens).toList();
        double[][] pairs = TextStatistics.pairs(texts, source.symbols(), 0);
        double entropy = 0;
        for (double[] row : pairs) {
            double first = 0;
            for (double pair : row) {
                first += pair;
            }
            entropy -= first > 0 ? first * Math.log(first) : 0;
        }
        return new Run(
                texts.stream()
                                .mapToDouble(text -> -source.logLikelihood(text))
                                .average()
                                .orElseThrow()
                        / 16,
                TextStatistics.variation(pairs, source.pairs()),
                entropy,
                samples.stream()
                        .mapToLong(sample -> sample.calls().predicting())
                        .max()
                        .orElseThrow());
    }
}
