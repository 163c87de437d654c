package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Classifier guidance of masks (arXiv 2412.10193, section 3), in its exact form: {@code ln x(v) = ln q(v) + g ln p(y |
 * z with v)}, where q is the prediction without the class and p(y | z with v) the probability of the class once token v
 * is in the place. One network answers both, if labels are learnt and a block is the whole sequence: q behind the label
 * that says nothing, and the class where the label is masked. Every masked place and letter takes a call of its own.
 */
public final class ClassifierGuidedDenoiser implements Denoiser {
    private final Denoiser other;
    private final double scale;
    private final GuidanceWindow window;
    private final Labels labels;

    /**
     * Guides {@code other}, which is closed with it.
     *
     * @param scale g: 0 is without the class, 1 has the law of the class if all answers are exact
     * @param window where guidance acts; elsewhere g is 0
     */
    public ClassifierGuidedDenoiser(Denoiser other, double scale, GuidanceWindow window, Labels labels) {
        this.other = other;
        this.scale = scale;
        this.window = window;
        this.labels = labels;
    }

    @Override
    public int tokens() {
        return other.tokens();
    }

    @Override
    public boolean timed() {
        return other.timed() || !window.equals(GuidanceWindow.ALWAYS);
    }

    @Override
    public boolean network() {
        return other.network();
    }

    @Override
    public long classified(double alpha, int masks) {
        return window.holds(alpha) ? (long) masks * (tokens() - labels.count()) : 0;
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return other.losses(inputs);
    }

    @Override
    public void open(int batch, int block, int seen, int maxLength) {
        if (block < maxLength) {
            throw new IllegalArgumentException("a classifier reads whole sequences, not blocks of " + block);
        }
        other.open(batch, block, seen, maxLength);
    }

    @Override
    public void keep(int[] sequences) {
        other.keep(sequences);
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        int count = sequences.length;
        int n = ids.length / count;
        try (Logits unguided = other.denoise(sequences, finished, labels.hidden(ids, count, start), alpha, start)) {
            float[] guided = unguided.values().clone();
            for (int place = 1; place < n; place++) {
                int at = place;
                int[] asking = IntStream.range(0, count)
                        .filter(i -> window.holds(alpha[i]) && ids[i * n + at] == tokens())
                        .toArray();
                for (int letter = labels.count(); letter < tokens() && asking.length > 0; letter++) {
                    double[] posteriors = posteriors(asking, sequences, ids, alpha, place, letter);
                    for (int k = 0; k < asking.length; k++) {
                        guided[(asking[k] * n + place) * (tokens() + 1) + letter] += (float) (scale * posteriors[k]);
                    }
                }
                for (int i : asking) { // a label is no letter
                    int row = (i * n + place) * (tokens() + 1);
                    Arrays.fill(guided, row, row + labels.count(), Float.NEGATIVE_INFINITY);
                }
            }
            return Logits.of(guided);
        }
    }

    /** Returns the log-probabilities of sequences' classes with a letter at a place. */
    private double[] posteriors(int[] asking, int[] sequences, int[] ids, double[] alpha, int place, int letter) {
        int n = ids.length / sequences.length;
        int[] read = new int[asking.length * n];
        for (int k = 0; k < asking.length; k++) {
            System.arraycopy(ids, asking[k] * n, read, k * n, n);
            read[k * n] = tokens();
            read[k * n + place] = letter;
        }
        int[] which = Arrays.stream(asking).map(i -> sequences[i]).toArray();
        double[] levels = Arrays.stream(asking).mapToDouble(i -> alpha[i]).toArray();
        try (Logits logits = other.denoise(which, new int[0], read, levels, 0)) {
            float[] values = logits.values();
            double[] posteriors = new double[asking.length];
            for (int k = 0; k < asking.length; k++) {
                int row = k * n * (tokens() + 1);
                posteriors[k] = values[row + ids[asking[k] * n]] - logOfSum(values, row + 1, row + labels.count());
            }
            return posteriors;
        }
    }

    private static double logOfSum(float[] values, int from, int to) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            highest = Math.max(highest, values[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(values[i] - highest);
        }
        return highest + Math.log(sum);
    }

    @Override
    public Logits next(int[] ids, int start) {
        throw new UnsupportedOperationException("a classifier guides masks");
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        throw new UnsupportedOperationException("a classifier guides predictions, and verifies none");
    }

    @Override
    public void close() {
        other.close();
    }
}
