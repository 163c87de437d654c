package dev.dlmbench.control;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import java.util.Arrays;

/** A law of the next token in a network's place: an autoregressive model of which no answer is a network's call. */
public final class ControlDenoiser implements Denoiser {
    private final NextTokenLaw law;
    private final int tokens;
    private int[][] committed = {};

    /**
     * Answers by a law.
     *
     * @param tokens K
     */
    public ControlDenoiser(NextTokenLaw law, int tokens) {
        this.law = law;
        this.tokens = tokens;
    }

    @Override
    public int tokens() {
        return tokens;
    }

    @Override
    public boolean timed() {
        return false;
    }

    @Override
    public boolean network() {
        return false;
    }

    @Override
    public double[] losses(LossInputs inputs) {
        if (!inputs.beginning()) {
            throw new IllegalArgumentException("a control predicts the first token, too");
        }
        int n = inputs.clean().length / inputs.batch();
        double[] losses = new double[inputs.clean().length];
        for (int at = 0; at < losses.length; at++) {
            if (inputs.noise()[at] != 0) {
                int[] text = Arrays.copyOfRange(inputs.clean(), at - at % n, at);
                losses[at] = -inputs.noise()[at] * Math.log(law.next(text, text.length)[inputs.clean()[at]]);
            }
        }
        return losses;
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
    public Logits next(int[] ids, int start) {
        int rows = ids.length / committed.length;
        int skipped = start == 0 ? 1 : 0; // what stands for the beginning is no token
        float[] logits = new float[committed.length * (tokens + 1)];
        for (int b = 0; b < committed.length; b++) {
            int[] read = Arrays.copyOfRange(ids, b * rows + skipped, (b + 1) * rows);
            int before = start - 1 + skipped;
            committed[b] = Arrays.copyOf(committed[b], before + read.length);
            System.arraycopy(read, 0, committed[b], before, read.length);
            double[] probabilities = law.next(committed[b], committed[b].length);
            for (int v = 0; v < tokens; v++) {
                logits[b * (tokens + 1) + v] = (float) Math.log(probabilities[v]);
            }
            logits[b * (tokens + 1) + tokens] = Float.NEGATIVE_INFINITY;
        }
        return Logits.of(logits);
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        throw onlyNext();
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        throw onlyNext();
    }

    private static UnsupportedOperationException onlyNext() {
        return new UnsupportedOperationException("a control predicts the next token only");
    }

    @Override
    public void close() {
        committed = new int[0][];
    }
}
