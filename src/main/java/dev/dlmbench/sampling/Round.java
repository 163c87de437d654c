package dev.dlmbench.sampling;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import java.util.List;
import java.util.Optional;

/**
 * Draws a batch of sequences to their ends. What a process changes step by step is its round's own matter: the rounds
 * for tokens keep it in {@link Row}s, and a process of other states has a round of its own beside them. Every round
 *
 * <ul>
 *   <li>appends tokens to each {@link Draft} until it has its length or {@link Ends} says that it is finished, those
 *       that its condition gives among them and unchanged;
 *   <li>draws a sequence's random numbers from its own stream only, so that it is the same alone and in any batch;
 *   <li>counts each call in the meters of the sequences that take part, by what it is for them;
 *   <li>tells the {@link Observer} what changes.
 * </ul>
 */
sealed interface Round permits NextTokenRound, BlockRound, SphereRound {

    /** Returns the round that goes with a process; a process of a new form has to name its own here. */
    static Round of(
            GenerativeProcess process,
            SamplingSpec spec,
            Sampler.Setup setup,
            Denoiser denoiser,
            Observer observer,
            Optional<Companion> companion) {
        Ends ends = new Ends(spec.stopping(), setup.stop());
        return process.match(
                nextToken -> new NextTokenRound(nextToken.beginning(), spec, setup, denoiser, observer, ends),
                blocks -> new BlockRound(blocks, spec, setup, denoiser, observer, ends, companion),
                sphere -> new SphereRound(sphere, spec, denoiser, observer, ends));
    }

    /** Draws all of them. */
    void draw(List<Draft> drafts);

    /** Returns the length of the longest. */
    static int maxLength(List<Draft> drafts) {
        return drafts.stream().mapToInt(draft -> draft.condition.length()).max().orElse(0);
    }
}
