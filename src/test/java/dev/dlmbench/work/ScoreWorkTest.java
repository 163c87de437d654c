package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.TopicsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of order-1 text over the letters a, b and c, that begin with the prompt "cab", scored by their source. */
class ScoreWorkTest {
    private static final CorpusSpec.Markov CORPUS = new CorpusSpec.Markov(1, 3, .7, 5);
    private static final MarkovSource SOURCE = MarkovSource.random(CORPUS);
    private static final DataSpec DATA = new DataSpec(CORPUS, DataSpec.TokenizerKind.CHAR, 8, 100, 2);
    private static final List<int[]> SAMPLES = List.of(new int[] {2, 0, 1, 1, 0, 2, 0}, new int[] {2, 0, 1, 2, 2});

    @TempDir
    private Path folder;

    private List<Measurement> scores(String prompt, List<int[]> samples) throws IOException {
        FolderPlace place = new FolderPlace(folder);
        SamplingSpec plain = SamplingSpec.ancestral(1, samples.size(), 1);
        SamplingSpec sampling = new SamplingSpec(
                plain.plan(),
                plain.proposal(),
                plain.selector(),
                plain.corrector(),
                0,
                Stopping.FIXED,
                prompt,
                samples.size(),
                1,
                0);
        place.add("data", new NodeSpec.Data(DATA, ""));
        Path drawn = place.add("samples", new NodeSpec.Samples("model", 8, sampling, 1));
        JsonLines.write(drawn.resolve(NodeFiles.TOKENS), samples);
        NodeSpec score = new NodeSpec.Score(
                "samples", "data", null, new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 1), null);
        return new ScoreWork(new ModelCache(new DataFolder(folder))).run(score, place);
    }

    /** Returns ln p(next | symbol), from the likelihoods of one and of two letters. */
    private static double step(int symbol, int next) {
        return SOURCE.logLikelihood(new int[] {symbol, next}) - SOURCE.logLikelihood(new int[] {symbol});
    }

    /** b was given; drawn were b a c a and c c. */
    @Test
    void onlyWhatIsBehindThePromptCountsGivenThePrompt() throws IOException {
        List<Measurement> measured = scores("cab", SAMPLES);
        double first = -(step(1, 1) + step(1, 0) + step(0, 2) + step(2, 0));
        double second = -(step(1, 2) + step(2, 2));
        double rate = (first + second) / 6;
        assertThat(Measured.value(Metric.GEN_PPL, measured)).isCloseTo(Math.exp(rate), within(1e-9));
        assertThat(Measured.value(Metric.ORACLE_NLL, measured)).isCloseTo(rate, within(1e-9));
        double halvesAndQuarters = .5 * Math.log(2) + 2 * .25 * Math.log(4);
        assertThat(Measured.value(Metric.ENTROPY, measured)).isCloseTo((halvesAndQuarters + 0) / 2, within(1e-9));
        assertThat(Measured.value(Metric.ORACLE_TV, measured))
                .as("bb, ba, ac, ca, bc and cc, each a sixth of the pairs")
                .isCloseTo(distance(new int[][] {{1, 1}, {1, 0}, {0, 2}, {2, 0}, {1, 2}, {2, 2}}), within(1e-9));
        assertThat(JsonLines.read(folder.resolve("folder").resolve(NodeFiles.SCORES), SampleScore.class))
                .satisfiesExactly(
                        line -> {
                            assertThat(line.tokens()).isEqualTo(4);
                            assertThat(line.nats()).isCloseTo(first, within(1e-9));
                        },
                        line -> {
                            assertThat(line.tokens()).isEqualTo(2);
                            assertThat(line.nats()).isCloseTo(second, within(1e-9));
                        });
    }

    private static double distance(int[][] pairs) {
        double sum = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double share = 0;
                for (int[] pair : pairs) {
                    share += pair[0] == a && pair[1] == b ? 1.0 / pairs.length : 0;
                }
                sum += Math.abs(share - SOURCE.pairs()[a][b]) / 2;
            }
        }
        return sum;
    }

    @Test
    void withoutAPromptEveryTokenCounts() throws IOException {
        double nats = SAMPLES.stream()
                .mapToDouble(sample -> -SOURCE.logLikelihood(sample))
                .sum();
        List<Measurement> measured = scores("", SAMPLES);
        assertThat(Measured.value(Metric.ORACLE_NLL, measured)).isCloseTo(nats / 12, within(1e-9));
        assertThat(Measured.of(Metric.ENTROPY, measured).conditions()).isEmpty();
    }

    @Test
    void valuesBehindDifferentPromptsAreNotTheSameQuantity() throws IOException {
        List<Measurement> none = scores("", SAMPLES);
        List<Measurement> some = scores("ca", SAMPLES);
        List<Measurement> more = scores("cab", SAMPLES);
        for (Metric metric : List.of(Metric.GEN_PPL, Metric.ENTROPY, Metric.ORACLE_NLL, Metric.ORACLE_TV)) {
            assertThat(List.of(Measured.of(metric, none), Measured.of(metric, some), Measured.of(metric, more)))
                    .extracting(Measurement::definition)
                    .doesNotHaveDuplicates();
        }
    }

    /**
     * Labels are given and not counted. The second sample is asked to be of class A, but its text is likelier in class
     * B (or the other way round), which Bayes' rule decides here by the likelihoods of the labelled documents.
     */
    @Test
    void samplesOfClassesAreHeldAgainstTheirClass() throws IOException {
        CorpusSpec.Topics corpus = new CorpusSpec.Topics(2, 1, 2, .5, 1, .2, false, 5);
        TopicsSource source = new TopicsSource(corpus);
        List<int[]> samples = List.of(new int[] {1, 3, 3, 3, 4}, new int[] {1, 4, 4, 3, 4}, new int[] {2, 4, 4, 4, 3});
        double nats = 0;
        double right = 0;
        for (int[] sample : samples) {
            double own = source.logLikelihood(sample, 1);
            int[] relabelled = sample.clone();
            relabelled[0] = 3 - sample[0];
            nats -= own;
            right += own > source.logLikelihood(relabelled, 1) ? 1 : 0;
        }
        FolderPlace place = new FolderPlace(folder);
        place.add("data", new NodeSpec.Data(new DataSpec(corpus, DataSpec.TokenizerKind.CHAR, 8, 100, 2), ""));
        Path drawn = place.add("samples", new NodeSpec.Samples("model", 8, SamplingSpec.ancestral(1, 3, 1), 1));
        JsonLines.write(drawn.resolve(NodeFiles.TOKENS), samples);
        NodeSpec score = new NodeSpec.Score(
                "samples", "data", null, new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 1), null);
        List<Measurement> measured = new ScoreWork(new ModelCache(new DataFolder(folder))).run(score, place);
        assertThat(Measured.value(Metric.ORACLE_NLL, measured)).isCloseTo(nats / 12, within(1e-9));
        assertThat(Measured.value(Metric.GEN_PPL, measured)).isCloseTo(Math.exp(nats / 12), within(1e-9));
        assertThat(right).isBetween(1.0, 2.0);
        assertThat(Measured.value(Metric.CONTROL, measured)).isCloseTo(right / 3, within(1e-12));
        double first = distance(source.pairs(0), new int[][] {{3, 3}, {3, 3}, {3, 4}, {4, 4}, {4, 3}, {3, 4}});
        double second = distance(source.pairs(1), new int[][] {{4, 4}, {4, 4}, {4, 3}});
        assertThat(Measured.value(Metric.CLASS_TV, measured)).isCloseTo((2 * first + second) / 3, within(1e-9));
    }

    private static double distance(double[][] truth, int[][] pairs) {
        double sum = 0;
        for (int a = 0; a < truth.length; a++) {
            for (int b = 0; b < truth.length; b++) {
                double share = 0;
                for (int[] pair : pairs) {
                    share += pair[0] == a && pair[1] == b ? 1.0 / pairs.length : 0;
                }
                sum += Math.abs(share - truth[a][b]) / 2;
            }
        }
        return sum;
    }
}
