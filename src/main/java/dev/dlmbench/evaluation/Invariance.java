package dev.dlmbench.evaluation;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.UncachedDenoiser;
import dev.dlmbench.sampling.Companion;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Watcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Whether sequences depend on what should not matter to them: which others are drawn beside them, and whether keys and
 * values are kept from call to call. Random numbers are the same each time, so that tokens differ by rounding alone:
 * matrix products of other shapes are summed in another order, and a draw may fall on the other side of a border, after
 * which a sequence goes its own way.
 *
 * @param setup of the decoding
 * @param batch B, sequences side by side
 * @param companion the model that the sampler computes with besides
 */
public record Invariance(DecodingSetup setup, int batch, Optional<Companion> companion) {
    private static final Seeds SEEDS = new Seeds(0).child("invariance");

    /**
     * What differs.
     *
     * @param ofBatch of each sequence, the share of its drawn tokens that are others alone than beside B - 1 others
     * @param ofCache the same with all that comes before a call computed anew; nothing where sequences outgrow the
     *     window, so that what is computed anew is not what was kept
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Shares(double[] ofBatch, Optional<double[]> ofCache) {}

    /** Draws B sequences side by side, each alone, and side by side without a cache. */
    public Shares measure(Denoiser denoiser) {
        List<SequenceCondition> conditions = setup.conditions(0, batch);
        List<DrawnSequence> together = draw(denoiser, conditions, 0);
        List<DrawnSequence> alone = new ArrayList<>();
        for (int i = 0; i < batch; i++) {
            alone.addAll(draw(denoiser, conditions.subList(i, i + 1), i));
        }
        boolean fits = conditions.stream().allMatch(condition -> condition.length() <= setup.sequence());
        return new Shares(
                shares(conditions, together, alone),
                fits
                        ? Optional.of(shares(conditions, together, draw(new UncachedDenoiser(denoiser), conditions, 0)))
                        : Optional.empty());
    }

    private List<DrawnSequence> draw(Denoiser denoiser, List<SequenceCondition> conditions, int first) {
        Sampler sampler = setup.sampler(companion);
        return sampler.draw(denoiser, conditions, SEEDS, first, Watcher.NONE);
    }

    private static double[] shares(
            List<SequenceCondition> conditions, List<DrawnSequence> some, List<DrawnSequence> others) {
        return IntStream.range(0, some.size())
                .mapToDouble(i -> share(
                        some.get(i).tokens(),
                        others.get(i).tokens(),
                        conditions.get(i).prompt()))
                .toArray();
    }

    /** Returns the share of places behind a prompt at which sequences differ; where one has ended, they do. */
    static double share(int[] one, int[] other, int prompt) {
        int length = Math.max(one.length, other.length);
        if (length <= prompt) {
            return 0;
        }
        int differing = 0;
        for (int i = prompt; i < length; i++) {
            differing += i >= one.length || i >= other.length || one[i] != other[i] ? 1 : 0;
        }
        return (double) differing / (length - prompt);
    }
}
