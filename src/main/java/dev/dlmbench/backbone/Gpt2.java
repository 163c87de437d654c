package dev.dlmbench.backbone;

import dev.dlmbench.backbone.WeightLayout.Start;
import dev.dlmbench.base.Problems;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The architecture of GPT-2 (Radford et al., 2019): learned positions, layer norm with a bias before attention and MLP,
 * causal attention, an MLP four times as wide with the tanh form of GELU. The names and shapes of its weights are those
 * of the published ones, but for the output layer, which is stored beside the embedding and has a bias.
 *
 * @param known how many positions there are
 */
public record Gpt2(int known) implements Network {

    @Override
    public String id() {
        return "gpt2";
    }

    @Override
    public void check(int width, int heads, Problems problems) {
        problems.check(known >= 1, "network", "must have a position at least, got %d", known);
    }

    @Override
    public WeightLayout layout(BackboneSpec spec, int vocabulary) {
        int width = spec.width();
        WeightLayout.Builder weights = new WeightLayout.Builder()
                .matrix("wte.weight", vocabulary, width, Start.UNIFORM)
                .matrix("wpe.weight", known, width, Start.UNIFORM);
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "h." + i + ".";
            weights.norm(layer + "ln_1", width)
                    .transposed(layer + "attn.c_attn", width, 3 * width, Start.UNIFORM)
                    .transposed(layer + "attn.c_proj", width, width, Start.UNIFORM)
                    .norm(layer + "ln_2", width)
                    .transposed(layer + "mlp.c_fc", width, 4 * width, Start.UNIFORM)
                    .transposed(layer + "mlp.c_proj", 4 * width, width, Start.UNIFORM);
        }
        return weights.norm("ln_f", width)
                .linear("lm_head", vocabulary, width, Start.ZEROS)
                .build();
    }

    @Override
    public List<String> files() {
        return List.of("gpt2/network.py", "gpt2/decoding.py");
    }

    @Override
    public Map<String, Integer> constants() {
        return Map.of();
    }

    @Override
    public Map<String, Object> attributes(BackboneSpec spec) {
        return Map.of("heads", spec.heads());
    }

    @Override
    public List<String> tensorLists() {
        return List.of();
    }

    @Override
    public Set<AttentionPattern> patterns() {
        return EnumSet.of(AttentionPattern.CAUSAL);
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.of(Ability.PREDICTION, Ability.DECODING, Ability.BF16);
    }

    @Override
    public OptionalInt positions() {
        return OptionalInt.of(known);
    }
}
