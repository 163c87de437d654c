package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.text.ConditionalSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The exact source instead of a network: every prediction is the true conditional. What an estimator or a sampler then
 * gets wrong is its own doing, with no learning in the way. Where noise looks like tokens the prediction leaves a
 * position's own observation out, as the reverse step and the NELBO need, unless the output is to be the posterior;
 * tokens given inside a block are then held for noisy ones, as by a network, unless every document of the source begins
 * with them.
 */
public final class OracleDenoiser implements Denoiser {
    private final ConditionalSource source;
    private final boolean autoregressive;
    private final boolean leaveOneOut;
    private final Optional<Noise> noise;
    private final Optional<SoftMaskedDiffusion> soft;
    private int[][] committed = {};

    /** Replaces a network trained under {@code process} by {@code source}. */
    public OracleDenoiser(ConditionalSource source, GenerativeProcess process) {
        this(source, process, leavesOut(process));
    }

    /**
     * Replaces a network trained under {@code process} by {@code source}.
     *
     * @param leaveOneOut whether a prediction leaves a position's own observation out. With noise that looks like
     *     tokens it must; predictions that take it in are what plain cross-entropy teaches, and lead samplers astray
     *     unless the process knows them for that
     */
    public OracleDenoiser(ConditionalSource source, GenerativeProcess process, boolean leaveOneOut) {
        this.source = source;
        this.leaveOneOut = leaveOneOut;
        this.autoregressive = process.match(nextToken -> true, blocks -> false, sphere -> false);
        this.noise = noise(process);
        this.soft = soft(process);
    }

    private static boolean leavesOut(GenerativeProcess process) {
        return process.match(
                nextToken -> false,
                blocks -> blocks.matchNoise(
                        masked -> false,
                        soft -> false,
                        noisy -> noisy.parameterization() != Parameterization.POSTERIOR),
                sphere -> {
                    throw refusal();
                });
    }

    /** Returns the noise that looks like tokens, if the process has any. */
    private static Optional<Noise> noise(GenerativeProcess process) {
        return process.match(
                nextToken -> Optional.empty(),
                blocks -> blocks.matchNoise(
                        masked -> Optional.empty(), soft -> Optional.empty(), noisy -> Optional.of(noisy.noise())),
                sphere -> {
                    throw refusal();
                });
    }

    private static IllegalArgumentException refusal() {
        return new IllegalArgumentException("how likely a token leads to a point is not known exactly");
    }

    /** Returns the masks that fall on important tokens first, if the process has such. */
    private static Optional<SoftMaskedDiffusion> soft(GenerativeProcess process) {
        return process.match(
                nextToken -> Optional.empty(),
                blocks ->
                        blocks.matchNoise(masked -> Optional.empty(), Optional::of, interpolating -> Optional.empty()),
                sphere -> Optional.empty());
    }

    @Override
    public int tokens() {
        return source.symbols();
    }

    @Override
    public boolean timed() {
        return noise.isPresent() || soft.isPresent();
    }

    @Override
    public double[] losses(LossInputs inputs) {
        int n = inputs.clean().length / inputs.batch();
        int rows = inputs.ids().length / inputs.batch();
        double[] losses = new double[inputs.clean().length];
        for (int b = 0; b < inputs.batch(); b++) {
            int[] clean = Arrays.copyOfRange(inputs.clean(), b * n, (b + 1) * n);
            int[] noisy = Arrays.copyOfRange(inputs.ids(), b * rows, b * rows + n);
            int block = Math.min(inputs.block(), n);
            for (int start = 0; start < n; start += block) {
                int groups = inputs.sigma().length / inputs.batch();
                double alpha = Math.exp(-inputs.sigma()[b * groups + start * groups / n]);
                int end = Math.min(n, start + block);
                int offset = b * n;
                boolean nothingSeen = autoregressive || (noise.isPresent() && !ofNoise(inputs.loss()));
                int[] rowsSeen = nothingSeen ? masked(end - start) : Arrays.copyOfRange(noisy, start, end);
                // without a beginning a row has read the token in its own place, and predicts the next
                int[] prefix = inputs.beginning() ? Arrays.copyOf(clean, start) : Arrays.copyOf(noisy, start + 1);
                double[][] prediction =
                        prediction(prefix, rowsSeen, ofMask(alpha), i -> likelihood(inputs, offset + i), start);
                for (int i = start; i < end; i++) {
                    losses[offset + i] = loss(inputs, offset + i, noisy[i], prediction[i - start]);
                }
            }
        }
        return inputs.byToken(losses);
    }

    private int[] masked(int count) {
        int[] masks = new int[count];
        Arrays.fill(masks, tokens());
        return masks;
    }

    /** Returns whether a loss has numbers that say how likely each state is. */
    private static boolean ofNoise(LossKind loss) {
        return loss == LossKind.NELBO || loss == LossKind.POSTERIOR;
    }

    private static Evidence likelihood(LossInputs inputs, int at) {
        return ofNoise(inputs.loss())
                ? new Evidence(inputs.noise()[4 * at], inputs.noise()[4 * at + 1])
                : Evidence.NONE;
    }

    private double loss(LossInputs inputs, int at, int noisy, double[] prediction) {
        int clean = inputs.clean()[at];
        double[] numbers = Arrays.copyOfRange(
                inputs.noise(),
                at * inputs.loss().width(),
                (at + 1) * inputs.loss().width());
        if (ofNoise(inputs.loss())) {
            double[] mass = new double[tokens() + 1];
            Arrays.fill(mass, numbers[1]);
            mass[tokens()] = numbers[2];
            boolean converted = inputs.loss() == LossKind.POSTERIOR && noisy < tokens();
            double[] own = converted
                    ? Interpolation.leaveOneOut(prediction, noisy, Interpolation.evidence(numbers[0], numbers[1]))
                    : prediction;
            double[] overAll = Arrays.copyOf(own, tokens() + 1);
            return Interpolation.loss(numbers[3], numbers[0], mass, overAll, clean, noisy);
        }
        if (inputs.loss() == LossKind.SOFT_MASK) {
            double[] exponents = inputs.exponents();
            double mean = 0;
            for (int v = 0; v < tokens() && numbers[0] > 0; v++) {
                mean += exponents[v] * prediction[v];
            }
            return numbers[0] == 0 ? 0 : numbers[0] * (mean + numbers[2] - numbers[1] * Math.log(prediction[clean]));
        }
        double revealed = inputs.loss() == LossKind.DISCRETE ? numbers[0] * numbers[1] : numbers[0];
        return revealed == 0 ? 0 : -revealed * Math.log(prediction[clean]);
    }

    /**
     * What a seen token says about the clean one.
     *
     * @param alpha probability that it is the clean one
     * @param other probability of each token besides
     */
    private record Evidence(double alpha, double other) {
        static final Evidence NONE = new Evidence(1, 0);
    }

    /** Returns how likely each token is to be masked at a level, up to a factor. */
    private double[] ofMask(double alpha) {
        double[] even = new double[tokens()];
        Arrays.fill(even, 1);
        return soft.map(masks -> masks.ofMask(masks.time(alpha))).orElse(even);
    }

    /**
     * Returns the predictions for rows that follow a clean prefix, of which only its end matters.
     *
     * @param ofMask what a mask says of its token
     */
    private double[][] prediction(
            int[] prefix, int[] rows, double[] ofMask, IntFunction<Evidence> evidence, int start) {
        int known = Math.min(prefix.length, source.memory());
        double[][] likelihoods = new double[known + rows.length][tokens()];
        for (int i = 0; i < known; i++) {
            likelihoods[i][prefix[prefix.length - known + i]] = 1;
        }
        for (int i = 0; i < rows.length; i++) {
            double[] here = likelihoods[known + i];
            if (rows[i] == tokens()) {
                System.arraycopy(ofMask, 0, here, 0, here.length);
            } else {
                Evidence seen = evidence.apply(start + i);
                Arrays.fill(here, seen.other());
                here[rows[i]] += seen.alpha();
            }
        }
        double[][] marginals = source.marginals(likelihoods, leaveOneOut);
        return Arrays.copyOfRange(marginals, known, marginals.length);
    }

    /** Returns what a seen token says at alpha level {@code alpha}. */
    private Evidence evidence(double alpha) {
        if (noise.isEmpty()) {
            return Evidence.NONE;
        }
        // what cannot be noise was given, and is then held for noise that says nothing
        double other = Math.max(noise.get().uniform(noise.get().time(alpha)) / tokens(), Double.MIN_NORMAL);
        return new Evidence(alpha, other);
    }

    @Override
    public void open(int batch, int block, int window, int maxLength) {
        committed = new int[batch][0];
    }

    @Override
    public void keep(int[] sequences) {
        committed = Arrays.stream(sequences).mapToObj(b -> committed[b]).toArray(int[][]::new);
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        int count = sequences.length;
        int clean = finished.length / count;
        int size = ids.length / count;
        float[] logits = new float[ids.length * (tokens() + 1)];
        for (int i = 0; i < count; i++) {
            int b = sequences[i];
            commit(b, Arrays.copyOfRange(finished, i * clean, (i + 1) * clean), start - clean);
            Evidence seen = evidence(alpha[i]);
            int[] rows = Arrays.copyOfRange(ids, i * size, (i + 1) * size);
            IntFunction<Evidence> said = position -> position < source.given() ? Evidence.NONE : seen;
            write(prediction(committed[b], rows, ofMask(alpha[i]), said, start), logits, i * size);
        }
        return Logits.of(logits);
    }

    private void write(double[][] prediction, float[] logits, int row) {
        for (int i = 0; i < prediction.length; i++) {
            for (int v = 0; v < tokens(); v++) {
                logits[(row + i) * (tokens() + 1) + v] = (float) Math.log(prediction[i][v]);
            }
            logits[(row + i) * (tokens() + 1) + tokens()] = Float.NEGATIVE_INFINITY;
        }
    }

    @Override
    public Logits next(int[] ids, int start) {
        int rows = ids.length / committed.length;
        float[] logits = new float[committed.length * (tokens() + 1)];
        for (int b = 0; b < committed.length; b++) {
            int[] read = Arrays.copyOfRange(ids, b * rows, (b + 1) * rows);
            boolean beginning = start == 0;
            commit(b, beginning ? Arrays.copyOfRange(read, 1, rows) : read, beginning ? 0 : start - 1);
            write(prediction(committed[b], masked(1), ofMask(0), position -> Evidence.NONE, start), logits, b);
        }
        return Logits.of(logits);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        int size = candidate.length / sequences.length;
        float[] logits = new float[candidate.length * (tokens() + 1)];
        for (int i = 0; i < sequences.length; i++) {
            int[] prefix = Arrays.copyOf(committed[sequences[i]], start + size);
            System.arraycopy(candidate, i * size, prefix, start, size);
            for (int j = 0; j < size; j++) {
                double[][] prediction = prediction(
                        Arrays.copyOf(prefix, start + j), masked(1), ofMask(0), position -> Evidence.NONE, start + j);
                write(prediction, logits, i * size + j);
            }
        }
        return Logits.of(logits);
    }

    @Override
    public Logits causal(int[] sequences, int[] ids, double[] alpha, int start) {
        int size = ids.length / sequences.length;
        float[] logits = new float[ids.length * (tokens() + 1)];
        for (int i = 0; i < sequences.length; i++) {
            Evidence seen = evidence(alpha[i]);
            for (int j = 0; j < size; j++) {
                int[] before = Arrays.copyOfRange(ids, i * size, i * size + j + 1);
                double[][] prediction =
                        prediction(committed[sequences[i]], before, ofMask(alpha[i]), position -> seen, start);
                write(Arrays.copyOfRange(prediction, j, j + 1), logits, i * size + j);
            }
        }
        return Logits.of(logits);
    }

    private void commit(int sequence, int[] tokens, int start) {
        committed[sequence] = Arrays.copyOf(committed[sequence], start + tokens.length);
        System.arraycopy(tokens, 0, committed[sequence], start, tokens.length);
    }

    @Override
    public void close() {
        committed = new int[0][];
    }
}
