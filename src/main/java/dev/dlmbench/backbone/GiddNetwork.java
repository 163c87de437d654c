package dev.dlmbench.backbone;

import dev.dlmbench.base.Problems;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The diffusion transformer as GIDD has it (arXiv 2503.04482): its time input is t itself, and a constant may be added
 * to the logit of the id that a position shows. A caller states the noise level minus ln alpha as everywhere; the
 * program finds the t of it, for the network's own noise, alpha = (1 - t) / (1 + B sqrt(t (1 - t))). It is not trained
 * here.
 *
 * @param factor B, which is 2 p / (1 - p) for a share p of uniform tokens halfway; 0 is masked noise alone
 * @param inputBias what is added to the logit of the id that a position shows
 * @param known how many positions the weights were made for
 */
public record GiddNetwork(double factor, double inputBias, int known) implements DerivedNetwork {

    @Override
    public Network base() {
        return StandardNetwork.DIT;
    }

    @Override
    public void check(int width, int heads, Problems problems) {
        base().check(width, heads, problems);
        problems.check(known >= 1, "network", "must have a position at least, got %d", known)
                .check(
                        factor >= 0 && Double.isFinite(factor),
                        "network",
                        "must have a share of uniform tokens of at least 0 and below 1, got a factor of %s",
                        factor);
    }

    @Override
    public Map<String, Object> attributes(BackboneSpec spec) {
        Map<String, Object> attributes = new HashMap<>(base().attributes(spec));
        attributes.put("hybrid_factor", factor);
        attributes.put("input_bias", inputBias);
        return attributes;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.complementOf(EnumSet.of(Ability.TRAINING, Ability.ENERGY));
    }

    @Override
    public OptionalInt positions() {
        return OptionalInt.of(known);
    }
}
