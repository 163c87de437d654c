package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;

/**
 * The exact source in a network's place: every guess is the true conditional. What an estimator or a sampler then gets
 * wrong is its own doing, with no learning in the way. For uniform noise the guess leaves a position's own observation
 * out, as the reverse step and the bound need.
 */
public final class OracleDenoiser implements Denoiser {
    private final MarkovSource source;
    private final ProcessKind kind;
    private int[][] committed = {};

    /** Puts {@code source} in the place of a network trained under a process of {@code kind}. */
    public OracleDenoiser(MarkovSource source, ProcessKind kind) {
        this.source = source;
        this.kind = kind;
    }

    @Override
    public int tokens() {
        return source.symbols();
    }

    @Override
    public boolean timed() {
        return kind == ProcessKind.UNIFORM;
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
                int[] rowsSeen = kind == ProcessKind.AUTOREGRESSIVE
                        ? hidden(end - start)
                        : Arrays.copyOfRange(noisy, start, end);
                double[][] guess =
                        guess(Arrays.copyOf(clean, start), rowsSeen, i -> inputs.noise()[3 * (offset + i)], start);
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

    private double loss(LossInputs inputs, int at, int noisy, double[] guess) {
        int clean = inputs.clean()[at];
        if (inputs.bound()) {
            double[] mass = new double[tokens()];
            Arrays.fill(mass, inputs.noise()[3 * at + 1]);
            return Interpolation.loss(inputs.noise()[3 * at + 2], inputs.noise()[3 * at], mass, guess, clean, noisy);
        }
        return inputs.noise()[at] == 0 ? 0 : -inputs.noise()[at] * Math.log(guess[clean]);
    }

    /** Returns the signal level of a position. */
    @FunctionalInterface
    private interface Signal {
        double at(int position);
    }

    /** Returns the guesses for rows that follow a clean prefix. */
    private double[][] guess(int[] prefix, int[] rows, Signal signal, int start) {
        double[][] evidence = new double[prefix.length + rows.length][tokens()];
        for (int i = 0; i < prefix.length; i++) {
            evidence[i][prefix[i]] = 1;
        }
        for (int i = 0; i < rows.length; i++) {
            double[] here = evidence[prefix.length + i];
            if (kind == ProcessKind.UNIFORM) {
                double alpha = signal.at(start + i);
                Arrays.fill(here, (1 - alpha) / tokens());
                here[rows[i]] += alpha;
            } else if (rows[i] == tokens()) {
                Arrays.fill(here, 1);
            } else {
                here[rows[i]] = 1;
            }
        }
        double[][] marginals = source.marginals(evidence, kind == ProcessKind.UNIFORM);
        return Arrays.copyOfRange(marginals, prefix.length, marginals.length);
    }

    @Override
    public void open(int batch, int length) {
        committed = new int[batch][0];
    }

    @Override
    public float[] denoise(int batch, int[] ids, double alpha, int start) {
        int size = ids.length / batch;
        int stride = tokens() + 1;
        float[] logits = new float[ids.length * stride];
        for (int b = 0; b < batch; b++) {
            int[] rows = Arrays.copyOfRange(ids, b * size, (b + 1) * size);
            if (kind == ProcessKind.AUTOREGRESSIVE) {
                if (start > 0) {
                    keep(b, rows, start - 1);
                }
                rows = hidden(1);
            }
            double[][] guess = guess(Arrays.copyOf(committed[b], start), rows, position -> alpha, start);
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
