package dev.dlmbench.benchmark;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Guesses the same at every position and takes no time for it, so that what is timed is everything but the network. */
final class StillDenoiser implements Denoiser {
    private static final double SPREAD = 3;

    private final float[] logits;
    private float[] answer = {};

    /** Creates logits that are spread as those of a trained network are. */
    StillDenoiser(int tokens, SplittableRandom random) {
        logits = new float[tokens + 1];
        for (int v = 0; v < tokens; v++) {
            logits[v] = (float) (SPREAD * random.nextGaussian());
        }
    }

    @Override
    public int tokens() {
        return logits.length - 1;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public double[] losses(LossInputs inputs) {
        throw new UnsupportedOperationException("it only decodes");
    }

    @Override
    public void open(int batch, int block, int window, int longest) {}

    @Override
    public void keep(int[] sequences) {}

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        return answer(ids.length);
    }

    @Override
    public Logits next(int[] ids, int start) {
        return answer(1);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        return answer(candidate.length);
    }

    private Logits answer(int rows) {
        int length = rows * logits.length;
        if (answer.length != length) {
            answer = new float[length];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(logits, 0, answer, row * logits.length, logits.length);
            }
        }
        return Logits.of(Arrays.copyOf(answer, length));
    }

    @Override
    public void close() {}
}
