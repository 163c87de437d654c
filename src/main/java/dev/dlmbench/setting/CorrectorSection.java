package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.Gibbs;
import dev.dlmbench.sampling.Mixing;

/**
 * Section {@code sampling.corrector}: what remasks or renoises tokens that were drawn. Each kind takes its keys by
 * their names.
 */
final class CorrectorSection implements Section<Corrector> {
    private final Key<String> kind;

    /**
     * Declares the keys.
     *
     * @param ofBlocks the same rows, for keys that say nothing of autoregression
     */
    CorrectorSection(SettingRows<Corrector> rows, SettingRows<Corrector> ofBlocks) {
        kind = ofBlocks.word(
                "kind",
                Corrector.kinds().names(),
                is("none"),
                "what remasks or renoises tokens that were drawn",
                Corrector.kinds()::name);
        mixing(rows);
        arpc(rows.as(Arpc.class));
        selfCorrection(rows.as(Corrector.SelfCorrection.class));
        gibbs(rows.as(Gibbs.class));
    }

    private static void mixing(SettingRows<Corrector> rows) {
        rows.as(Mixing.Psi.class).decimal("kappa", is("1"), "psi: share of the ancestral step", Mixing.Psi::kappa);
        rows.as(Mixing.OfStrength.class)
                .decimal(
                        "eta",
                        is("0"),
                        "remdm, psi-cap, psi-rescale, psi-loop: probability of a visible token to be masked, or drawn, again, or"
                                + " its share of the largest there can be",
                        Mixing.OfStrength::eta);
        rows.as(Mixing.Windowed.class)
                .range(
                        "window",
                        is("[0, 1]"),
                        "psi, remdm: the times between which there is correction; time 1 is all noise",
                        corrector -> new Window(corrector.until(), corrector.from()));
    }

    private static void arpc(SettingRows<Arpc> rows) {
        rows.choice("score", Arpc.Score.class, is("nll"), "arpc: what marks a token as wrong", Arpc::score);
        rows.choice(
                "rule",
                Arpc.Rule.class,
                is("top"),
                "arpc: the worst positions, or positions drawn in proportion to the score",
                Arpc::rule);
        rows.integer("warmup", is("0"), "arpc: steps before the first correction", Arpc::warmup);
        rows.integer("period", is("1"), "arpc: steps from one correction to the next", Arpc::period);
    }

    private static void selfCorrection(SettingRows<Corrector.SelfCorrection> rows) {
        rows.integer(
                "rounds", is("128"), "self-correction: calls for a block at most", Corrector.SelfCorrection::rounds);
        rows.integer(
                "patience",
                is("32"),
                "self-correction: calls without progress at most",
                Corrector.SelfCorrection::patience);
        rows.decimal(
                "temperature", is("1"), "self-correction: divides the logits", Corrector.SelfCorrection::temperature);
    }

    private static void gibbs(SettingRows<Gibbs> rows) {
        rows.integer(
                "corrections",
                is("2"),
                "gibbs: corrections behind a corrected step, each one of the block's calls",
                Gibbs::corrections);
        rows.integer("positions", is("12"), "gibbs: positions that a correction redraws", Gibbs::positions);
        rows.choice(
                "choice",
                Gibbs.Choice.class,
                is("margin"),
                "gibbs: the positions whose state is least likely beside the likeliest other, or any",
                Gibbs::choice);
        rows.decimal(
                "choiceTemperature",
                is("1"),
                "gibbs: of the noise on margins by which positions are chosen; 0 for none",
                Gibbs::choiceTemperature);
    }

    @Override
    public Corrector read(PointValues values) {
        return Corrector.kinds().make(values.get(kind), PartValues.of(values, "sampling.corrector"));
    }
}
