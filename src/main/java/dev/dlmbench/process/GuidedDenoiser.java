package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Classifier-free guidance (arXiv 2412.10193, section 3): a network that has learnt documents with and without a label
 * answers for a sequence as it is and for a copy whose label says nothing, both in one call, and the two answers are
 * mixed with strength g. Where g is 0 or guidance does not act, one of them is all that is asked for. Each copy has
 * rows of its own at the network, so that a sequence is the same in any batch.
 */
public final class GuidedDenoiser implements Denoiser {
    private final Denoiser other;
    private final double scale;
    private final GuidanceWindow window;
    private final Labels labels;
    private final int beginnings;
    private final boolean both;
    private int batch;

    /**
     * Guides {@code other}, which is closed with it.
     *
     * @param scale g: 0 is without the class, 1 with it, beyond 1 more of what sets the class apart
     * @param window where guidance acts; elsewhere g is 1
     * @param beginning what a network reads before the first token where it goes token by token
     */
    public GuidedDenoiser(Denoiser other, double scale, GuidanceWindow window, Labels labels, Beginning beginning) {
        this.other = other;
        this.scale = scale;
        this.window = window;
        this.labels = labels;
        this.beginnings = beginning == Beginning.LEARNED ? 1 : 0;
        this.both = scale != 0 || !window.equals(GuidanceWindow.ALWAYS);
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
    public int copies() {
        return both ? 2 : 1;
    }

    @Override
    public int asked(double alpha) {
        return shows(alpha) && hides(alpha) ? 2 : 1;
    }

    private boolean shows(double alpha) {
        return scale != 0 || !window.holds(alpha);
    }

    private boolean hides(double alpha) {
        return scale != 1 && window.holds(alpha);
    }

    @Override
    public double[] losses(LossInputs inputs) {
        return other.losses(inputs);
    }

    @Override
    public void open(int sequences, int block, int seen, int maxLength) {
        batch = sequences;
        other.open(copies() * sequences, block, seen, maxLength);
    }

    @Override
    public void keep(int[] sequences) {
        other.keep(both ? joined(sequences, shifted(sequences)) : sequences);
        batch = sequences.length;
    }

    @Override
    public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
        int count = sequences.length;
        int clean = finished.length / count;
        int[] hiding = where(count, i -> hides(alpha[i]) || clean > 0);
        int[] showing = where(count, i -> both && (shows(alpha[i]) || clean > 0));
        Logits logits = other.denoise(
                joined(picked(sequences, showing, count), picked(both ? shifted(sequences) : sequences, hiding, count)),
                joined(
                        picked(finished, showing, count),
                        picked(labels.hidden(finished, count, start - clean), hiding, count)),
                joined(picked(ids, showing, count), picked(labels.hidden(ids, count, start), hiding, count)),
                IntStream.concat(Arrays.stream(showing), Arrays.stream(hiding))
                        .mapToDouble(i -> alpha[i])
                        .toArray(),
                start);
        return ids.length == 0 ? logits : mixed(logits, showing, hiding, alpha, ids.length / count);
    }

    /** Puts together what was answered for the shown and for the hidden copies of the sequences of a call. */
    private Logits mixed(Logits answered, int[] showing, int[] hiding, double[] alpha, int rows) {
        if (!both) {
            return answered;
        }
        try (answered) {
            float[] values = answered.values();
            int width = values.length / (showing.length + hiding.length);
            float[] conditional = new float[alpha.length * width];
            float[] unconditional = new float[alpha.length * width];
            for (int k = 0; k < showing.length; k++) {
                System.arraycopy(values, k * width, conditional, showing[k] * width, width);
            }
            for (int k = 0; k < hiding.length; k++) {
                System.arraycopy(values, (showing.length + k) * width, unconditional, hiding[k] * width, width);
            }
            double[] scales = new double[alpha.length * rows];
            Arrays.setAll(scales, row -> window.holds(alpha[row / rows]) ? scale : 1);
            return GuidedLogits.of(conditional, unconditional, scales);
        }
    }

    @Override
    public Logits next(int[] ids, int start) {
        int[] hidden = labels.hidden(ids, batch, start - beginnings);
        return both ? mixed(other.next(joined(ids, hidden), start)) : other.next(hidden, start);
    }

    @Override
    public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
        int[] hidden = labels.hidden(candidate, sequences.length, start);
        return both
                ? mixed(other.verify(
                        joined(sequences, shifted(sequences)), joined(candidate, hidden), joined(noise, noise), start))
                : other.verify(sequences, hidden, noise, start);
    }

    /** Mixes what was answered for all shown copies, and then for all hidden ones. */
    private Logits mixed(Logits answered) {
        try (answered) {
            float[] values = answered.values();
            int half = values.length / 2;
            double[] scales = new double[half / (tokens() + 1)];
            Arrays.fill(scales, scale);
            return GuidedLogits.of(
                    Arrays.copyOf(values, half), Arrays.copyOfRange(values, half, values.length), scales);
        }
    }

    private int[] shifted(int[] sequences) {
        return Arrays.stream(sequences).map(sequence -> batch + sequence).toArray();
    }

    private static int[] where(int count, IntPredicate which) {
        return IntStream.range(0, count).filter(which).toArray();
    }

    /** Returns the rows of some of the sequences of a call. */
    private static int[] picked(int[] rows, int[] which, int count) {
        int width = rows.length / count;
        int[] picked = new int[which.length * width];
        for (int k = 0; k < which.length; k++) {
            System.arraycopy(rows, which[k] * width, picked, k * width, width);
        }
        return picked;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    @Override
    public void close() {
        other.close();
    }
}
