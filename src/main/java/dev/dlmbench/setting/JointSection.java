package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.ImportanceResampling;
import dev.dlmbench.sampling.JointProposal;

/** Section {@code sampling.joint}: how the tokens of one step depend on each other. */
final class JointSection implements Section<JointProposal> {
    private final Key<String> kind;

    /**
     * Declares the keys.
     *
     * @param ofBlocks the same rows, for keys that say nothing of autoregression
     */
    JointSection(SettingRows<JointProposal> rows, SettingRows<JointProposal> ofBlocks) {
        kind = ofBlocks.word(
                "kind",
                JointProposal.kinds().names(),
                is("independent"),
                "how the tokens of one step depend on each other: not at all, by the choice among candidates that another"
                        + " model weighs (EDLM), or as in another model (copula)",
                JointProposal.kinds()::name);
        SettingRows<ImportanceResampling> resampling = rows.as(ImportanceResampling.class);
        resampling.choice(
                "energy",
                ImportanceResampling.Energy.class,
                is("ar"),
                "importance-resampling: candidates are weighed by the companion's probability of the whole block, or of its"
                        + " masked tokens, or by the energy that it is",
                ImportanceResampling::energy);
        resampling.integer(
                "candidates",
                is("2"),
                "importance-resampling: candidates for a block",
                ImportanceResampling::candidates);
        resampling.decimal(
                "temperature",
                is("1"),
                "importance-resampling: divides the log weights",
                ImportanceResampling::temperature);
        resampling.range(
                "window",
                is("[0, 1]"),
                "importance-resampling: the times between which candidates are weighed; time 1 is all noise",
                part -> new Window(part.until(), part.from()));
    }

    @Override
    public JointProposal read(PointValues values) {
        return JointProposal.kinds().make(values.get(kind), PartValues.of(values, "sampling.joint"));
    }
}
