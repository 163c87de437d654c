package dev.dlmbench.sampling;

import dev.dlmbench.process.BlockDiffusion;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How the tokens of one step depend on each other. A network's prediction has a distribution for each position and none
 * for all of them together; another model, the companion, can lend what is missing.
 */
public sealed interface JointProposal permits JointProposal.Independent, ImportanceResampling, Copula {

    /** Returns the kinds, by their names. */
    static Kinds<JointProposal> kinds() {
        return new Kinds<JointProposal>()
                .with("independent", Independent.class, s -> new Independent())
                .with(
                        "importance-resampling",
                        ImportanceResampling.class,
                        s -> new ImportanceResampling(
                                s.constant(ImportanceResampling.Energy.class, "energy"),
                                s.integer("candidates"),
                                s.number("temperature"),
                                s.high("window"),
                                s.low("window")))
                .with("copula", Copula.class, s -> new Copula());
    }

    /** Returns whether it computes with another model. */
    default boolean accompanied() {
        return true;
    }

    /** Returns whether the other model is an energy, and none that predicts next tokens. */
    default boolean ofEnergy() {
        return false;
    }

    /**
     * Returns the network calls for a block that are to be expected besides those of its steps.
     *
     * @param tokens of the block
     * @param fromTheLeft whether they are revealed in that order
     */
    double expectedCalls(double steps, int tokens, boolean fromTheLeft);

    /** Returns what the function for its kind makes of it. */
    <R> R match(
            Supplier<? extends R> independent,
            Function<? super ImportanceResampling, ? extends R> resampling,
            Function<? super Copula, ? extends R> copula);

    /**
     * Returns what settles the tokens of blocks beforehand; nothing where each position draws for itself.
     *
     * @param spec of the sampler
     * @param calls of the batch
     * @throws IllegalStateException if there is no companion where one is needed
     */
    default Optional<BlockDrafts> drafts(
            BlockDiffusion process, SamplingSpec spec, BlockCalls calls, Optional<Companion> companion) {
        return match(
                Optional::<BlockDrafts>empty,
                resampling -> Optional.of(new ResampledBlocks(process, resampling, spec, present(companion))),
                copula -> Optional.of(new CopulaBlocks(process, spec, calls, present(companion))));
    }

    private static Companion present(Optional<Companion> companion) {
        return companion.orElseThrow(() -> new IllegalStateException("the sampler computes with another model"));
    }

    /** Every position for itself, as networks of masked diffusion predict them. */
    record Independent() implements JointProposal {
        @Override
        public boolean accompanied() {
            return false;
        }

        @Override
        public double expectedCalls(double steps, int tokens, boolean fromTheLeft) {
            return 0;
        }

        @Override
        public <R> R match(
                Supplier<? extends R> independent,
                Function<? super ImportanceResampling, ? extends R> resampling,
                Function<? super Copula, ? extends R> copula) {
            return independent.get();
        }
    }
}
