package dev.dlmbench.process;

/**
 * Which distribution over K real tokens is made of logits. The filters apply to the tempered distribution, one after
 * another: the k most probable tokens, then minimum probability, then top-p (nucleus); what is left is normalised.
 *
 * @param temperature that divides the logits
 * @param topK how many of the most probable tokens are kept; 0 keeps all
 * @param minP share of the most probable token's probability that a token needs to be kept; 0 keeps all
 * @param topP p, the probability that the nucleus holds; 1 keeps all
 * @param crossing whether the token with which the nucleus first holds more than p is kept
 */
public record Distribution(double temperature, int topK, double minP, double topP, boolean crossing) {

    /** Returns whether there is a filter. */
    public boolean filtered() {
        return topK > 0 || minP > 0 || topP < 1;
    }
}
