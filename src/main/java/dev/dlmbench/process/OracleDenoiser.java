package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The exact source in a network's place: every guess is the true conditional. What an estimator or a sampler then gets
 * wrong is its own doing, with no learning in the way. Where noise looks like tokens the guess leaves a position's own
 * observation out, as the reverse step and the bound need.
 */
public final class OracleDenoiser implements Denoiser {
    private final MarkovSource source;
    private final boolean autoregressive;
    private final Optional<Noise> noise;
    private int[][] committed = {};

    /** Puts {@code source} in the place of a network trained under {@code process}. */
    public OracleDenoiser(MarkovSource source, GenerativeProcess process) {
        this.source = source;
        this.autoregressive = process instanceof Autoregressive;
        this.noise = process instanceof InterpolatingDiffusion other ? Optional.of(other.noise()) : Optional.empty();
    }

    @Override
    public int tokens() {
        return source.symbols();
    }

    @Override
    public boolean timed() {
        return noise.isPresent();
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
                int end = Math.min(n, start + block);
                int offset = b * n;
                boolean nothingSeen = autoregressive || (noise.isPresent() && inputs.loss() != LossKind.BOUND);
                int[] rowsSeen = nothingSeen ? hidden(end - start) : Arrays.copyOfRange(noisy, start, end);
                double[][] guess =
                        guess(Arrays.copyOf(clean, start), rowsSeen, i -> likelihood(inputs, offset + i), start);
                for (int i = start; i < end; i++) {
                    losses[offset + i] = loss(inputs, offset + i, noisy[i], guess[i - start]);
                }
            }
        }
        return losses;
    }

    private int[] hidden(int count) {
        int[] hidden = new int[count];
        Arrays.fill(hidden, tokens());
        return hidden;
    }

    private static Evidence likelihood(LossInputs inputs, int at) {
        return inputs.loss() == LossKind.BOUND
                ? new Evidence(inputs.noise()[4 * at], inputs.noise()[4 * at + 1])
                : Evidence.NONE;
    }

    private double loss(LossInputs inputs, int at, int noisy, double[] guess) {
        int clean = inputs.clean()[at];
        double[] numbers = Arrays.copyOfRange(
                inputs.noise(),
                at * inputs.loss().width(),
                (at + 1) * inputs.loss().width());
        if (inputs.loss() == LossKind.BOUND) {
            double[] mass = new double[tokens() + 1];
            Arrays.fill(mass, numbers[1]);
            mass[tokens()] = numbers[2];
            double[] overAll = Arrays.copyOf(guess, tokens() + 1);
            return Interpolation.loss(numbers[3], numbers[0], mass, overAll, clean, noisy);
        }
        double revealed = inputs.loss() == LossKind.DISCRETE ? numbers[0] * numbers[1] : numbers[0];
        return revealed == 0 ? 0 : -revealed * Math.log(guess[clean]);
    }

    /**
     * What a seen token says about the clean one.
     *
     * @param signal probability that it is the clean one
     * @param other probability of each token besides
     */
    private record Evidence(double signal, double other) {
        static final Evidence NONE = new Evidence(1, 0);
    }

    /** Returns the guesses for rows that follow a clean prefix. */
    private double[][] guess(int[] prefix, int[] rows, IntFunction<Evidence> evidence, int start) {
        double[][] likelihoods = new double[prefix.length + rows.length][tokens()];
        for (int i = 0; i < prefix.length; i++) {
            likelihoods[i][prefix[i]] = 1;
        }
        for (int i = 0; i < rows.length; i++) {
            double[] here = likelihoods[prefix.length + i];
            if (rows[i] == tokens()) {
                Arrays.fill(here, 1);
            } else {
                Evidence seen = evidence.apply(start + i);
                Arrays.fill(here, seen.other());
                here[rows[i]] += seen.signal();
            }
        }
        double[][] marginals = source.marginals(likelihoods, noise.isPresent());
        return Arrays.copyOfRange(marginals, prefix.length, marginals.length);
    }

    /** Returns what a seen token says at signal level {@code alpha}. */
    private Evidence evidence(double alpha) {
        if (noise.isEmpty()) {
            return Evidence.NONE;
        }
        return new Evidence(alpha, noise.get().uniform(noise.get().time(alpha)) / tokens());
    }

    @Override
    public void open(int batch, int length) {
        committed = new int[batch][0];
    }

    @Override
    public float[] denoise(int batch, int[] ids, double alpha, int start) {
        int size = ids.length / batch;
        int stride = tokens() + 1;
        Evidence seen = evidence(alpha);
        float[] logits = new float[ids.length * stride];
        for (int b = 0; b < batch; b++) {
            int[] rows = Arrays.copyOfRange(ids, b * size, (b + 1) * size);
            if (autoregressive) {
                if (start > 0) {
                    keep(b, rows, start - 1);
                }
                rows = hidden(1);
            }
            double[][] guess = guess(Arrays.copyOf(committed[b], start), rows, position -> seen, start);
            for (int i = 0; i < size; i++) {
                for (int v = 0; v < tokens(); v++) {
                    logits[(b * size + i) * stride + v] = (float) Math.log(guess[i][v]);
                }
            }
        }
        return logits;
    }

    @Override
    public void commit(int batch, int[] ids, int start) {
        int size = ids.length / batch;
        for (int b = 0; b < batch; b++) {
            keep(b, Arrays.copyOfRange(ids, b * size, (b + 1) * size), start);
        }
    }

    private void keep(int sequence, int[] tokens, int start) {
        committed[sequence] = Arrays.copyOf(committed[sequence], start + tokens.length);
        System.arraycopy(tokens, 0, committed[sequence], start, tokens.length);
    }

    @Override
    public void close() {
        committed = new int[0][];
    }
}
