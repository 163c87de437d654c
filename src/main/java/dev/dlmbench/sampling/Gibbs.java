package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Move;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Redraws positions of the noisy block from what they are likely to hold given the others, at the time that a step went
 * to (Gibbs corrector of uniform diffusion, arXiv 2605.22765). With s that time and p the leave-one-out prediction, a
 * position holds token v with probability {@code alpha_s p_v + b_s}, b_s the mass of the noise; that is its law given
 * the other positions, so that redrawing one position chosen without a look at the block leaves the law of the block at
 * time s as it is. Several at once, or a choice by what the block holds, leave it only nearly so.
 *
 * <p>The calls of a block stay what they are without it: of T calls, {@code floor((T - 1) / (1 + c))} first steps are
 * followed by c corrections each, and the times are laid out for the steps that are left.
 *
 * @param corrections c behind a step, each a call
 * @param positions k that each redraws
 * @param choice of the positions
 * @param choiceTemperature of the Gumbel noise by which a choice by margins is random; 0 for none
 */
public record Gibbs(int corrections, int positions, Choice choice, double choiceTemperature) implements Corrector {

    /** How positions are chosen. */
    public enum Choice {
        /**
         * Those whose state is least likely beside the likeliest other: by the logarithm of the ratio, the lowest
         * first, with noise on it.
         */
        MARGIN {
            @Override
            int[] choose(double[] margins, int count, double temperature, SplittableRandom random) {
                double[] scores = Arrays.stream(margins).map(margin -> -margin).toArray();
                return temperature == 0
                        ? Selection.largest(scores, count)
                        : Selection.drawn(scores, temperature, count, random);
            }
        },
        /** Any, each as likely. */
        UNIFORM {
            @Override
            int[] choose(double[] margins, int count, double temperature, SplittableRandom random) {
                return Selection.drawn(new double[margins.length], 1, count, random);
            }
        };

        /** Returns the places of {@code count} margins. */
        abstract int[] choose(double[] margins, int count, double temperature, SplittableRandom random);
    }

    /** Checks the settings. */
    public Gibbs {
        Problems.in("sampling.corrector")
                .check(
                        corrections >= 1 && corrections <= 1000,
                        "corrections",
                        "must be between 1 and 1000, got %d",
                        corrections)
                .check(positions >= 1, "positions", "must be at least 1, got %d", positions)
                .check(
                        choiceTemperature >= 0 && Double.isFinite(choiceTemperature),
                        "choiceTemperature",
                        "must not be negative, got %s",
                        choiceTemperature)
                .rejectIfAny();
    }

    /** Returns how many steps of a block of {@code calls} calls are corrected. */
    int corrected(int calls) {
        return (calls - 1) / (1 + corrections);
    }

    /** Returns the places of the margins that are redrawn. */
    int[] choose(double[] margins, SplittableRandom random) {
        return choice.choose(margins, positions, choiceTemperature, random);
    }

    /** Returns the law of a position at a time, given the others, as a move from whatever it holds. */
    static Move law(BlockDiffusion process, double time) {
        return new Move(0, process.alpha(time), process.uniform(time), process.masked(time));
    }

    @Override
    public Steps layOut(StepPlan plan, StepLayout block) {
        int calls = plan.stepsFor(block.size());
        int corrected = corrected(calls);
        return plan.with(calls - corrected * corrections).layOut(block).correcting(corrected, corrections);
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
    public boolean ofTokens() {
        return true;
    }

    @Override
    public double expectedCalls(double steps) {
        return steps;
    }

    @Override
    public <R> R match(
            Supplier<? extends R> none,
            Function<? super Mixing, ? extends R> mixing,
            Function<? super Arpc, ? extends R> completing,
            Function<? super Gibbs, ? extends R> redrawing,
            Function<? super SelfCorrection, ? extends R> finishing) {
        return redrawing.apply(this);
    }
}
