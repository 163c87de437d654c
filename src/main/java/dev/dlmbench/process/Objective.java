package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.Prompts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * How training batches are corrupted and weighed: the mean of a batch's losses estimates the objective in nats per
 * token.
 *
 * @param process and its block sizes
 * @param spec what is minimised
 * @param tokens K
 * @param sequence n
 * @param padding a token that is not learnt, if there is one; no loss counts where it is the true one
 * @param prompts which tokens of a sequence are given, and not learnt
 */
public record Objective(
        ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence, OptionalInt padding, Prompts prompts) {
    /** Creates an objective that counts every token. */
    public Objective(ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence) {
        this(process, spec, tokens, sequence, OptionalInt.empty(), Prompts.NONE);
    }

    /** Creates an objective for text without prompts. */
    public Objective(ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence, OptionalInt padding) {
        this(process, spec, tokens, sequence, padding, Prompts.NONE);
    }

    /** Returns the objective of the NELBO for a process of one block size. */
    public static Objective bound(ProcessSpec process, int tokens, int sequence) {
        return new Objective(process, ObjectiveSpec.NELBO, tokens, sequence);
    }

    /**
     * Returns the corrupted micro-batches of one step, each with a block size of its own where sizes are mixed.
     *
     * @param clean (B, n) the step's batch; B is a multiple of {@code parts}
     * @param parts how many micro-batches
     * @param window of mask rates
     */
    public List<LossInputs> step(int[][] clean, int parts, Window window, SplittableRandom random) {
        Optional<List<Integer>> mixed = process.sizes().map(sizes -> sizes.sizes(parts, random));
        List<LossInputs> inputs = new ArrayList<>();
        int each = clean.length / parts;
        for (int part = 0; part < parts; part++) {
            int[][] rows = Arrays.copyOfRange(clean, part * each, (part + 1) * each);
            int size = mixed.isPresent() ? mixed.get().get(part) : process.blockSizeIn(sequence);
            inputs.add(draw(rows, size, window, random));
        }
        return inputs;
    }

    /**
     * Returns a corrupted batch.
     *
     * @param clean (B, n)
     * @param size S
     * @param window of mask rates
     */
    public LossInputs draw(int[][] clean, int size, Window window, SplittableRandom random) {
        return corrupted(clean, size, window, random).averaged(padding).behind(prompts);
    }

    private LossInputs corrupted(int[][] clean, int size, Window window, SplittableRandom random) {
        return process.process(size, tokens)
                .match(
                        nextToken -> nextToken.exact(clean),
                        blocks -> blocks.matchNoise(
                                masked -> withAuxiliary(masked(masked, clean, window, random)),
                                noisy -> noisy(noisy, clean, size, random)));
    }

    private LossInputs noisy(InterpolatingDiffusion noisy, int[][] clean, int size, SplittableRandom random) {
        if (size == 1 && process.sizes().isPresent()) {
            return noisy.pureNoise(clean, random);
        }
        double end = noisy.noise().end();
        return noisy.corrupt(clean, times(noisy, clean, end, 1 - end, random), spec.loss(), random);
    }

    private LossInputs masked(MaskedDiffusion masked, int[][] clean, Window window, SplittableRandom random) {
        int size = masked.blocks().size();
        if (size == 1 && (process.sizes().isPresent() || window.equals(Window.ALWAYS_MASKED))) {
            return masked.pureNoise(clean, random);
        }
        if (spec.times() == ObjectiveSpec.Sharing.COUNT) {
            int n = clean[0].length;
            double[] strata = Times.stratified(clean.length * masked.blocks().count(n), 0, 1, random);
            return masked.mask(clean, masked.blocks().counts(strata, n), random);
        }
        double low = masked.steps() > 0 ? 0 : window.low();
        double[] times = times(masked, clean, low, window.high(), random);
        LossInputs inputs = masked.corrupt(clean, times, spec.rejectCounts() ? window : Window.FULL, random);
        return spec.loss() == TrainingLoss.CROSS_ENTROPY ? unweighted(inputs) : inputs;
    }

    private double[] times(BlockDiffusion drawn, int[][] clean, double low, double high, SplittableRandom random) {
        int perSequence = drawn.blocks().count(clean[0].length);
        if (spec.times() != ObjectiveSpec.Sharing.SEQUENCE) {
            return Times.stratified(clean.length * perSequence, low, high, random);
        }
        double[] shared = Times.stratified(clean.length, low, high, random);
        double[] times = new double[clean.length * perSequence];
        for (int b = 0; b < times.length; b++) {
            times[b] = shared[b / perSequence];
        }
        return times;
    }

    private static LossInputs unweighted(LossInputs inputs) {
        return inputs.weighed(weight -> weight > 0 ? 1 : 0);
    }

    private LossInputs withAuxiliary(LossInputs inputs) {
        return spec.auxiliary() == 0 ? inputs : inputs.weighed(weight -> weight > 0 ? weight + spec.auxiliary() : 0);
    }
}
