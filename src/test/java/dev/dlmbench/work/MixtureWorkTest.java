package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two block sizes with shares of a quarter and three quarters, whose likelihoods lie in the store. */
class MixtureWorkTest {
    @TempDir
    private Path folder;

    private List<Measurement> measured(
            List<DocumentScore> one, List<DocumentScore> two, Map<String, String> first, Map<String, String> second)
            throws IOException {
        FolderPlace place = new FolderPlace(folder);
        DataSpec data = new DataSpec(new CorpusSpec.Markov(1, 2, 1, 1), DataSpec.TokenizerKind.CHAR, 8, 100, 2);
        place.add("model", new ModelSpec.Oracle(data, ProcessSpec.of(ProcessKind.MASKED, 1)));
        add(place, "one", one, first);
        add(place, "two", two, second);
        return new MixtureWork().run(new NodeSpec.Mixture(List.of("one", "two"), List.of(.25, .75)), place);
    }

    private static void add(FolderPlace place, String name, List<DocumentScore> scores, Map<String, String> conditions)
            throws IOException {
        Path node = place.add(name, new NodeSpec.Likelihood("model", 1, LikelihoodSpec.exact(), 1));
        JsonLines.write(node.resolve(NodeFiles.DOCUMENTS), scores);
        place.measured(name, List.of(Measurement.of(Metric.NLL, 1, Bound.UPPER, 2, .1, conditions)));
    }

    private static DocumentScore exact(int document, double nats) {
        return new DocumentScore(document, 8, nats, 0.0, nats, nats);
    }

    @Test
    void valuesAreTakenOnTheTextAndInThePrecisionOfTheirParts() throws IOException {
        Map<String, String> conditions = Map.of("text", "abc", "precision", "float32");
        List<Measurement> measured = measured(
                List.of(exact(0, 10), exact(1, 14)), List.of(exact(0, 12), exact(1, 13)), conditions, conditions);
        assertThat(measured).extracting(Measurement::conditions).containsOnly(conditions);
        assertThat(measured).extracting(Measurement::bound).containsOnly(Bound.UPPER);
        assertThat(value(measured, 0)).isCloseTo((.25 * 24 + .75 * 25) / 16, within(1e-12));
        double first = -Math.log(.25 * Math.exp(-10) + .75 * Math.exp(-12));
        double second = -Math.log(.25 * Math.exp(-14) + .75 * Math.exp(-13));
        assertThat(value(measured, 1)).isCloseTo((first + second) / 16, within(1e-12));
    }

    /** Noise of plus or minus 3 nats in one part, every combination of its halves once: the expectation is a bound. */
    @Test
    void noiseDoesNotLowerTheBound() throws IOException {
        List<DocumentScore> quiet = List.of(exact(0, 12), exact(1, 12), exact(2, 12), exact(3, 12));
        List<DocumentScore> noisy = List.of(
                new DocumentScore(0, 8, 12, 2.0, 9.0, 15.0),
                new DocumentScore(1, 8, 12, 2.0, 15.0, 9.0),
                new DocumentScore(2, 8, 9, 0.0, 9.0, 9.0),
                new DocumentScore(3, 8, 15, 0.0, 15.0, 15.0));
        List<Measurement> measured = measured(quiet, noisy, Map.of(), Map.of());
        assertThat(measured.get(1).metric()).isEqualTo(Metric.NLL_MIXTURE);
        assertThat(value(measured, 1)).isBetween(12 / 8.0, 12 / 8.0 - Math.log(.25) / 8);
    }

    @Test
    void partsOfDifferentConditionsHaveNoMixture() throws IOException {
        List<DocumentScore> scores = List.of(exact(0, 10));
        List<Measurement> measured =
                measured(scores, scores, Map.of("precision", "float32"), Map.of("precision", "bf16"));
        assertThat(measured).hasSize(2).allMatch(measurement -> measurement.value() == null);
        assertThat(measured.get(0).reason()).contains("different conditions");
    }

    private static double value(List<Measurement> measured, int at) {
        return Objects.requireNonNull(measured.get(at).value());
    }
}
