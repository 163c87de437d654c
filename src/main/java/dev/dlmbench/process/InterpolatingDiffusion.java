package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Diffusion under noise that replaces tokens by what looks like a token: uniform (UDLM, arXiv 2412.10193; Duo,
 * 2506.10892) or mixed with masks (GIDD, 2503.04482). The loss is the general bound, see {@link Interpolation#loss}:
 * its optimum is what a token is likely to be given the <em>other</em> positions, which is what the reverse step needs.
 * Plain cross-entropy teaches what it is likely to be given its own state, too; of a network with that output, the
 * posterior, the seen state's logit is corrected wherever its logits enter: in the loss by its kind, while sampling by
 * {@link #reading}.
 *
 * @param tokens K; the mask id is K
 * @param blocks of a sequence
 * @param noise that replaces tokens
 * @param parameterization of the network's output: {@link Parameterization#SUBS} or {@link Parameterization#POSTERIOR}
 */
public record InterpolatingDiffusion(int tokens, Blocks blocks, Noise noise, Parameterization parameterization)
        implements BlockDiffusion {
    /** What never occurs has this probability, for its logarithm's sake. */
    private static final double NEVER = 1e-200;

    /** The cube root of the least share of alpha that scoring draws; what lies below adds under 1e-6 nats. */
    private static final double LEAST_ROOT = 2e-3;

    /** Creates diffusion for a network whose output leaves a position's own observation out. */
    public InterpolatingDiffusion(int tokens, Blocks blocks, Noise noise) {
        this(tokens, blocks, noise, Parameterization.SUBS);
    }

    static void check(Problems problems, Parameterization parameterization) {
        problems.check(
                parameterization == Parameterization.SUBS || parameterization == Parameterization.POSTERIOR,
                "parameterization",
                "%s goes with kind masked only",
                Names.of(parameterization));
    }

    @Override
    public InterpolatingDiffusion given(int count) {
        return new InterpolatingDiffusion(tokens, blocks.given(count), noise, parameterization);
    }

    @Override
    public double evidence(int state, double time) {
        return state == tokens ? 0 : Interpolation.evidence(noise.alpha(time), noise.uniform(time) / tokens);
    }

    @Override
    public double observed(int state, double time) {
        return parameterization == Parameterization.POSTERIOR ? evidence(state, time) : 0;
    }

    @Override
    public Denoiser reading(Denoiser network) {
        return parameterization == Parameterization.POSTERIOR ? new LeaveOneOutDenoiser(network, this) : network;
    }

    @Override
    public double alpha(double time) {
        return noise.alpha(time);
    }

    @Override
    public double time(double alpha) {
        return noise.time(alpha);
    }

    @Override
    public double uniform(double time) {
        return noise.uniform(time);
    }

    @Override
    public double masked(double time) {
        return noise.masked(time);
    }

    /**
     * Returns a time at which the share r = u^3 of alpha is gone. Where r is small a replaced token is rare, with
     * probability r, and costs about ln(1/r) / r: under an even draw of r the second moment is the integral of
     * ln^2(1/r) / r, which grows without bound as r goes to 0. Under the density r^(-2/3) / 3 it is finite, and within
     * a quarter of what the best density, ln(1/r) / sqrt(r), attains.
     */
    @Override
    public double scoringTime(double u) {
        double root = LEAST_ROOT + (1 - LEAST_ROOT) * u;
        return noise.time(1 - root * root * root);
    }

    @Override
    public double scoringWeight(double time) {
        double root = Math.cbrt(1 - noise.alpha(time));
        return 3 * root * root * (1 - LEAST_ROOT) / -noise.slope(time);
    }

    @Override
    public LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random) {
        return corrupt(clean, times, TrainingLoss.NELBO, random);
    }

    /**
     * Returns a corrupted batch for one time per block.
     *
     * @param clean (B, n)
     * @param times (B, blocks), each strictly between 0 and 1
     * @param loss how positions are weighed
     */
    public LossInputs corrupt(int[][] clean, double[] times, TrainingLoss loss, SplittableRandom random) {
        return corrupt(clean, clean, times, loss, random);
    }

    /** Returns the same of a batch whose noise replaces tokens of {@code source}, whatever the loss aims at. */
    LossInputs corrupt(int[][] clean, int[][] source, double[] times, TrainingLoss loss, SplittableRandom random) {
        int n = clean[0].length;
        int count = blocks.count(n);
        LossKind kind = kind(loss);
        int[] truth = Blocks.flat(clean);
        int[] noisy = Blocks.flat(source);
        double[] weights = new double[kind.width() * noisy.length];
        double[] alphas = new double[times.length];
        for (int b = 0; b < times.length; b++) {
            double time = times[b];
            double alpha = Math.max(noise.alpha(time), LEAST_ALPHA);
            alphas[b] = alpha;
            int from = b / count * n + blocks.start(b % count);
            for (int i = from; i < from + blocks.length(b % count, n); i++) {
                double u = random.nextDouble();
                if (u >= alpha) {
                    noisy[i] = u < alpha + noise.masked(time) ? tokens : random.nextInt(tokens);
                }
                if (kind == LossKind.CROSS_ENTROPY) {
                    weights[i] = loss != TrainingLoss.CHANGED_CROSS_ENTROPY || noisy[i] != truth[i] ? 1 : 0;
                } else {
                    weights[4 * i] = alpha;
                    weights[4 * i + 1] = Math.max(noise.uniform(time) / tokens, NEVER);
                    weights[4 * i + 2] = Math.max(noise.masked(time), NEVER);
                    weights[4 * i + 3] = rate(noisy[i], truth[i], time, loss);
                }
            }
        }
        for (int i = 0; kind != LossKind.CROSS_ENTROPY && i < noisy.length; i++) {
            if (i % n < blocks.given()) { // it is its own for certain, and nothing jumps into it
                weights[4 * i] = 1;
                weights[4 * i + 1] = NEVER;
                weights[4 * i + 2] = NEVER;
            }
        }
        return blocks.inputs(clean, noisy, alphas, weights, kind);
    }

    private LossKind kind(TrainingLoss loss) {
        if (loss.crossEntropy()) {
            return LossKind.CROSS_ENTROPY;
        }
        return parameterization == Parameterization.POSTERIOR ? LossKind.POSTERIOR : LossKind.NELBO;
    }

    /**
     * Returns the factor before the sum in {@link Interpolation#loss}: the rate of jumps into the seen state for the
     * NELBO, and the probability of the seen state times the chosen weight where the NELBO's weight is replaced.
     */
    private double rate(int seen, int clean, double time, TrainingLoss loss) {
        double alpha = Math.max(noise.alpha(time), LEAST_ALPHA);
        boolean mask = seen == tokens;
        double mass = mask ? noise.masked(time) : noise.uniform(time) / tokens;
        double massSlope = mask ? noise.maskedSlope(time) : noise.uniformSlope(time) / tokens;
        double rate = Interpolation.rateInto(mass, massSlope, alpha, noise.slope(time));
        if (loss == TrainingLoss.NELBO) {
            return rate;
        }
        double probability = mass + (seen == clean ? alpha : 0);
        double weight =
                loss == TrainingLoss.CLAMPED ? Math.min(1, rate / probability) : dynamicWeight(seen, clean, time);
        return probability * weight;
    }

    /**
     * Returns the weights of the NELBO relative to each other: 2 for a mask, 1 for a wrong token, and {@code B / N
     * sqrt(t / (1 - t))}, at most 2, for the clean token (GIDD, arXiv 2503.04482, section 4.2).
     */
    private double dynamicWeight(int seen, int clean, double time) {
        if (seen == tokens) {
            return 2;
        }
        if (seen != clean) {
            return 1;
        }
        return Math.min(2, noise.factor() / tokens * Math.sqrt(time / (1 - time)));
    }

    @Override
    public <R> R matchNoise(
            Function<? super MaskedDiffusion, ? extends R> masked,
            Function<? super SoftMaskedDiffusion, ? extends R> soft,
            Function<? super InterpolatingDiffusion, ? extends R> interpolating) {
        return interpolating.apply(this);
    }

    @Override
    public int prior(SplittableRandom random) {
        double masks = noise.masked(1); // what is certain or impossible takes no draw
        boolean mask = masks == 1 || (masks > 0 && random.nextDouble() < masks);
        return mask ? tokens : random.nextInt(tokens);
    }

    @Override
    public boolean noisy(int state) {
        return true;
    }

    @Override
    public boolean predictionMatters() {
        return true;
    }

    @Override
    public Move move(int state, double prediction, double time, double earlier) {
        boolean mask = state == tokens;
        double here = mask ? noise.masked(time) : noise.uniform(time) / tokens;
        double before = mask ? noise.masked(earlier) : noise.uniform(earlier) / tokens;
        double known = mask ? 0 : prediction;
        double kept = noise.alpha(time) / noise.alpha(earlier);
        double arrived = here - kept * before;
        double whole = noise.alpha(time) * known + here;
        if (whole == 0) {
            return Move.STAY; // neither alpha nor noise can have put the state there
        }
        return new Move(
                kept * (noise.alpha(earlier) * known + before) / whole,
                arrived * noise.alpha(earlier) / whole,
                arrived * noise.uniform(earlier) / whole,
                arrived * noise.masked(earlier) / whole);
    }
}
