package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Completes the block, gives the positions that look wrong back to noise, as many as the new time has noisy ones
 * (BlockGen, arXiv 2606.02241, AR-informed predictor-corrector).
 *
 * @param score what marks a position as wrong
 * @param rule how positions are chosen by their scores
 * @param warmup W, steps before the first correction
 * @param period G, steps from one correction to the next
 */
public record Arpc(Score score, Rule rule, int warmup, int period) implements Corrector {

    /** What a score reads. */
    private enum Reads {
        NOTHING,
        NETWORK,
        LEFT_TO_RIGHT
    }

    /**
     * What is known of a position of a complete candidate.
     *
     * @param own the network's prediction for it
     * @param leftToRight the left-to-right prediction for it; meaningless unless the score asks for verification
     * @param token that it holds
     * @param random the sequence's own
     */
    record Reading(Prediction own, Prediction leftToRight, int token, SplittableRandom random) {}

    /** What marks a position of a complete candidate as wrong; larger is worse, and none is negative. */
    public enum Score {
        /** Minus the logarithm of its probability left to right. */
        NLL(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return -Math.log(Math.max(position.leftToRight().probability(position.token()), Double.MIN_NORMAL));
            }
        },
        /** How much more probable the best token would be left to right, in nats. */
        GAP(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return Math.log(position.leftToRight()
                                .probability(position.leftToRight().best())
                        / Math.max(position.leftToRight().probability(position.token()), Double.MIN_NORMAL));
            }
        },
        /** The entropy of the left-to-right prediction. */
        AR_ENTROPY(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return position.leftToRight().entropy();
            }
        },
        /** Divergence of the network's prediction from the left-to-right prediction. */
        KL(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return position.leftToRight().divergenceFrom(position.own());
            }
        },
        /** Divergence of the left-to-right prediction from the network's prediction. */
        REVERSE_KL(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return position.own().divergenceFrom(position.leftToRight());
            }
        },
        /** Total variation between the two. */
        TOTAL_VARIATION(Reads.LEFT_TO_RIGHT) {
            @Override
            double of(Reading position) {
                return position.own().distance(position.leftToRight());
            }
        },
        /** The entropy of the network's prediction. */
        ENTROPY(Reads.NETWORK) {
            @Override
            double of(Reading position) {
                return position.own().entropy();
            }
        },
        /** 1 minus the network's largest probability. */
        CONFIDENCE(Reads.NETWORK) {
            @Override
            double of(Reading position) {
                return 1 - position.own().probability(position.own().best());
            }
        },
        /** 1 minus the distance between the network's two largest probabilities. */
        MARGIN(Reads.NETWORK) {
            @Override
            double of(Reading position) {
                return 1 - position.own().margin();
            }
        },
        /** A random number. */
        RANDOM(Reads.NOTHING) {
            @Override
            double of(Reading position) {
                return position.random().nextDouble();
            }
        };

        private final Reads reads;

        Score(Reads reads) {
            this.reads = reads;
        }

        /** Returns whether it takes a call of its own, which reads the candidate left to right. */
        public boolean verified() {
            return reads == Reads.LEFT_TO_RIGHT;
        }

        /** Returns whether it reads predictions at all. */
        boolean reads() {
            return reads != Reads.NOTHING;
        }

        /** Returns the score of a position. */
        abstract double of(Reading position);
    }

    /** How positions are chosen by their scores. */
    public enum Rule {
        /** The worst. */
        TOP {
            @Override
            int[] choose(double[] scores, int count, SplittableRandom random) {
                return Selection.largest(rounded(scores), count);
            }
        },
        /** Drawn in proportion to the score, without replacement: a softer rule that seeks modes less. */
        PROPORTIONAL {
            @Override
            int[] choose(double[] scores, int count, SplittableRandom random) {
                return Selection.proportional(scores, count, random);
            }
        };

        /** Returns the places of {@code count} scores. */
        abstract int[] choose(double[] scores, int count, SplittableRandom random);

        /** Single precision decides no ties: of scores that are equal but for it, the first counts as the largest. */
        private static double[] rounded(double[] scores) {
            return Arrays.stream(scores)
                    .map(score -> Math.rint(1e5 * score) / 1e5)
                    .toArray();
        }
    }

    /** Checks the settings. */
    public Arpc {
        Problems.in("sampling.corrector")
                .check(warmup >= 0, "warmup", "must not be negative, got %d", warmup)
                .check(period >= 1, "period", "must be at least 1, got %d", period)
                .rejectIfAny();
    }

    /** Corrects at every step. */
    public Arpc(Score score, Rule rule) {
        this(score, rule, 0, 1);
    }

    /** Returns whether step {@code k} of {@code steps} completes the block and remasks what looks wrong. */
    boolean completes(int k, int steps) {
        return k < steps - 1 && k >= warmup && (k - warmup) % period == 0;
    }

    @Override
    public boolean remasks() {
        return true;
    }

    @Override
    public boolean ofMasks() {
        return false;
    }

    @Override
    public double expectedCalls(double steps) {
        return score.verified() ? 2 * steps : steps;
    }

    @Override
    public <R> R match(
            Supplier<? extends R> none,
            Function<? super Mixing, ? extends R> mixing,
            Function<? super Arpc, ? extends R> completing,
            Function<? super Gibbs, ? extends R> redrawing,
            Function<? super SelfCorrection, ? extends R> finishing) {
        return completing.apply(this);
    }
}
