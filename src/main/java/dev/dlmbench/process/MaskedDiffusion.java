package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Masked diffusion: a token is its own with probability alpha, else the mask. In continuous time and with the SUBS
 * parameterisation the loss is the cross-entropy of masked tokens with weight {@code -alpha' / (1 - alpha)} (MDLM,
 * arXiv 2406.07524); in T steps the weight is {@code T (alpha_s - alpha_t) / (1 - alpha_t)} with s one step before t
 * (BD3-LM, 2503.09573, appendix B.3).
 *
 * @param tokens K; the mask id is K
 * @param blocks of a sequence
 * @param schedule of alpha
 * @param parameterization of the network's output
 * @param steps T of discrete time; 0 is continuous time
 */
public record MaskedDiffusion(
        int tokens, Blocks blocks, NoiseSchedule schedule, Parameterization parameterization, int steps)
        implements BlockDiffusion {

    /** Creates masked diffusion in continuous time with the SUBS parameterisation. */
    public MaskedDiffusion(int tokens, Blocks blocks, NoiseSchedule schedule) {
        this(tokens, blocks, schedule, Parameterization.SUBS, 0);
    }

    @Override
    public MaskedDiffusion given(int count) {
        return new MaskedDiffusion(tokens, blocks.given(count), schedule, parameterization, steps);
    }

    @Override
    public double alpha(double time) {
        return schedule.alpha(time);
    }

    @Override
    public double time(double alpha) {
        return schedule.time(alpha);
    }

    @Override
    public double uniform(double time) {
        return 0;
    }

    @Override
    public double masked(double time) {
        return 1 - schedule.alpha(time);
    }

    @Override
    public double scoringTime(double u) {
        return steps == 0 ? schedule.time(1 - u) : u;
    }

    @Override
    public double scoringWeight(double time) {
        return steps == 0 ? -1 / schedule.slope(time) : 1;
    }

    @Override
    public LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random) {
        return corrupt(clean, times, Window.FULL, random);
    }

    /**
     * Returns a corrupted batch with the weights of the NELBO, for one time per block. A block whose masked tokens are
     * fewer or more than the window allows is masked anew at its time until they are not.
     *
     * @param clean (B, n)
     * @param times (B, blocks), each positive and at most 1
     * @param allowed how many masked tokens a block may have
     */
    public LossInputs corrupt(int[][] clean, double[] times, Window allowed, SplittableRandom random) {
        return corrupt(clean, clean, times, allowed, random);
    }

    /** Returns the same of a batch whose visible tokens are those of {@code source}, whatever the loss aims at. */
    LossInputs corrupt(int[][] clean, int[][] source, double[] times, Window allowed, SplittableRandom random) {
        int n = clean[0].length;
        int count = blocks.count(n);
        boolean[] isMasked = new boolean[clean.length * n];
        for (int b = 0; b < times.length; b++) {
            int from = b / count * n + blocks.start(b % count);
            int length = blocks.length(b % count, n);
            int chosen;
            do {
                chosen = mask(isMasked, from, length, 1 - schedule.alpha(onGrid(times[b])), random);
            } while (!allowed.allows(chosen, length));
        }
        return weighed(clean, source, times, isMasked);
    }

    /** Masks each of {@code length} positions with probability {@code rate} and returns how many it masked. */
    private static int mask(boolean[] isMasked, int from, int length, double rate, SplittableRandom random) {
        int chosen = 0;
        for (int i = from; i < from + length; i++) {
            isMasked[i] = random.nextDouble() < rate;
            chosen += isMasked[i] ? 1 : 0;
        }
        return chosen;
    }

    /** Returns the time itself, or the end of the step that it falls into. */
    private double onGrid(double time) {
        return steps == 0 ? time : Math.ceil(time * steps) / steps;
    }

    private LossInputs weighed(int[][] clean, int[][] source, double[] times, boolean[] isMasked) {
        int n = clean[0].length;
        int count = blocks.count(n);
        LossKind kind = lossKind();
        int width = kind.width();
        int[] noisy = Blocks.flat(source);
        double[] noise = new double[width * noisy.length];
        double[] alpha = new double[times.length];
        for (int b = 0; b < times.length; b++) {
            double[] weights = weights(onGrid(times[b]));
            alpha[b] = schedule.alpha(onGrid(times[b]));
            int from = b / count * n + blocks.start(b % count);
            for (int i = from; i < from + blocks.length(b % count, n); i++) {
                System.arraycopy(weights, 0, noise, width * i, width);
                if (isMasked[i]) {
                    noisy[i] = tokens;
                } else {
                    noise[width * i] = 0;
                }
            }
        }
        return blocks.inputs(clean, noisy, alpha, noise, kind);
    }

    private LossKind lossKind() {
        return switch (parameterization) {
            case SUBS, POSTERIOR -> LossKind.CROSS_ENTROPY; // a mask says nothing, and the two are one
            case SCORE -> LossKind.SCORE;
            case MEAN -> LossKind.DISCRETE;
        };
    }

    /** Returns what the loss takes for a masked position at a time, its weight first. */
    private double[] weights(double time) {
        double alpha = schedule.alpha(time);
        if (steps == 0) {
            return new double[] {-schedule.slope(time) / (1 - alpha)};
        }
        double before = schedule.alpha(Math.max(0, time - 1.0 / steps));
        double reveal = (before - alpha) / (1 - alpha);
        return parameterization == Parameterization.MEAN
                ? new double[] {steps, reveal, alpha / (1 - alpha), before / Math.max(1 - before, 1e-12)}
                : new double[] {steps * reveal};
    }

    /**
     * Returns a batch in which exactly so many tokens of each block are masked, each set of them as likely as any
     * other, with weight {@code S / count}: for a count drawn uniformly from 1 to S its mean is the NELBO, whatever the
     * schedule (ARDM, arXiv 2110.02037, section 3; BD3-LM's bound as an any-order loss).
     *
     * @param clean (B, n)
     * @param counts (B, blocks), each from 1 to the block's own length; 0 where all of it is given
     */
    public LossInputs mask(int[][] clean, int[] counts, SplittableRandom random) {
        return mask(clean, clean, counts, random);
    }

    /** Returns the same of a batch whose visible tokens are those of {@code source}, whatever the loss aims at. */
    LossInputs mask(int[][] clean, int[][] source, int[] counts, SplittableRandom random) {
        boolean[] isMasked = new boolean[clean.length * clean[0].length];
        int n = clean[0].length;
        int count = blocks.count(n);
        for (int b = 0; b < counts.length; b++) {
            int from = b / count * n + blocks.start(b % count);
            int length = blocks.length(b % count, n);
            int left = counts[b];
            for (int i = 0; i < length; i++) {
                if (random.nextInt(length - i) < left) {
                    isMasked[from + i] = true;
                    left--;
                }
            }
        }
        return masked(clean, source, isMasked);
    }

    /**
     * Returns a batch in which just these tokens are masked, with weight S over the number masked in the block.
     *
     * @param clean (B, n)
     * @param isMasked (B, n) whether a token is masked
     */
    public LossInputs masked(int[][] clean, boolean[] isMasked) {
        return masked(clean, clean, isMasked);
    }

    private LossInputs masked(int[][] clean, int[][] source, boolean[] isMasked) {
        int n = clean[0].length;
        int count = blocks.count(n);
        int[] noisy = Blocks.flat(source);
        double[] weights = new double[noisy.length];
        double[] alpha = new double[clean.length * count];
        for (int b = 0; b < alpha.length; b++) {
            int from = b / count * n + blocks.start(b % count);
            int length = blocks.length(b % count, n);
            int chosen = 0;
            for (int i = from; i < from + length; i++) {
                chosen += isMasked[i] ? 1 : 0;
            }
            for (int i = from; i < from + length; i++) {
                if (isMasked[i]) {
                    noisy[i] = tokens;
                    weights[i] = (double) length / chosen;
                }
            }
            alpha[b] = 1 - (double) chosen / Math.max(1, length);
        }
        LossKind kind = parameterization == Parameterization.SCORE ? LossKind.SCORE : LossKind.CROSS_ENTROPY;
        return blocks.inputs(clean, noisy, alpha, weights, kind);
    }

    @Override
    public <R> R matchNoise(
            Function<? super MaskedDiffusion, ? extends R> masked,
            Function<? super SoftMaskedDiffusion, ? extends R> soft,
            Function<? super InterpolatingDiffusion, ? extends R> interpolating) {
        return masked.apply(this);
    }

    @Override
    public int prior(SplittableRandom random) {
        return tokens;
    }

    @Override
    public double evidence(int state, double time) {
        return state == tokens ? 0 : Double.POSITIVE_INFINITY;
    }

    @Override
    public boolean noisy(int state) {
        return state == tokens;
    }

    @Override
    public boolean predictionMatters() {
        return parameterization == Parameterization.MEAN;
    }

    @Override
    public Move move(int state, double prediction, double time, double earlier) {
        if (earlier == 0) {
            return Move.DRAW; // what the mean parameterisation leaves masked at the end is drawn all the same
        }
        double alpha = schedule.alpha(time);
        double before = schedule.alpha(earlier);
        double mask = parameterization == Parameterization.MEAN ? prediction : 0;
        double reveal = (before - alpha) * (1 - mask) / (1 - alpha + alpha * mask);
        return new Move(1 - reveal, reveal, 0, 0);
    }
}
