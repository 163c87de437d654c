package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.Diversity;
import dev.dlmbench.text.ExactSource;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Samples of a Markov source's text, all together, beside forty test documents. */
class DistributionWorksTest {
    private static final int LENGTH = 16;
    private static final DataSpec DATA =
            new DataSpec(new CorpusSpec.Markov(1, 6, .5, 5), DataSpec.TokenizerKind.CHAR, LENGTH, 400, 40);

    @TempDir
    private Path folder;

    private PreparedText text;
    private ExactSource source;
    private List<int[]> fresh;

    @BeforeEach
    void draw() {
        text = Corpora.prepare(DATA, new DataFolder(folder));
        source = text.source().orElseThrow();
        SplittableRandom random = new Seeds(7).stream("samples");
        fresh = Stream.generate(() -> source.draw(LENGTH, random)).limit(40).toList();
    }

    private FolderPlace place(List<int[]> samples, String prompt) throws IOException {
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
        Path drawn = place.add("samples", new NodeSpec.Samples("model", LENGTH, sampling, 1));
        JsonLines.write(drawn.resolve(NodeFiles.TOKENS), samples);
        return place;
    }

    private List<Measurement> counted(List<int[]> samples, String prompt) throws IOException {
        return new DiversityWork(new ModelCache(new DataFolder(folder)))
                .run(new DistributionSpec.Diversity("samples", "data"), place(samples, prompt));
    }

    private Measurement mauve(List<int[]> samples) throws IOException {
        FolderPlace place = place(samples, "");
        ModelCache cache = new ModelCache(new DataFolder(folder));
        UntrainedModel.put(
                place,
                "evaluator",
                cache,
                UntrainedModel.spec(DATA, new BackboneSpec(2, 16, 2, 4, 0, false), new AutoregressiveSpec(), 3));
        return new MauveWork(cache)
                .run(new DistributionSpec.Mauve("samples", "data", "evaluator", TestEngine.SPEC, null), place)
                .get(0);
    }

    private double perplexity(List<int[]> samples) throws IOException {
        List<Measurement> scored = new ScoreWork(new ModelCache(new DataFolder(folder)))
                .run(new NodeSpec.Score("samples", "data", null, TestEngine.SPEC, null), place(samples, ""));
        return Measured.value(Metric.GEN_PPL, scored);
    }

    @Test
    void everyNGramHasItsShareAndSoDoTestDocuments() throws IOException {
        List<Measurement> measured = counted(fresh, "");
        double[] distinct = Diversity.distinct(fresh);
        double[] ofTest = Diversity.distinct(text.test());
        for (int n = 1; n <= 4; n++) {
            Measurement found = measured.get(n - 1);
            assertThat(found.metric()).isEqualTo(Metric.DISTINCT_N);
            assertThat(found.value()).isEqualTo(distinct[n - 1]);
            assertThat(found.conditions())
                    .containsEntry("n", Integer.toString(n))
                    .containsEntry("length", "16")
                    .containsEntry("samples", "40");
            assertThat(Double.parseDouble(found.details().getOrDefault("test-text", "")))
                    .isEqualTo(ofTest[n - 1]);
        }
        assertThat(Measured.value(Metric.REPETITION, measured))
                .isCloseTo(mean(Diversity.repetitions(fresh)), within(1e-12));
        assertThat(Measured.value(Metric.LONGEST_REPEAT, measured))
                .isCloseTo(
                        fresh.stream()
                                .mapToInt(Diversity::longestRepeat)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        assertThat(Measured.value(Metric.NOVELTY, measured))
                .isCloseTo(
                        mean(Diversity.novelties(List.of(fresh), text.train()).get(0)), within(1e-12));
        assertThat(Measured.value(Metric.SELF_BLEU, measured)).isBetween(0., 1.);
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).average().orElseThrow();
    }

    @Test
    void whatWasGivenIsNotCounted() throws IOException {
        List<int[]> behind = fresh.stream()
                .map(sample -> Arrays.copyOfRange(sample, 2, LENGTH))
                .toList();
        List<int[]> begun = behind.stream()
                .map(sample -> IntStream.concat(IntStream.of(0, 1), Arrays.stream(sample))
                        .toArray())
                .toList();
        List<Measurement> measured = counted(begun, text.tokenizer().decode(new int[] {0, 1}));
        assertThat(measured.get(1).value()).isEqualTo(Diversity.distinct(behind)[1]);
        assertThat(measured)
                .allSatisfy(value -> assertThat(value.conditions()).containsKey("prompt"))
                .as("hardly any test document begins so")
                .allSatisfy(value -> assertThat(value.details()).isEmpty());
    }

    @Test
    void samplesWithoutFourTokensHaveNoFourGrams() throws IOException {
        List<Measurement> measured = counted(List.of(new int[] {1, 2}, new int[] {3, 4, 5}), "");
        for (Metric metric : List.of(Metric.SELF_BLEU, Metric.REPETITION, Metric.NOVELTY)) {
            assertThat(Measured.of(metric, measured).value()).isNull();
        }
        assertThat(measured.get(0).value()).isEqualTo(1.);
    }

    /**
     * Of the source's own samples the likeliest one, over and over: gen-PPL is better than that of all of them, and no
     * reader of one sample after another finds anything wrong.
     */
    @Test
    void oneSampleOverAndOverHasAGoodPerplexityAndABadMauve() throws IOException {
        int[] likely = fresh.stream()
                .max(Comparator.comparingDouble(source::logLikelihood))
                .orElseThrow();
        List<int[]> repeated = Collections.nCopies(40, likely);
        assertThat(perplexity(repeated)).isLessThan(perplexity(fresh));
        Measurement ofFresh = mauve(fresh);
        Measurement ofRepeated = mauve(repeated);
        assertThat(ofFresh.value()).isGreaterThan(.7);
        assertThat(ofRepeated.value()).isLessThan(.3);
        assertThat(ofFresh.details()).containsEntry("clusters", "4").containsEntry("degrees-of-freedom", "10.0");
        assertThat(ofFresh.standardError()).isPositive();
        assertThat(ofFresh.n()).isEqualTo(40);
        assertThat(ofFresh.conditions())
                .containsEntry("evaluator", "evaluator")
                .containsEntry("states", "mean")
                .containsEntry("length", "16")
                .containsEntry("samples", "40");
    }

    @Test
    void theTestDocumentsThemselvesHaveAllOfIt() throws IOException {
        assertThat(mauve(text.test()).value()).isGreaterThan(.999);
    }

    @Test
    void refusesWhatCannotBeHeldAgainstTestDocuments() {
        List<int[]> uneven = Stream.concat(fresh.stream().limit(39), Stream.of(new int[] {1, 2}))
                .toList();
        assertThatThrownBy(() -> mauve(uneven))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("texts of one length");
        List<int[]> many = Stream.concat(fresh.stream(), fresh.stream()).toList();
        assertThatThrownBy(() -> mauve(many))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("80 samples of 16 tokens")
                .hasMessageContaining("40 begin as they do and are so long");
    }
}
