package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.fixture.TestEngine;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding behind a cache gives the logits of a pass over whole sequences, and of a second network in plain Java. */
class NetworkDenoiserTest {
    private static final int V = 7;
    private static final int N = 12;
    private static final BackboneSpec SPEC = new BackboneSpec(3, 16, 2, 8, 0, false);
    private static final BackboneSpec TIMED = new BackboneSpec(3, 16, 2, 8, 0, true);

    private static TorchSession session;

    private final SplittableRandom random = new SplittableRandom(3);

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    private static Backbone backbone(BackboneSpec spec) {
        return new Backbone(
                session, new Weights(spec, V, RandomWeights.of(SPEC, V, 0.4, 1).values()));
    }

    private static ReferenceNetwork reference() {
        return new ReferenceNetwork(SPEC, RandomWeights.doubles(RandomWeights.of(SPEC, V, 0.4, 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void autoregressionGivesTheLogitsOfTheWholeSequence(int prompt) {
        int[] ids = ids(2 * N);
        try (Backbone network = backbone(SPEC);
                NetworkDenoiser denoiser = new NetworkDenoiser(backbone(SPEC), CleanRows.BLOCK_CAUSAL)) {
            float[] whole = network.logits(2, ids, new float[2], AttentionPattern.CAUSAL, 1);
            denoiser.open(2, 1, N, N);
            for (int end = prompt, read = 0; end <= N; read = end, end++) {
                float[] step = denoiser.next(columns(ids, N, read, end), read).values();
                assertRow(step, 0, whole, end - 1);
                assertRow(step, 1, whole, N + end - 1);
            }
        }
    }

    /** The finished block goes in with the first call of the next one; noise is cached by no call. */
    @ParameterizedTest
    @CsvSource({"1, BLOCK_CAUSAL", "3, BLOCK_CAUSAL", "4, BLOCK_CAUSAL", "1, TOKEN_CAUSAL", "3, TOKEN_CAUSAL"})
    void blocksGiveTheLogitsOfTheDualPass(int block, CleanRows cleanRows) {
        for (BackboneSpec spec : new BackboneSpec[] {SPEC, TIMED}) {
            try (Backbone network = backbone(spec);
                    NetworkDenoiser denoiser = new NetworkDenoiser(backbone(spec), cleanRows)) {
                int[] clean = ids(2 * N);
                int[] noisy = ids(2 * N);
                double[] alpha = {.3, .8};
                float[] sigma = {(float) -Math.log(.3), (float) -Math.log(.8)};
                AttentionPattern pattern = cleanRows == CleanRows.BLOCK_CAUSAL
                        ? AttentionPattern.DUAL
                        : AttentionPattern.DUAL_TOKEN_CAUSAL;
                float[] dual = network.logits(2, dual(noisy, clean), sigma, pattern, block);
                denoiser.open(2, block, N, N);
                for (int start = 0; start < N; start += block) {
                    int[] finished = columns(clean, N, Math.max(0, start - block), start);
                    float[] merged = denoiser.denoise(
                                    all(2), finished, columns(noisy, N, start, start + block), alpha, start)
                            .values();
                    assertRows(merged, dual, start, block);
                    denoiser.denoise(all(2), new int[0], ids(2 * block), alpha, start)
                            .close();
                    float[] again = denoiser.denoise(
                                    all(2), new int[0], columns(noisy, N, start, start + block), alpha, start)
                            .values();
                    assertRows(again, dual, start, block);
                    float[] alone = denoiser.denoise(
                                    new int[] {1},
                                    new int[0],
                                    Arrays.copyOfRange(noisy, N + start, N + start + block),
                                    new double[] {.8},
                                    start)
                            .values();
                    for (int i = 0; i < block; i++) {
                        assertRow(alone, i, dual, N + start + i);
                    }
                }
            }
        }
    }

    /** A long prompt is committed at once, and blocks behind it see it as they see blocks committed one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"BLOCK_CAUSAL", "TOKEN_CAUSAL"})
    void aLongPromptIsCommittedAtOnce(CleanRows cleanRows) {
        try (Backbone network = backbone(SPEC);
                NetworkDenoiser denoiser = new NetworkDenoiser(backbone(SPEC), cleanRows)) {
            int[] clean = ids(N);
            int[] noisy = ids(N);
            AttentionPattern pattern =
                    cleanRows == CleanRows.BLOCK_CAUSAL ? AttentionPattern.DUAL : AttentionPattern.DUAL_TOKEN_CAUSAL;
            int[] both =
                    IntStream.concat(Arrays.stream(noisy), Arrays.stream(clean)).toArray();
            float[] dual = network.logits(1, both, new float[1], pattern, 3);
            denoiser.open(1, 3, N, N);
            float[] behind = denoiser.denoise(
                            all(1), Arrays.copyOf(clean, 9), Arrays.copyOfRange(noisy, 9, 12), new double[1], 9)
                    .values();
            assertRows(behind, dual, 9, 3);
            denoiser.open(1, 3, N, N);
            denoiser.denoise(all(1), Arrays.copyOf(clean, 6), new int[0], new double[1], 6)
                    .close();
            float[] inParts = denoiser.denoise(
                            all(1), Arrays.copyOfRange(clean, 6, 9), Arrays.copyOfRange(noisy, 9, 12), new double[1], 9)
                    .values();
            assertRows(inParts, dual, 9, 3);
        }
    }

    /**
     * Predicted from the left, a noisy block behind clean tokens has the logits of one causal pass over all of them.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8})
    void fromTheLeftABlockIsReadAsByACausalPass(int start) {
        for (BackboneSpec spec : new BackboneSpec[] {SPEC, TIMED}) {
            try (Backbone network = backbone(spec);
                    NetworkDenoiser denoiser = new NetworkDenoiser(backbone(spec), CleanRows.TOKEN_CAUSAL)) {
                int[] all = ids(2 * N);
                double[] alpha = {.3, .8};
                boolean clean =
                        start > 0 && spec.timeConditioning(); // a causal pass knows one level for all of its rows
                double[] levels = clean ? new double[] {1, 1} : alpha;
                float[] sigma = {(float) -Math.log(levels[0]), (float) -Math.log(levels[1])};
                float[] whole = network.logits(2, all, sigma, AttentionPattern.CAUSAL, 1);
                denoiser.open(2, 4, N, N);
                if (start > 0) {
                    denoiser.denoise(all(2), columns(all, N, 0, start), new int[0], alpha, start)
                            .close();
                }
                int[] noisy = columns(all, N, start, start + 4);
                float[] both = denoiser.causal(all(2), noisy, levels, start).values();
                float[] second = denoiser.causal(
                                new int[] {1}, Arrays.copyOfRange(noisy, 4, 8), new double[] {levels[1]}, start)
                        .values();
                assertRows(both, whole, start, 4);
                for (int i = 0; i < 4; i++) {
                    assertRow(second, i, whole, N + start + i);
                }
            }
        }
    }

    /** E13: one call reads a candidate block as blocks of one token are read, position by position. */
    @Test
    void e13VerificationIsTheForwardPassOfBlocksOfOneToken() {
        for (BackboneSpec spec : new BackboneSpec[] {SPEC, TIMED}) {
            try (Backbone network = backbone(spec);
                    NetworkDenoiser denoiser = new NetworkDenoiser(backbone(spec), CleanRows.TOKEN_CAUSAL)) {
                int[] clean = ids(2 * N);
                int[] noise = new int[2 * N];
                Arrays.fill(noise, V - 1);
                float level = (float) Blocks.level(0);
                float[] ones = network.logits(
                        2, dual(noise, clean), new float[] {level, level}, AttentionPattern.DUAL_TOKEN_CAUSAL, 1);
                denoiser.open(2, 4, N, N);
                for (int start = 0; start < N; start += 4) {
                    int[] finished = columns(clean, N, Math.max(0, start - 4), start);
                    denoiser.denoise(all(2), finished, ids(8), new double[] {.5, .5}, start)
                            .close();
                    float[] read = denoiser.verify(
                                    all(2),
                                    columns(clean, N, start, start + 4),
                                    columns(noise, N, start, start + 4),
                                    start)
                            .values();
                    assertRows(read, ones, start, 4);
                    float[] second = denoiser.verify(
                                    new int[] {1},
                                    Arrays.copyOfRange(clean, N + start, N + start + 4),
                                    Arrays.copyOf(noise, 4),
                                    start)
                            .values();
                    for (int i = 0; i < 4; i++) {
                        assertRow(second, i, ones, N + start + i);
                    }
                }
            }
        }
    }

    /**
     * E3: past the window a block sees so many tokens before it as fit. What is cached is what it was when it was
     * written, so the uncached computation is one pass over everything in which each block sees its window.
     */
    @ParameterizedTest
    @CsvSource({"1, 4", "2, 6", "3, 12", "4, 8"})
    void e3TheSlidingWindowIsAPassInWhichEachBlockSeesItsWindow(int block, int window) {
        int length = 36;
        int[] clean = ids(length);
        int[] noisy = ids(length);
        int[] rows =
                IntStream.concat(Arrays.stream(noisy), Arrays.stream(clean)).toArray();
        int[] positions = IntStream.range(0, 2 * length).map(i -> i % length).toArray();
        double[][] whole = reference().logits(rows, positions, new double[2 * length], (q, k) -> {
            int query = q % length / block;
            int key = k % length / block;
            boolean inside = k % length >= (query + 1) * block - window;
            boolean cleanKey = k >= length;
            return q < length ? (cleanKey ? key < query && inside : key == query) : cleanKey && key <= query && inside;
        });
        try (NetworkDenoiser denoiser = new NetworkDenoiser(backbone(SPEC), CleanRows.BLOCK_CAUSAL)) {
            denoiser.open(1, block, window, length);
            for (int start = 0; start < length; start += block) {
                int[] finished = Arrays.copyOfRange(clean, Math.max(0, start - block), start);
                int[] here = Arrays.copyOfRange(noisy, start, start + block);
                float[] logits = denoiser.denoise(all(1), finished, here, new double[1], start)
                        .values();
                for (int i = 0; i < block; i++) {
                    assertRow(logits, i, whole[start + i]);
                }
            }
        }
    }

    @Test
    void e3TheSlidingWindowOfAutoregressionIsABandOfThePast() {
        int length = 40;
        int window = 6;
        int[] ids = ids(length);
        double[][] whole = reference()
                .logits(
                        ids,
                        IntStream.range(0, length).toArray(),
                        new double[length],
                        (q, k) -> k <= q && k > q - window);
        try (NetworkDenoiser denoiser = new NetworkDenoiser(backbone(SPEC), CleanRows.BLOCK_CAUSAL)) {
            denoiser.open(1, 1, window, length);
            float[] prompt = denoiser.next(Arrays.copyOf(ids, 5), 0).values();
            assertRow(prompt, 0, whole[4]);
            for (int i = 5; i < length; i++) {
                assertRow(denoiser.next(new int[] {ids[i]}, i).values(), 0, whole[i]);
            }
        }
    }

    /** Rotary angles of far positions need more than single precision. */
    @Test
    void farPositionsAreAsExactAsNearOnes() {
        assertAsExactAsNear(6_000);
    }

    @Tag("slow")
    @Test
    void veryFarPositionsAreAsExactAsNearOnes() {
        assertAsExactAsNear(30_000);
    }

    private void assertAsExactAsNear(int length) {
        int[] ids = ids(length);
        int from = length - 5;
        int[] last = Arrays.copyOfRange(ids, from, length);
        BackboneSpec oneLayer = new BackboneSpec(1, 16, 2, 8, 0, false);
        Weights weights = RandomWeights.of(oneLayer, V, 0.4, 1);
        double[][] near = new ReferenceNetwork(oneLayer, RandomWeights.doubles(weights))
                .logits(last, new int[] {0, 1, 2, 3, 4}, new double[5], (q, k) -> k <= q);
        try (NetworkDenoiser denoiser = new NetworkDenoiser(new Backbone(session, weights), CleanRows.BLOCK_CAUSAL)) {
            denoiser.open(1, 1, 5, length);
            float[] logits = {};
            for (int start = 0; start < length; start += 5) {
                logits = denoiser.next(Arrays.copyOfRange(ids, start, start + 5), start)
                        .values();
            }
            assertRow(logits, 0, near[4]);
        }
    }

    @Test
    void goesOnWithSomeSequences() {
        int[] ids = ids(3 * N);
        try (Backbone network = backbone(SPEC);
                NetworkDenoiser denoiser = new NetworkDenoiser(backbone(SPEC), CleanRows.BLOCK_CAUSAL)) {
            float[] whole = network.logits(3, ids, new float[3], AttentionPattern.CAUSAL, 1);
            denoiser.open(3, 1, N, N);
            denoiser.next(columns(ids, N, 0, 4), 0).close();
            denoiser.keep(new int[] {0, 2});
            float[] step = denoiser.next(new int[] {ids[4], ids[2 * N + 4]}, 4).values();
            assertRow(step, 0, whole, 4);
            assertRow(step, 1, whole, 2 * N + 4);
            denoiser.keep(new int[] {1});
            assertRow(denoiser.next(new int[] {ids[2 * N + 5]}, 5).values(), 0, whole, 2 * N + 5);
        }
    }

    private static int[] all(int count) {
        return IntStream.range(0, count).toArray();
    }

    /** Returns columns {@code from} to {@code to} of every row. */
    private static int[] columns(int[] ids, int width, int from, int to) {
        return IntStream.range(0, ids.length)
                .filter(i -> i % width >= from && i % width < to)
                .map(i -> ids[i])
                .toArray();
    }

    /** Returns the noisy sequence followed by the clean one, twice. */
    private static int[] dual(int[] noisy, int[] clean) {
        return IntStream.range(0, 4 * N)
                .map(i -> (i / N % 2 == 0 ? noisy : clean)[i / (2 * N) * N + i % N])
                .toArray();
    }

    private int[] ids(int count) {
        return random.ints(count, 0, V).toArray();
    }

    /** Pure noise looks to a network with a time input like alpha 0.001, and not like 0.002. */
    @Test
    void theNoiseLevelIsCappedWhileDrawingToo() {
        try (NetworkDenoiser denoiser = new NetworkDenoiser(backbone(TIMED), CleanRows.BLOCK_CAUSAL)) {
            denoiser.open(3, 4, N, N);
            float[] logits = denoiser.denoise(all(3), new int[0], new int[12], new double[] {0, .001, .002}, 0)
                    .values();
            int row = 4 * V;
            for (int i = 0; i < row; i++) {
                assertThat(logits[i]).isCloseTo(logits[row + i], within(1e-4f));
            }
            assertThat(logits[0]).isNotCloseTo(logits[2 * row], within(1e-3f));
        }
    }

    /** Compares the rows of a block of every sequence with those of whole sequences. */
    private static void assertRows(float[] actual, float[] whole, int start, int block) {
        for (int i = 0; i < actual.length / V; i++) {
            assertRow(actual, i, whole, i / block * N + start + i % block);
        }
    }

    private static void assertRow(float[] actual, int row, float[] expected, int other) {
        for (int v = 0; v < V; v++) {
            assertThat((double) actual[row * V + v]).isCloseTo(expected[other * V + v], within(1e-5));
        }
    }

    private static void assertRow(float[] actual, int row, double[] expected) {
        for (int v = 0; v < V; v++) {
            assertThat((double) actual[row * V + v]).isCloseTo(expected[v], within(1e-5));
        }
    }
}
