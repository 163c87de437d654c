package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Gpt2;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.StandardNetwork;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.TextStates.Pooling;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.statistics.MauveEstimate;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextStatesTest {
    private static final int TOKENS = 8;
    private static final int WIDTH = 16;

    static Stream<Network> networks() {
        return Stream.of(StandardNetwork.DIT, new Gpt2(12));
    }

    private static Weights weights(Network network) {
        return RandomWeights.of(new BackboneSpec(2, WIDTH, 2, 4, 0, false).with(network), TOKENS + 1, .4, 3);
    }

    /**
     * The state times the output layer's matrix, and its bias, are the logits of the last row of a text, whatever else
     * is in the call; a text that is too long is read as far as it goes.
     */
    @ParameterizedTest
    @MethodSource("networks")
    void theOutputLayerMakesLogitsOfThem(Network network) {
        Weights weights = weights(network);
        float[] matrix = weights.values().get(weights.values().size() - 2);
        float[] bias = weights.values().get(weights.values().size() - 1);
        List<int[]> texts = List.of(new int[] {1, 2, 3}, new int[] {4}, new int[] {5, 6, 7, 0, 1, 2}, new int[] {
            0, 1, 2, 3, 4, 5, 6, 7, 0, 1
        });
        try (TorchSession session = TorchSession.start(TestEngine.SPEC)) {
            Backbone backbone = new Backbone(session, weights);
            try (NetworkDenoiser model = new NetworkDenoiser(backbone, CleanRows.BLOCK_CAUSAL)) {
                double[][] states = new TextStates(model, OptionalInt.of(TOKENS), 8, Pooling.LAST, 3).of(texts);
                for (int t = 0; t < texts.size(); t++) {
                    int[] read = IntStream.concat(IntStream.of(TOKENS), IntStream.of(texts.get(t)))
                            .limit(8)
                            .toArray();
                    float[] logits = backbone.logits(1, read, new float[1], AttentionPattern.CAUSAL, 1);
                    assertThat(states[t]).hasSize(WIDTH);
                    for (int v = 0; v <= TOKENS; v++) {
                        double sum = bias[v];
                        for (int j = 0; j < WIDTH; j++) {
                            sum += matrix[v * WIDTH + j] * states[t][j];
                        }
                        assertThat(sum).isCloseTo(logits[(read.length - 1) * (TOKENS + 1) + v], within(1e-4));
                    }
                }
            }
        }
    }

    private static final int LENGTH = 64;
    private static final int TEXTS = 100;

    /** Returns a text that has the first half of the letters most of the time, or the second. */
    private static int[] text(SplittableRandom random) {
        int topic = random.nextInt(2);
        return IntStream.range(0, LENGTH)
                .map(i -> (random.nextDouble() < .85 ? topic : 1 - topic) * TOKENS / 2 + random.nextInt(TOKENS / 2))
                .toArray();
    }

    /**
     * Stretches of eight tokens of a corpus, one after another in random order. Each text of the corpus keeps to one of
     * two topics. Who knows the pairs of letters sees a difference at one of eight letters at most, and gen-PPL is 1 %
     * worse; the mean of what a network makes of a text, even one without training, tells that topics are mixed.
     */
    @Test
    void aShuffledCorpusHasAGoodPerplexityAndABadMauve() {
        SplittableRandom random = new SplittableRandom(5);
        List<int[]> corpus = Stream.generate(() -> text(random)).limit(2000).toList();
        List<int[]> references =
                Stream.generate(() -> text(random)).limit(TEXTS).toList();
        List<int[]> fresh = Stream.generate(() -> text(random)).limit(TEXTS).toList();
        List<int[]> shuffled = Stream.generate(() -> IntStream.range(0, LENGTH / 8)
                        .flatMap(i -> {
                            int[] from = corpus.get(random.nextInt(corpus.size()));
                            int start = random.nextInt(LENGTH - 7);
                            return IntStream.range(start, start + 8).map(j -> from[j]);
                        })
                        .toArray())
                .limit(TEXTS)
                .toList();
        double worse = perplexity(shuffled, corpus) / perplexity(fresh, corpus);
        assertThat(mauve(fresh, references, Pooling.MEAN)).isGreaterThan(.9);
        assertThat(mauve(shuffled, references, Pooling.MEAN)).isLessThan(.3);
        assertThat(mauve(shuffled, references, Pooling.LAST))
                .as("the state behind the last token of a network without training is about the last tokens")
                .isCloseTo(mauve(fresh, references, Pooling.LAST), within(.15));
        assertThat(worse).isBetween(.98, 1.05);
    }

    /** Perplexity under the pairs of letters of a corpus. */
    private static double perplexity(List<int[]> texts, List<int[]> corpus) {
        double[][] counts = new double[TOKENS][TOKENS + 1];
        for (int[] text : corpus) {
            for (int i = 1; i < text.length; i++) {
                counts[text[i - 1]][text[i]]++;
                counts[text[i - 1]][TOKENS]++;
            }
        }
        double nats = 0;
        for (int[] text : texts) {
            for (int i = 1; i < text.length; i++) {
                nats -= Math.log(counts[text[i - 1]][text[i]] / counts[text[i - 1]][TOKENS]);
            }
        }
        return Math.exp(nats / texts.size() / (LENGTH - 1));
    }

    private static double mauve(List<int[]> samples, List<int[]> references, Pooling pooling) {
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                NetworkDenoiser model = new NetworkDenoiser(
                        new Backbone(session, weights(StandardNetwork.DIT)), CleanRows.BLOCK_CAUSAL)) {
            TextStates states = new TextStates(model, OptionalInt.of(TOKENS), LENGTH + 1, pooling, 50);
            return MauveEstimate.of(states.of(samples), states.of(references), new SplittableRandom(1))
                    .value();
        }
    }
}
