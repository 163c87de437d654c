package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;
import dev.dlmbench.process.Distribution;

/**
 * How a position's token is proposed from the network's logits. The filters apply to the tempered distribution, one
 * after another: the k most probable tokens, then minimum probability, then the nucleus.
 *
 * @param temperature that divides the logits
 * @param topK how many of the most probable tokens are kept; 0 keeps all
 * @param minP share of the most probable token's probability that a token needs to be kept; 0 keeps all
 * @param topP p, the probability that the nucleus holds; 1 keeps all
 * @param topPRule what happens to the token at its border
 * @param greedy when the most probable token is taken in place of a draw
 * @param tail whose most probable token a greedy step to time 0 takes, where noise looks like tokens
 */
public record Proposal(
        double temperature, int topK, double minP, double topP, TopPRule topPRule, Greedy greedy, Tail tail) {

    /** Draws from the distribution as it is. */
    public static final Proposal PLAIN = new Proposal(1, 0, 0, 1, TopPRule.CROSSING, Greedy.NEVER);

    /** What happens to the token with which the nucleus first holds more than p. */
    public enum TopPRule {
        /** It is kept: the smallest set that holds at least p (Holtzman et al., arXiv 1904.09751). */
        CROSSING,
        /** It is dropped: the largest set that holds at most p, or the most probable token alone (BD3-LM's code). */
        BELOW
    }

    /** Whose most probable token a greedy step to time 0 takes. A mask says nothing, and both are one. */
    public enum Tail {
        /**
         * The prediction's, which leaves out what the position itself holds, and replaces that whatever it is (greedy
         * tail of Duo, arXiv 2506.10892, and BlockGen, 2606.02241).
         */
        PREDICTION,
        /**
         * The posterior's: the prediction times the likelihood of what the position holds, which says the more the less
         * noise is left. What was settled stays unless the other positions speak against it more strongly.
         */
        POSTERIOR
    }

    /** When the most probable token is taken in place of a draw. */
    public enum Greedy {
        /** Never. */
        NEVER,
        /** In a block's last step only, which goes to time 0 (BlockGen, arXiv 2606.02241). */
        LAST,
        /**
         * In a step of its own behind the last one: the steps go down to time 1e-5, and from there one call more, T + 1
         * in all, has every position that is not settled take its most probable token (greedy tail of Duo, arXiv
         * 2506.10892; ReMDM, 2503.00307).
         */
        AFTER,
        /** Always. */
        ALWAYS
    }

    /** Checks the settings. */
    public Proposal {
        Problems.in("sampling")
                .check(
                        temperature > 0 && Double.isFinite(temperature),
                        "temperature",
                        "must be positive, got %s",
                        temperature)
                .check(topK >= 0, "topK", "must not be negative, got %d", topK)
                .check(minP >= 0 && minP <= 1, "minP", "must be between 0 and 1, got %s", minP)
                .check(topP > 0 && topP <= 1, "topP", "must be positive and at most 1, got %s", topP)
                .rejectIfAny();
    }

    /** Creates a proposal whose greedy steps take the prediction's most probable tokens. */
    public Proposal(double temperature, int topK, double minP, double topP, TopPRule topPRule, Greedy greedy) {
        this(temperature, topK, minP, topP, topPRule, greedy, Tail.PREDICTION);
    }

    /** Returns the same without a greedy last step, for tokens drawn one by one. */
    public Proposal withoutTail() {
        return greedy == Greedy.LAST || greedy == Greedy.AFTER
                ? new Proposal(temperature, topK, minP, topP, topPRule, Greedy.NEVER)
                : this;
    }

    /** Returns the same at the same temperature without any filter. */
    Proposal unfiltered() {
        return new Proposal(temperature, 0, 0, 1, topPRule, greedy, tail);
    }

    /** Returns what is drawn from, without how. */
    Distribution distribution() {
        return new Distribution(temperature, topK, minP, topP, topPRule == TopPRule.CROSSING);
    }
}
