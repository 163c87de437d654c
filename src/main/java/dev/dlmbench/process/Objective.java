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
 * @param text what is known of the tokens
 * @param sequence n
 * @param padding a token that is not learnt, if there is one; no loss counts where it is the true one
 * @param prompts which tokens of a sequence are given, and not learnt
 */
public record Objective(
        ProcessSpec process, ObjectiveSpec spec, TokenShares text, int sequence, OptionalInt padding, Prompts prompts) {
    /** Creates an objective that counts every token. */
    public Objective(ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence) {
        this(process, spec, tokens, sequence, OptionalInt.empty(), Prompts.NONE);
    }

    /** Creates an objective for text of which only the number of tokens counts. */
    public Objective(
            ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence, OptionalInt padding, Prompts prompts) {
        this(process, spec, TokenShares.unknown(tokens), sequence, padding, prompts);
    }

    /** Creates an objective for text without prompts. */
    public Objective(ProcessSpec process, ObjectiveSpec spec, int tokens, int sequence, OptionalInt padding) {
        this(process, spec, tokens, sequence, padding, Prompts.NONE);
    }

    /** Returns K. */
    public int tokens() {
        return text.tokens();
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
        return step(clean, parts, window, random, NoiseSource.CLEAN);
    }

    /** Returns the same with noisy copies that are made of {@code source}. */
    public List<LossInputs> step(int[][] clean, int parts, Window window, SplittableRandom random, NoiseSource source) {
        Optional<List<Integer>> mixed = process.sizes().map(sizes -> sizes.sizes(parts, random));
        List<LossInputs> inputs = new ArrayList<>();
        int each = clean.length / parts;
        for (int part = 0; part < parts; part++) {
            int[][] rows = Arrays.copyOfRange(clean, part * each, (part + 1) * each);
            int size = mixed.isPresent() ? mixed.get().get(part) : process.blockSizeIn(sequence);
            inputs.add(draw(rows, size, window, random, new Offset(source, part * each)));
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
        return draw(clean, size, window, random, NoiseSource.CLEAN);
    }

    private LossInputs draw(int[][] clean, int size, Window window, SplittableRandom random, NoiseSource source) {
        LossInputs noisy = corrupted(clean, size, window, random, source).averaged(padding);
        return source.shown(noisy.behind(prompts), noisy, clean, 0);
    }

    private LossInputs corrupted(int[][] clean, int size, Window window, SplittableRandom random, NoiseSource source) {
        return process.process(size, text)
                .match(
                        nextToken -> nextToken.exact(clean),
                        blocks -> blocks.matchNoise(
                                masked -> withAuxiliary(masked(masked, clean, window, random, source)),
                                soft -> soft(soft, clean, random, source),
                                noisy -> noisy(noisy, clean, random, source)),
                        sphere -> sphere.corrupt(
                                clean, Times.stratified(clean.length, 0, 1, random), spec.loss(), random));
    }

    private LossInputs noisy(InterpolatingDiffusion noisy, int[][] clean, SplittableRandom random, NoiseSource source) {
        if (noisy.blocks().size() == 1 && process.sizes().isPresent()) {
            return noisy.pureNoise(clean, random); // which shows no token
        }
        NoiseLevels levels = levels(noisy, clean, random);
        return levels.corrupt(clean, source.of(noisy, clean, 0, levels), random);
    }

    private LossInputs soft(SoftMaskedDiffusion soft, int[][] clean, SplittableRandom random, NoiseSource source) {
        NoiseLevels levels = new NoiseLevels.OfTimes(
                times(soft, clean, 0, 1, random), soft.blocks().count(clean[0].length), 1, 0, soft::corrupt);
        return levels.corrupt(clean, source.of(soft, clean, 0, levels), random);
    }

    private LossInputs masked(
            MaskedDiffusion masked, int[][] clean, Window window, SplittableRandom random, NoiseSource source) {
        boolean single = masked.blocks().size() == 1;
        if (single && (process.sizes().isPresent() || window.equals(Window.ALWAYS_MASKED))) {
            return masked.pureNoise(clean, random); // which shows no token
        }
        NoiseLevels levels = levels(masked, clean, window, random);
        return levels.corrupt(clean, source.of(masked, clean, 0, levels), random);
    }

    private NoiseLevels levels(InterpolatingDiffusion noisy, int[][] clean, SplittableRandom random) {
        double end = noisy.noise().end();
        return new NoiseLevels.OfTimes(
                times(noisy, clean, end, 1 - end, random),
                noisy.blocks().count(clean[0].length),
                1 - end,
                0,
                (truth, source, times, numbers) -> noisy.corrupt(truth, source, times, spec.loss(), numbers));
    }

    private NoiseLevels levels(MaskedDiffusion masked, int[][] clean, Window window, SplittableRandom random) {
        int n = clean[0].length;
        if (spec.times() == ObjectiveSpec.Sharing.COUNT) {
            double[] strata = Times.stratified(clean.length * masked.blocks().count(n), 0, 1, random);
            return new NoiseLevels.OfCounts(masked.blocks().counts(strata, n), masked.blocks(), n, masked::mask);
        }
        double low = masked.steps() > 0 ? 0 : window.low();
        Window allowed = spec.rejectCounts() ? window : Window.FULL;
        return new NoiseLevels.OfTimes(
                times(masked, clean, low, window.high(), random),
                masked.blocks().count(n),
                window.high(),
                masked.steps(),
                (truth, source, times, numbers) -> counted(masked.corrupt(truth, source, times, allowed, numbers)));
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

    private LossInputs counted(LossInputs inputs) {
        boolean once = spec.loss() == TrainingLoss.CROSS_ENTROPY;
        return once ? inputs.weighed(weight -> weight > 0 ? 1 : 0) : inputs;
    }

    private LossInputs withAuxiliary(LossInputs inputs) {
        return spec.auxiliary() == 0 ? inputs : inputs.weighed(weight -> weight > 0 ? weight + spec.auxiliary() : 0);
    }

    /** The source of a part of a step's batch. */
    private record Offset(NoiseSource whole, int before) implements NoiseSource {
        @Override
        public int[][] of(BlockDiffusion process, int[][] clean, int first, NoiseLevels levels) {
            return whole.of(process, clean, before + first, levels);
        }

        @Override
        public LossInputs shown(LossInputs given, LossInputs noisy, int[][] clean, int first) {
            return whole.shown(given, noisy, clean, before + first);
        }
    }
}
