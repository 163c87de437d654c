package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;

/** The keys of section {@code sampling} that say which distribution a token is drawn from. */
final class ProposalSection implements Section<Proposal> {
    private final Key<Double> temperature;
    private final Key<Integer> topK;
    private final Key<Double> minP;
    private final Key<Double> topP;
    private final Key<Proposal.TopPRule> topPRule;
    private final Key<Proposal.Greedy> greedy;
    private final Key<Proposal.Tail> tail;

    /**
     * Declares the keys.
     *
     * @param replacing the same rows, for keys that have a meaning where noise replaces tokens alone
     */
    ProposalSection(SettingRows<SamplingSpec> sampling, SettingRows<SamplingSpec> replacing) {
        SettingRows<Proposal> rows = sampling.part(SamplingSpec::proposal);
        temperature = rows.decimal("temperature", is("1"), "divides the logits", Proposal::temperature);
        topK = rows.integer(
                "topK", is("0"), "how many of the most probable tokens are kept; 0 keeps all", Proposal::topK);
        minP = rows.decimal(
                "minP", is("0"), "share of the best token's probability that a token needs to be kept", Proposal::minP);
        topP = rows.decimal("topP", is("1"), "probability that the kept tokens hold; 1 keeps all", Proposal::topP);
        topPRule = rows.where(proposal -> proposal.topP() != 1)
                .choice(
                        "topPRule",
                        Proposal.TopPRule.class,
                        is("crossing"),
                        "whether the token that crosses the nucleus' border is kept, or only what stays below",
                        Proposal::topPRule);
        greedy = rows.choice(
                "greedy",
                Proposal.Greedy.class,
                is("never"),
                "when the most probable token is taken: never, in the last step, in one more step after it, always",
                Proposal::greedy);
        tail = replacing
                .part(SamplingSpec::proposal)
                .where(proposal -> proposal.greedy() != Proposal.Greedy.NEVER)
                .choice(
                        "tail",
                        Proposal.Tail.class,
                        is("posterior"),
                        "uniform, hybrid: whose most probable token the greedy last step takes: the posterior's, which counts"
                                + " what a position holds, or the prediction's, which overwrites it (Duo, BlockGen)",
                        Proposal::tail);
    }

    @Override
    public Proposal read(PointValues values) {
        boolean weighed = values.get(greedy) != Proposal.Greedy.NEVER && values.replaces();
        return new Proposal(
                values.get(temperature),
                values.get(topK),
                values.get(minP),
                values.get(topP),
                values.get(topP) == 1 ? Proposal.TopPRule.CROSSING : values.get(topPRule),
                values.get(greedy),
                weighed ? values.get(tail) : Proposal.Tail.PREDICTION);
    }
}
