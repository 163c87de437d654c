package dev.dlmbench.process;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A process that corrupts the positions of a block independently, to a level that the block's time sets. With blocks as
 * long as the sequence it is full-sequence diffusion; otherwise blocks follow each other left to right (BD3-LM, arXiv
 * 2503.09573).
 */
public sealed interface BlockDiffusion extends GenerativeProcess
        permits MaskedDiffusion, SoftMaskedDiffusion, InterpolatingDiffusion {

    /** Alpha below this is no alpha, and its logarithm no number. */
    double LEAST_ALPHA = 1e-9;

    /** Returns how sequences are cut. */
    Blocks blocks();

    @Override
    default AttentionPattern pattern(int length) {
        return blocks().pattern(length);
    }

    @Override
    default LossInputs leftToRight(int[][] clean, SplittableRandom random) {
        return pureNoise(clean, random);
    }

    @Override
    BlockDiffusion given(int count);

    @Override
    default <R> R match(
            Function<? super Autoregressive, ? extends R> nextToken,
            Function<? super BlockDiffusion, ? extends R> blocks,
            Function<? super SphereDiffusion, ? extends R> sphere) {
        return blocks.apply(this);
    }

    /**
     * Returns what the function for its kind of noise makes of it.
     *
     * @param masked for masks alone, under which all tokens of a block are alike
     * @param soft for masks alone, which fall on important tokens first
     * @param interpolating for noise that looks like tokens
     */
    <R> R matchNoise(
            Function<? super MaskedDiffusion, ? extends R> masked,
            Function<? super SoftMaskedDiffusion, ? extends R> soft,
            Function<? super InterpolatingDiffusion, ? extends R> interpolating);

    /** Returns alpha at a time. */
    double alpha(double time);

    /** Returns the time at which alpha has fallen to a value. */
    double time(double alpha);

    /** Returns the probability at a time of a token drawn uniformly. */
    double uniform(double time);

    /** Returns the probability at a time of the mask. */
    double masked(double time);

    /**
     * Returns the time that a uniform number stands for when text is scored: one at which a share of alpha is gone that
     * depends on the number alone. Drawing shares and not times keeps the variance of the estimate finite where a
     * schedule is steep.
     */
    double scoringTime(double u);

    /** Returns the factor that makes up for drawing {@link #scoringTime} and not a uniform time. */
    double scoringWeight(double time);

    /**
     * Returns a corrupted batch with the weights of the NELBO, for one time per block.
     *
     * @param clean (B, n)
     * @param times (B, blocks), each strictly between 0 and 1
     */
    LossInputs corrupt(int[][] clean, double[] times, SplittableRandom random);

    /**
     * Returns a batch without any alpha and with the plain cross-entropy of every token that is not given: for blocks
     * of one token, left-to-right training and scoring.
     *
     * @param clean (B, n)
     */
    default LossInputs pureNoise(int[][] clean, SplittableRandom random) {
        int n = clean[0].length;
        int[] noisy = new int[clean.length * n];
        double[] weights = new double[noisy.length];
        for (int i = 0; i < noisy.length; i++) {
            boolean given = i % n < blocks().given();
            noisy[i] = given ? clean[i / n][i % n] : prior(random);
            weights[i] = given ? 0 : 1;
        }
        double[] alpha = new double[clean.length * blocks().count(n)];
        return blocks().inputs(clean, noisy, alpha, weights, LossKind.CROSS_ENTROPY);
    }

    /**
     * Returns what a state at a time says for its being the clean token itself and no other, in nats: 0 if nothing,
     * infinite if it is the clean token for certain.
     */
    double evidence(int state, double time);

    /**
     * Returns how much of {@link #evidence} the network's output holds, which is to be taken off the logit of the seen
     * state before a reverse step: none, or all of it where the output is the posterior.
     */
    default double observed(int state, double time) {
        return 0;
    }

    /** Returns the id that a position starts from when a block is drawn. */
    int prior(SplittableRandom random);

    /** Returns whether a position in this state can change in a reverse step. */
    boolean noisy(int state);

    /** Returns whether {@link #move} depends on the prediction. */
    boolean predictionMatters();

    /**
     * Returns the reverse step of one position between two times.
     *
     * @param state the seen state
     * @param prediction its predicted probability
     * @param time at which it is seen
     * @param earlier time that the step goes to
     */
    Move move(int state, double prediction, double time, double earlier);
}
