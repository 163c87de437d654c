package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What remasks or renoises tokens that were drawn: nothing, a reverse step that is mixed with noise, a candidate block
 * that is read again, positions redrawn behind a step, or rounds over the finished block.
 */
public sealed interface Corrector permits Corrector.None, Mixing, Arpc, Gibbs, Corrector.SelfCorrection {

    /** Returns the kinds, by their names. */
    static Kinds<Corrector> kinds() {
        return new Kinds<Corrector>()
                .with("none", None.class, s -> new None())
                .with("psi", Mixing.Psi.class, s -> windowed(s, "kappa", Mixing.Psi::new))
                .with("psi-cap", Mixing.PsiCap.class, s -> windowed(s, "eta", Mixing.PsiCap::new))
                .with("psi-rescale", Mixing.PsiRescale.class, s -> windowed(s, "eta", Mixing.PsiRescale::new))
                .with("remdm-cap", Remdm.Cap.class, s -> windowed(s, "eta", Remdm.Cap::new))
                .with("remdm-rescale", Remdm.Rescale.class, s -> windowed(s, "eta", Remdm.Rescale::new))
                .with("remdm-confidence", Remdm.Confidence.class, s -> windowed(s, "eta", Remdm.Confidence::new))
                .with("remdm-loop", Remdm.Loop.class, s -> new Remdm.Loop(s.number("eta")))
                .with("psi-loop", Mixing.PsiLoop.class, s -> new Mixing.PsiLoop(s.number("eta")))
                .with(
                        "self-correction",
                        SelfCorrection.class,
                        s -> new SelfCorrection(s.integer("rounds"), s.integer("patience"), s.number("temperature")))
                .with(
                        "arpc",
                        Arpc.class,
                        s -> new Arpc(
                                s.constant(Arpc.Score.class, "score"),
                                s.constant(Arpc.Rule.class, "rule"),
                                s.integer("warmup"),
                                s.integer("period")))
                .with(
                        "gibbs",
                        Gibbs.class,
                        s -> new Gibbs(
                                s.integer("corrections"),
                                s.integer("positions"),
                                s.constant(Gibbs.Choice.class, "choice"),
                                s.number("choiceTemperature")));
    }

    /** Makes a part of its strength and of the ends of its window. */
    private static Corrector windowed(Kinds.Settings settings, String strength, Mixing.Maker maker) {
        return maker.make(settings.number(strength), settings.high("window"), settings.low("window"));
    }

    /** Returns whether a step can remask, or renoise, what an earlier one drew. */
    boolean remasks();

    /** Returns whether it needs masks. */
    boolean ofMasks();

    /** Returns whether it needs noise that looks like tokens. */
    default boolean ofTokens() {
        return false;
    }

    /** Lays out the steps for a block of one sequence, its own included. */
    default Steps layOut(StepPlan plan, StepLayout block) {
        return plan.layOut(block);
    }

    /** Returns the network calls for a block that are to be expected where steps alone take {@code steps}. */
    double expectedCalls(double steps);

    /** Returns what the function for its form makes of it. */
    <R> R match(
            Supplier<? extends R> none,
            Function<? super Mixing, ? extends R> mixing,
            Function<? super Arpc, ? extends R> completing,
            Function<? super Gibbs, ? extends R> redrawing,
            Function<? super SelfCorrection, ? extends R> finishing);

    /** No correction. */
    record None() implements Corrector {
        @Override
        public boolean remasks() {
            return false;
        }

        @Override
        public boolean ofMasks() {
            return false;
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
            return none.get();
        }
    }

    /**
     * Replaces tokens of a finished block one by one by what the network holds for likelier (GIDD, arXiv 2503.04482).
     *
     * @param rounds at most
     * @param patience rounds without progress
     * @param temperature of the proposals
     */
    record SelfCorrection(int rounds, int patience, double temperature) implements Corrector {

        /** Checks the settings. */
        public SelfCorrection {
            Problems.in("sampling.corrector")
                    .check(
                            rounds >= 1 && rounds <= 1_000_000,
                            "rounds",
                            "must be between 1 and 1000000, got %d",
                            rounds)
                    .check(patience >= 1, "patience", "must be at least 1, got %d", patience)
                    .check(
                            temperature > 0 && Double.isFinite(temperature),
                            "temperature",
                            "must be positive, got %s",
                            temperature)
                    .rejectIfAny();
        }

        @Override
        public boolean remasks() {
            return false;
        }

        @Override
        public boolean ofMasks() {
            return false;
        }

        @Override
        public double expectedCalls(double steps) {
            return steps + rounds / 2.0;
        }

        @Override
        public <R> R match(
                Supplier<? extends R> none,
                Function<? super Mixing, ? extends R> mixing,
                Function<? super Arpc, ? extends R> completing,
                Function<? super Gibbs, ? extends R> redrawing,
                Function<? super SelfCorrection, ? extends R> finishing) {
            return finishing.apply(this);
        }
    }
}
