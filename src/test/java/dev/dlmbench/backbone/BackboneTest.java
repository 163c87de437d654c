package dev.dlmbench.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.ReferenceNetwork;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.sphere.Hypersphere;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row may depend on, and that the ways of computing a logit agree. */
class BackboneTest {
    private static final int V = 7;
    private static final int N = 12;
    private static final BackboneSpec SPEC = new BackboneSpec(3, 16, 2, 8, 0, false);

    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private TorchSession session;
    private Backbone backbone;

    @BeforeEach
    void open() {
        session = TorchSession.start(TestEngine.SPEC);
        backbone = new Backbone(session, RandomWeights.of(SPEC, V, 0.4, 1));
    }

    @AfterEach
    void close() {
        backbone.close();
        session.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void theDualPassGivesTheLogitsOfBlocksBehindTheirPrefixes(int block) {
        int[] clean = ids(N);
        int[] noisy = ids(N);
        float[] dual = backbone.logits(1, join(noisy, clean), new float[1], AttentionPattern.DUAL, block);
        for (int start = 0; start < N; start += block) {
            int[] prefix = Arrays.copyOf(clean, start + block);
            System.arraycopy(noisy, start, prefix, start, block);
            float[] alone = backbone.logits(1, prefix, new float[1], AttentionPattern.BLOCK_CAUSAL, block);
            for (int i = start; i < start + block; i++) {
                assertRow(dual, i, alone, i);
            }
        }
    }

    /** A vector with a single one picks the embedding of a token, whether the network sees the noise level or not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void vectorsWithASingleOneAreTokens(boolean timed) {
        BackboneSpec spec = new BackboneSpec(3, 16, 2, 8, 0, timed);
        int[] ids = ids(2 * N);
        float[] sigma = {.3f, 1.7f};
        try (Backbone seeing = new Backbone(session, RandomWeights.of(spec, V, 0.4, 1))) {
            float[] ofIds = seeing.logits(2, ids, sigma, AttentionPattern.BIDIRECTIONAL, N);
            float[] ofVectors = seeing.logits(2, vectors(ids), sigma);
            for (int i = 0; i < ids.length; i++) {
                assertRow(ofVectors, i, ofIds, i);
            }
        }
    }

    /** A vector of two tokens is a token whose embedding is the weighed sum of theirs. */
    @Test
    void aVectorWeighsTheEmbeddings() {
        Weights weights = RandomWeights.of(SPEC, V, 0.4, 1);
        float[] table = weights.values().get(0);
        for (int j = 0; j < SPEC.width(); j++) {
            table[2 * SPEC.width() + j] = .25f * table[j] + .75f * table[SPEC.width() + j];
        }
        int[] ids = ids(N);
        ids[5] = 2;
        float[] mixed = vectors(ids);
        mixed[5 * V] = .25f;
        mixed[5 * V + 1] = .75f;
        mixed[5 * V + 2] = 0;
        try (Backbone other = new Backbone(session, weights)) {
            float[] expected = other.logits(1, ids, new float[1], AttentionPattern.BIDIRECTIONAL, N);
            float[] found = other.logits(1, mixed, new float[1]);
            for (int i = 0; i < N; i++) {
                assertRow(found, i, expected, i);
            }
        }
    }

    /** Of vectors with a single one, plain cross-entropy is that of the ids, in whole and of some positions. */
    @Test
    void lossesOfVectorsAreThoseOfTokens() {
        int[] ids = ids(2 * N);
        int[] clean = Arrays.stream(ids(2 * N)).map(id -> id % (V - 1)).toArray();
        double[] weights = new double[2 * N];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i % 3;
        }
        LossInputs tokens = new LossInputs(
                2, ids, new float[2], clean, weights, AttentionPattern.BIDIRECTIONAL, N, LossKind.CROSS_ENTROPY);
        LossInputs same = LossInputs.ofVectors(2, vectors(ids), new float[2], clean, weights, LossKind.CROSS_ENTROPY);
        assertThat(backbone.losses(same)).containsExactly(backbone.losses(tokens), within(1e-5));
    }

    /** The loss on the sphere, from the logits and with logarithms taken coordinate by coordinate. */
    @Test
    void theLossOnTheSphereIsTheDistanceOfDrifts() {
        float[] points = new float[N * V];
        for (int i = 0; i < N; i++) {
            double[] point = random.doubles(V, -1, 1).toArray();
            double length = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
            for (int v = 0; v < V; v++) {
                points[i * V + v] = (float) (point[v] / length);
            }
        }
        int[] clean = Arrays.stream(ids(N)).map(id -> id % (V - 1)).toArray();
        double[] weights = random.doubles(N, .5, 2).toArray();
        float[] logits = backbone.logits(1, points, new float[1]);
        double[] losses =
                backbone.losses(LossInputs.ofVectors(1, points, new float[1], clean, weights, LossKind.SPHERE));
        for (int i = 0; i < N; i++) {
            double whole = 0;
            for (int k = 0; k < V - 1; k++) {
                whole += Math.exp(logits[i * V + k]);
            }
            double[] missed = new double[V];
            for (int k = 0; k < V - 1; k++) {
                double share = Math.exp(logits[i * V + k]) / whole - (k == clean[i] ? 1 : 0);
                double cosine = points[i * V + k];
                double angle = Math.acos(cosine);
                for (int v = 0; v < V; v++) {
                    missed[v] += share * angle / Math.sin(angle) * ((v == k ? 1 : 0) - cosine * points[i * V + v]);
                }
            }
            double expected =
                    weights[i] / 2 * Arrays.stream(missed).map(x -> x * x).sum();
            assertThat(losses[i]).isCloseTo(expected, within(1e-4 * (1 + expected)));
        }
    }

    /** Next to the point opposite of a corner the loss takes the drift that is walked, which is cut off there. */
    @Test
    void theLossIsThatOfTheDriftThatIsWalkedNextToTheOppositeOfACorner() {
        float[] points = new float[V];
        double less = Math.pow(2, -22); // what is exact in single precision
        points[0] = (float) (less - 1);
        points[V - 1] = (float) Math.sqrt(2 * less - less * less);
        float[] logits = backbone.logits(1, points, new float[1]);
        double whole =
                IntStream.range(0, V - 1).mapToDouble(k -> Math.exp(logits[k])).sum();
        double missed = (Math.exp(logits[0]) / whole - 1) * Hypersphere.stretch(points[0]);
        double[] away = new double[V];
        away[0] = missed * (1 - points[0] * points[0]);
        away[V - 1] = -missed * points[0] * points[V - 1];
        for (int k = 1; k < V - 1; k++) {
            away[k] = Math.exp(logits[k]) / whole * Math.PI / 2;
        }
        double expected = Hypersphere.dot(away, away) / 2;
        double[] weights = {1};
        assertThat(
                        backbone.losses(LossInputs.ofVectors(
                                1, points, new float[1], new int[] {0}, weights, LossKind.SPHERE))[0])
                .isCloseTo(expected, within(1e-4 * expected));
    }

    private static float[] vectors(int[] ids) {
        float[] vectors = new float[ids.length * V];
        for (int i = 0; i < ids.length; i++) {
            vectors[i * V + ids[i]] = 1;
        }
        return vectors;
    }

    /** BD3-LM's mask for n = 4 and S = 2, noisy rows first (BD3-LM, appendix B.6). */
    @Test
    void e1TheDualPatternIsThePublishedMask() {
        assertPattern(AttentionPattern.DUAL, "11000000 11000000 00111100 00111100 00001100 00001100 00001111 00001111");
        assertPattern(
                AttentionPattern.TWO_PASSES, "11000000 11000000 00111100 00111100 00001100 00001100 00001111 00001111");
    }

    /**
     * BlockGen's mask for n = 4 and S = 2 with token-causal clean rows, which is published with the clean rows first
     * and here has both halves exchanged.
     */
    @Test
    void e1TheTokenCausalPatternIsThePublishedMask() {
        String[] cleanFirst = "10000000 11000000 11100000 11110000 00001100 00001100 11000011 11000011".split(" ", -1);
        StringBuilder noisyFirst = new StringBuilder();
        for (int row = 0; row < 8; row++) {
            String published = cleanFirst[(row + 4) % 8];
            noisyFirst.append(published.substring(4)).append(published, 0, 4).append(' ');
        }
        assertPattern(AttentionPattern.DUAL_TOKEN_CAUSAL, noisyFirst.toString());
    }

    /**
     * ACDiT's skip-causal mask (arXiv 2412.07720, section 3.2) for n = 4 and S = 2: clean blocks before noisy ones
     * there, where a clean row sees the clean blocks up to its own, a noisy row the clean blocks before its own, and
     * each its own block. With the halves exchanged it is the dual pattern, but for the last clean block, which ACDiT
     * leaves out and no noisy row sees.
     */
    @Test
    void theDualPatternIsAcditsSkipCausalMask() {
        int size = 2;
        int blocks = 4 / size;
        StringBuilder noisyFirst = new StringBuilder();
        for (int row = 0; row < 8; row++) {
            int query = (row + 4) % 8 / size;
            for (int column = 0; column < 8; column++) {
                int key = (column + 4) % 8 / size;
                boolean cleanQuery = query < blocks;
                boolean cleanKey = key < blocks;
                boolean causal = cleanQuery && cleanKey && query >= key;
                boolean skipping = !cleanQuery && cleanKey && query - blocks > key;
                noisyFirst.append(causal || skipping || query == key ? '1' : '0');
            }
            noisyFirst.append(' ');
        }
        assertPattern(AttentionPattern.DUAL, noisyFirst.toString());
    }

    /** The logits of noisy rows are those of a second network that is given the mask bit by bit. */
    private void assertPattern(AttentionPattern pattern, String mask) {
        String[] rows = mask.split(" ", -1);
        int[] ids = ids(8);
        float[] logits = backbone.logits(1, ids, new float[1], pattern, 2);
        ReferenceNetwork reference =
                new ReferenceNetwork(SPEC, RandomWeights.doubles(RandomWeights.of(SPEC, V, 0.4, 1)));
        double[][] expected = reference.logits(
                ids, new int[] {0, 1, 2, 3, 0, 1, 2, 3}, new double[8], (q, k) -> rows[q].charAt(k) == '1');
        for (int i = 0; i < 4; i++) {
            for (int v = 0; v < V; v++) {
                assertThat((double) logits[i * V + v]).isCloseTo(expected[i][v], within(1e-5));
            }
        }
    }

    /** One pass over noisy and clean rows, two passes, and every block alone behind its prefix. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4})
    void e2OnePassIsTwoPasses(int block) {
        int[] rows = ids(2 * N * 2);
        float[] one = backbone.logits(2, rows, new float[2], AttentionPattern.DUAL, block);
        float[] two = backbone.logits(2, rows, new float[2], AttentionPattern.TWO_PASSES, block);
        assertThat(one).hasSize(2 * N * V);
        for (int i = 0; i < 2 * N; i++) {
            assertRow(two, i, one, i);
        }
        BackboneSpec timed = new BackboneSpec(3, 16, 2, 8, 0, true);
        try (Backbone other = new Backbone(session, RandomWeights.of(timed, V, 0.4, 1))) {
            float[] sigma = new float[2 * N / block];
            for (int i = 0; i < sigma.length; i++) {
                sigma[i] = i * .3f;
            }
            float[] first = other.logits(2, rows, sigma, AttentionPattern.DUAL, block);
            float[] second = other.logits(2, rows, sigma, AttentionPattern.TWO_PASSES, block);
            for (int i = 0; i < 2 * N; i++) {
                assertRow(second, i, first, i);
            }
        }
    }

    /**
     * Long sequences are cut into parts; a vocabulary larger than the call does without the table of the first layer.
     */
    @ParameterizedTest
    @CsvSource({"1, 7", "4, 7", "16, 7", "32, 7", "4, 300"})
    void e2LongSequencesInPartsToo(int block, int vocabulary) {
        int n = 64;
        int[] rows = random.ints(2L * n, 0, vocabulary).toArray();
        Weights weights = RandomWeights.of(SPEC, vocabulary, 0.4, 1);
        ReferenceNetwork reference = new ReferenceNetwork(SPEC, RandomWeights.doubles(weights));
        int[] positions = IntStream.range(0, 2 * n).map(i -> i % n).toArray();
        try (Backbone other = new Backbone(session, weights)) {
            for (AttentionPattern pattern : List.of(AttentionPattern.DUAL, AttentionPattern.DUAL_TOKEN_CAUSAL)) {
                float[] logits = other.logits(1, rows, new float[1], pattern, block);
                double[][] expected = reference.logits(rows, positions, new double[rows.length], (q, k) -> {
                    int query = q % n / block;
                    int key = k % n / block;
                    if (q < n) {
                        return k < n ? query == key : query > key;
                    }
                    return k >= n && (pattern == AttentionPattern.DUAL ? query >= key : q >= k);
                });
                for (int i = 0; i < n; i++) {
                    for (int v = 0; v < vocabulary; v++) {
                        assertThat((double) logits[i * vocabulary + v]).isCloseTo(expected[i][v], within(2e-5));
                    }
                }
            }
        }
    }

    /**
     * Verification of a candidate block (BlockGen: prefix of 2, block of 2, then 2 noise slots) reads the same logits
     * as blocks of one token do, position by position.
     */
    @Test
    void e13VerificationIsTheForwardPassOfBlocksOfOneToken() {
        String[] mask = "100000 110000 111000 111100 110010 111001".split(" ", -1);
        int[] clean = {1, 4, 2, 3};
        int noise = V - 1;
        int[] ids = {1, 4, 2, 3, noise, noise};
        ReferenceNetwork reference =
                new ReferenceNetwork(SPEC, RandomWeights.doubles(RandomWeights.of(SPEC, V, 0.4, 1)));
        double[][] verified =
                reference.logits(ids, new int[] {0, 1, 2, 3, 2, 3}, new double[6], (q, k) -> mask[q].charAt(k) == '1');
        int[] masked = {noise, noise, noise, noise};
        float[] forward = backbone.logits(1, join(masked, clean), new float[1], AttentionPattern.DUAL_TOKEN_CAUSAL, 1);
        for (int i = 2; i < 4; i++) {
            for (int v = 0; v < V; v++) {
                assertThat((double) forward[i * V + v]).isCloseTo(verified[2 + i][v], within(1e-5));
            }
        }
    }

    /**
     * ACDiT's mask, clean rows first: a clean block sees clean blocks up to itself, a noisy one earlier clean blocks
     * and itself (arXiv 2412.07720). With both halves exchanged it is BD3-LM's.
     */
    @Test
    void theMaskOfAcditIsThatOfBlockDiffusion() {
        StringBuilder mask = new StringBuilder();
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                boolean noisyQuery = row < 4;
                boolean noisyKey = column < 4;
                int query = row % 4 / 2;
                int key = column % 4 / 2;
                boolean sees = noisyQuery ? (noisyKey ? query == key : query > key) : (!noisyKey && query >= key);
                mask.append(sees ? '1' : '0');
            }
            mask.append(' ');
        }
        assertPattern(AttentionPattern.DUAL, mask.toString());
    }

    @Test
    void e4aBlockSeesNeitherLaterBlocksNorOtherNoisyBlocksNorOtherSequences() {
        int block = 3;
        int[] clean = ids(2 * N);
        int[] noisy = ids(2 * N);
        float[] before = dual(noisy, clean, block);
        int[] otherClean = clean.clone();
        int[] otherNoisy = noisy.clone();
        for (int i = 0; i < 2 * N; i++) {
            if (i >= N || i >= 6) {
                otherClean[i] = (clean[i] + 1) % V;
            }
            if (i >= N || i < 6 || i >= 9) {
                otherNoisy[i] = (noisy[i] + 1) % V;
            }
        }
        float[] after = dual(otherNoisy, otherClean, block);
        for (int i = 6; i < 9; i++) {
            assertRow(after, i, before, i);
        }
        assertThat(Arrays.copyOfRange(after, 9 * V, 10 * V)).isNotEqualTo(Arrays.copyOfRange(before, 9 * V, 10 * V));
    }

    @Test
    void timeChangesTheLogitsOfATimedNetworkOnly() {
        int[] ids = ids(N);
        assertThat(backbone.logits(1, ids, new float[] {2}, AttentionPattern.BIDIRECTIONAL, N))
                .isEqualTo(backbone.logits(1, ids, new float[] {0}, AttentionPattern.BIDIRECTIONAL, N));
        BackboneSpec timed = new BackboneSpec(3, 16, 2, 8, 0, true);
        Weights same = new Weights(timed, V, RandomWeights.of(SPEC, V, 0.4, 1).values());
        try (Backbone other = new Backbone(session, same)) {
            float[] atZero = other.logits(1, ids, new float[] {0}, AttentionPattern.BIDIRECTIONAL, N);
            float[] folded = backbone.logits(1, ids, new float[] {0}, AttentionPattern.BIDIRECTIONAL, N);
            for (int i = 0; i < N; i++) {
                assertRow(atZero, i, folded, i);
            }
            assertThat(other.logits(1, ids, new float[] {2}, AttentionPattern.BIDIRECTIONAL, N))
                    .isNotEqualTo(atZero);
        }
    }

    /** The engine must own the weights' memory: what Java only lends it is collected and used again. */
    @Test
    void logitsStayTheSameWhenJavaCollectsItsGarbage() {
        int[] ids = ids(N);
        float[] before = backbone.logits(1, ids, new float[1], AttentionPattern.BIDIRECTIONAL, N);
        for (int round = 0; round < 5; round++) {
            System.gc();
            for (int i = 0; i < 2_000; i++) {
                ByteBuffer.allocateDirect(64 + i % 40 * 64).putLong(0, -1);
            }
        }
        assertThat(backbone.logits(1, ids, new float[1], AttentionPattern.BIDIRECTIONAL, N))
                .isEqualTo(before);
    }

    @Test
    void weightsComeBackFromTheirFile() throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Weights weights = RandomWeights.of(SPEC, V, 0.4, 1);
        weights.write(file);
        Weights read = Weights.read(file, SPEC, V);
        for (int i = 0; i < weights.values().size(); i++) {
            assertThat(read.values().get(i)).isEqualTo(weights.values().get(i));
        }
    }

    /** Embedding, time embedder, layers (gains, adaLN, qkv, out, MLP), output layer, counted by hand. */
    @Test
    void countsTheParametersOfTheSmallPublishedNetwork() {
        long v = 50_258;
        long layer = 2 * 768 + (6 * 768 * 128 + 6 * 768) + 4 * 768 * 768 + (2 * 4 * 768 * 768 + 4 * 768 + 768);
        long time = 128 * 256 + 128 + 128 * 128 + 128;
        long output = 768 + (2 * 768 * 128 + 2 * 768) + v * 768 + v;
        long parameters = Weights.parameters(new BackboneSpec(12, 768, 12, 128, 0.1, false), 50_258);
        assertThat(parameters).isEqualTo(v * 768 + time + 12 * layer + output);
        assertThat(parameters / 1e6).isCloseTo(169.6, within(0.1));
    }

    @Test
    void freshWeightsGiveEqualLogits() {
        try (Backbone fresh = new Backbone(session, Weights.initial(SPEC, V, new SplittableRandom(1)))) {
            assertThat(fresh.logits(1, ids(N), new float[1], AttentionPattern.CAUSAL, 1))
                    .containsOnly(0f);
        }
    }

    private float[] dual(int[] noisy, int[] clean, int block) {
        int[] first = join(Arrays.copyOf(noisy, N), Arrays.copyOf(clean, N));
        int[] second = join(Arrays.copyOfRange(noisy, N, 2 * N), Arrays.copyOfRange(clean, N, 2 * N));
        return backbone.logits(2, join(first, second), new float[2], AttentionPattern.DUAL, block);
    }

    private static int[] join(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private int[] ids(int count) {
        return random.ints(count, 0, V).toArray();
    }

    private static void assertRow(float[] actual, int row, float[] expected, int other) {
        for (int v = 0; v < V; v++) {
            assertThat((double) actual[row * V + v]).isCloseTo(expected[other * V + v], within(1e-5));
        }
    }
}
