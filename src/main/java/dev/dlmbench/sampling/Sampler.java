package dev.dlmbench.sampling;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.Labels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Draws sequences by the sampler that the spec's parts compose, in the {@link Round} that goes with the process: token
 * by token for autoregression, block by block behind a cache of the finished blocks for diffusion of tokens.
 */
public final class Sampler {
    private final GenerativeProcess process;
    private final SamplingSpec spec;
    private final Setup setup;
    private final Optional<Companion> companion;

    /**
     * What a sampler needs to know besides its parts.
     *
     * @param sequence n, tokens that the model was trained to see at once
     * @param stop ids of the stop text; empty without one
     * @param losses mean loss in nats of a token while 0, 1, ... of a block's are known, for a dynamic-programming
     *     schedule; empty otherwise
     * @param reuse whether a prediction serves until something changes, where the network does not see the time
     * @param labels how many of the ids, the first ones, are labels; 0 for text without labels
     * @param shares of the tokens in the training text, for a sampler or a process that looks at them; empty otherwise
     */
    public record Setup(
            int sequence, List<Integer> stop, List<Double> losses, boolean reuse, int labels, List<Double> shares) {

        /** Copies the lists. */
        public Setup {
            stop = List.copyOf(stop);
            losses = List.copyOf(losses);
            shares = List.copyOf(shares);
        }

        /** Creates the setup of a sampler of text without labels, which does not look at how frequent tokens are. */
        public Setup(int sequence, List<Integer> stop, List<Double> losses, boolean reuse) {
            this(sequence, stop, losses, reuse, 0, List.of());
        }

        /** Creates the setup of a sampler that needs nothing else. */
        public static Setup of(int sequence) {
            return new Setup(sequence, List.of(), List.of(), true);
        }
    }

    /**
     * Composes a sampler.
     *
     * @param process whose reverse steps are taken, and which says how it reads a network's output
     */
    public Sampler(GenerativeProcess process, SamplingSpec spec, Setup setup) {
        this(process, spec, setup, Optional.empty());
    }

    /**
     * Composes a sampler.
     *
     * @param process whose reverse steps are taken, and which says how it reads a network's output
     * @param companion the other model, where the sampler computes with one
     */
    public Sampler(GenerativeProcess process, SamplingSpec spec, Setup setup, Optional<Companion> companion) {
        this.process = process;
        this.spec = spec;
        this.setup = setup;
        this.companion = companion;
    }

    /**
     * Draws {@code count} sequences side by side, nothing of them given.
     *
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     */
    public List<DrawnSequence> draw(Denoiser denoiser, int count, Seeds seeds, int first) {
        return draw(denoiser, count, seeds, first, Template.EMPTY, Watcher.NONE);
    }

    /**
     * Draws {@code count} sequences side by side, of each the same given.
     *
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     * @param template what is given of every one of them
     * @param watcher hears of every step
     */
    public List<DrawnSequence> draw(
            Denoiser denoiser, int count, Seeds seeds, int first, Template template, Watcher watcher) {
        SequenceCondition asked = condition(template);
        return draw(denoiser, Collections.nCopies(count, asked), seeds, first, watcher);
    }

    /** Returns what is asked of a sequence that is as long as others of the sampler, or at most as long. */
    public SequenceCondition condition(Template given) {
        return new SequenceCondition(given, spec.stopping().maxLengthIn(setup.sequence()));
    }

    /**
     * Draws sequences side by side. Each is the same as if it was drawn alone, up to the rounding of a network's
     * answers in batches.
     *
     * @param conditions what is asked of each sequence
     * @param seeds for the sequences, which each have a stream of their own
     * @param first the number of the first sequence
     * @param watcher hears of every step
     */
    public List<DrawnSequence> draw(
            Denoiser denoiser, List<SequenceCondition> conditions, Seeds seeds, int first, Watcher watcher) {
        List<Integer> numbers =
                IntStream.range(first, first + conditions.size()).boxed().toList();
        return draw(denoiser, conditions, numbers, seeds, watcher);
    }

    /**
     * Draws sequences side by side as {@link #draw(Denoiser, List, Seeds, int, Watcher)}, but with numbers of their
     * own.
     *
     * @param numbers of the sequences
     */
    public List<DrawnSequence> draw(
            Denoiser denoiser,
            List<SequenceCondition> conditions,
            List<Integer> numbers,
            Seeds seeds,
            Watcher watcher) {
        List<Integer> places = IntStream.range(0, conditions.size()).boxed().toList();
        List<DrawnSequence> samples = new ArrayList<>(drawn(denoiser, conditions, numbers, places, seeds, watcher));
        for (int attempt = 1;
                !spec.stopping().free() && attempt <= spec.stopping().retries();
                attempt++) {
            List<Integer> again = places.stream()
                    .filter(place -> samples.get(place).ending() == DrawnSequence.Ending.ENTROPY)
                    .toList();
            if (!again.isEmpty()) {
                List<DrawnSequence> others =
                        drawn(denoiser, conditions, numbers, again, seeds.child("retry " + attempt), watcher);
                for (int i = 0; i < others.size(); i++) {
                    int place = again.get(i);
                    DrawnSequence other = others.get(i);
                    Calls calls = samples.get(place).calls().plus(other.calls());
                    samples.set(place, new DrawnSequence(other.tokens(), calls, other.ending(), other.steps()));
                }
            }
        }
        return samples;
    }

    /**
     * Leads the sampler along texts: it draws the tokens that they have, wherever and whenever it would draw any. Since
     * it chooses its positions before it draws, every text has one path, and the probability of its steps is the text's
     * (DUEL, arXiv 2603.01367, theorem 1).
     *
     * @param texts ids, each at most as long as the model's sequences
     * @param given how many tokens at the start of each are given, which have no probability
     * @throws IllegalStateException if {@link SamplingSpec#chance} says that texts have several paths
     */
    public List<FollowedText> follow(Denoiser denoiser, List<int[]> texts, int given) {
        String chance = spec.chance();
        if (!chance.isEmpty()) {
            throw new IllegalStateException("texts have several paths: " + chance);
        }
        List<Draft> drafts =
                texts.stream().map(text -> Draft.along(text, given)).toList();
        round(spec.with(Stopping.FIXED), denoiser, new Observer(0, Watcher.NONE))
                .draw(drafts);
        return drafts.stream()
                .map(draft -> new FollowedText(
                        draft.path().orElseThrow().nats(given), draft.sample().calls()))
                .toList();
    }

    /**
     * Leads the sampler through sequences whose tokens come from elsewhere, side by side. It makes the same calls in
     * the same order for the same tokens, whoever says what they are, and asks for each token once.
     *
     * @param choices what says which tokens each sequence gets
     * @param conditions what is asked of each: its length, and what is given
     * @param seeds for the noise that tokens are predicted from, where there is any
     * @param first the number of the first sequence
     * @throws IllegalStateException if {@link OnePath#missing} says that texts have several paths, or if the sampler
     *     leaves tokens out
     */
    public List<DrawnSequence> lead(
            Denoiser denoiser,
            List<? extends TokenChoice> choices,
            List<SequenceCondition> conditions,
            Seeds seeds,
            int first) {
        String missing = OnePath.missing(process, spec);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("texts have several paths: " + missing);
        }
        List<Draft> drafts = IntStream.range(0, choices.size())
                .mapToObj(i -> Draft.led(
                        first + i,
                        seeds.stream("led", first + i),
                        conditions.get(i),
                        new Meter(denoiser.network()),
                        choices.get(i)))
                .toList();
        round(spec.with(Stopping.FIXED), denoiser, new Observer(0, Watcher.NONE))
                .draw(drafts);
        for (Draft draft : drafts) {
            for (int position = 0; position < draft.length(); position++) {
                if (draft.token(position) >= process.tokens()) {
                    throw new IllegalStateException("the sampler draws no token at position " + position);
                }
            }
        }
        return drafts.stream().map(Draft::sample).toList();
    }

    private List<DrawnSequence> drawn(
            Denoiser denoiser,
            List<SequenceCondition> conditions,
            List<Integer> numbers,
            List<Integer> places,
            Seeds seeds,
            Watcher watcher) {
        List<Draft> drafts = places.stream()
                .map(place -> new Draft(
                        numbers.get(place),
                        seeds.stream("sample", numbers.get(place)),
                        conditions.get(place),
                        2 * setup.sequence(),
                        new Meter(denoiser.network())))
                .toList();
        round(spec, denoiser, new Observer(spec.traces(), watcher)).draw(drafts);
        return drafts.stream().map(Draft::sample).toList();
    }

    /** Returns the round that draws by the network as the process reads it, guided. */
    private Round round(SamplingSpec sampler, Denoiser network, Observer observer) {
        Denoiser guided = spec.guidance().guiding(process.reading(network), process, new Labels(setup.labels()));
        return Round.of(process, sampler, setup, guided, observer, companion);
    }
}
