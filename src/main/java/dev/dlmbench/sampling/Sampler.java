package dev.dlmbench.sampling;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws sequences: token by token for autoregression, else block by block behind a cache of the finished blocks
 * (BD3-LM, algorithm 2), each by the sampler that the spec's parts compose.
 */
public final class Sampler {
    private final GenerativeProcess process;
    private final SamplingSpec spec;
    private final Setup setup;

    /**
     * What a sampler needs to know besides its parts.
     *
     * @param sequence n, tokens that the model was trained to see at once
     * @param stop ids of the stop text; empty without one
     * @param losses mean loss in nats of a token while 0, 1, ... of a block's are known, for planned steps; empty
     *     otherwise
     * @param reuse whether a prediction serves until something changes, where the network does not see the time
     */
    public record Setup(int sequence, List<Integer> stop, List<Double> losses, boolean reuse) {

        /** Copies the lists. */
        public Setup {
            stop = List.copyOf(stop);
            losses = List.copyOf(losses);
        }

        /** Creates the setup of a sampler that needs nothing else. */
        public static Setup of(int sequence) {
            return new Setup(sequence, List.of(), List.of(), true);
        }
    }

    /**
     * Composes a sampler.
     *
     * @param process whose reverse steps are taken
     */
    public Sampler(GenerativeProcess process, SamplingSpec spec, Setup setup) {
        this.process = process;
        this.spec = spec;
        this.setup = setup;
    }

    /**
     * Draws {@code count} sequences side by side.
     *
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     */
    public List<Sample> draw(Denoiser denoiser, int count, Seeds seeds, int first) {
        return draw(denoiser, count, seeds, first, Template.EMPTY, Watcher.NONE);
    }

    /**
     * Draws {@code count} sequences side by side.
     *
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     * @param template what is given of every one of them
     * @param watcher hears of every step
     */
    public List<Sample> draw(Denoiser denoiser, int count, Seeds seeds, int first, Template template, Watcher watcher) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(first + i);
        }
        List<Sample> samples = new ArrayList<>(draw(denoiser, numbers, seeds, template, watcher));
        for (int attempt = 1;
                !spec.stopping().free() && attempt <= spec.stopping().retries();
                attempt++) {
            List<Integer> again = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (samples.get(i).ending() == Sample.Ending.ENTROPY) {
                    again.add(first + i);
                }
            }
            if (!again.isEmpty()) {
                List<Sample> others = draw(denoiser, again, seeds.child("retry " + attempt), template, watcher);
                for (int i = 0; i < others.size(); i++) {
                    int place = again.get(i) - first;
                    Sample other = others.get(i);
                    Calls calls = samples.get(place).calls().plus(other.calls());
                    samples.set(place, new Sample(other.tokens(), calls, other.ending(), other.steps()));
                }
            }
        }
        return samples;
    }

    private List<Sample> draw(
            Denoiser denoiser, List<Integer> numbers, Seeds seeds, Template template, Watcher watcher) {
        int longest = spec.stopping().maxLengthIn(setup.sequence());
        List<Row> rows = new ArrayList<>();
        for (int number : numbers) {
            SplittableRandom random = seeds.stream("sample", number);
            rows.add(new Row(number, random, Math.min(longest, 2 * setup.sequence())));
        }
        Observer observer = new Observer(spec.traces(), watcher);
        Ends ends = new Ends(spec.stopping(), setup.stop(), template.length());
        if (process instanceof BlockDiffusion blocks) {
            new BlockRound(blocks, spec, setup, denoiser, template, observer, ends).draw(rows, longest);
        } else if (process instanceof Autoregressive) {
            new NextTokenRound(spec, setup, denoiser, template, observer, ends).draw(rows, longest);
        }
        return rows.stream().map(Row::sample).toList();
    }
}
