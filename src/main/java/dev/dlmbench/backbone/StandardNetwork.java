package dev.dlmbench.backbone;

import dev.dlmbench.backbone.WeightLayout.Start;
import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problems;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The architectures that come with the program. */
public enum StandardNetwork implements Network {
    /**
     * The diffusion transformer of MDLM and BD3-LM (BD3-LM, arXiv 2503.09573, appendix C): pre-norm, rotary positions,
     * adaptive layer norm. The names of its weights are those of the published weights.
     */
    DIT {
        @Override
        public void check(int width, int heads, Problems problems) {
            problems.check(
                    width % heads != 0 || width / heads % 2 == 0,
                    "width",
                    "must give heads of even width for rotary positions, got %d and %d",
                    width,
                    heads);
        }

        @Override
        public WeightLayout layout(BackboneSpec spec, int vocabulary) {
            return transformer(spec, vocabulary)
                    .linear("output_layer.linear", vocabulary, spec.width(), Start.ZEROS)
                    .build();
        }

        @Override
        public List<String> files() {
            return List.of("dit/network.py", "dit/transformer.py", "dit/tokens.py", "dit/decoding.py");
        }

        @Override
        public Map<String, Integer> constants() {
            return Map.of("TIME_FREQUENCIES", TIME_FEATURES / 2);
        }

        @Override
        public Map<String, Object> attributes(BackboneSpec spec) {
            return Map.of(
                    "heads",
                    spec.heads(),
                    "time_conditioning",
                    spec.timeConditioning(),
                    "frequencies",
                    List.of(),
                    "hybrid_factor",
                    -1.);
        }

        @Override
        public List<String> tensorLists() {
            return List.of("folded", "rotary");
        }

        @Override
        public Set<AttentionPattern> patterns() {
            return EnumSet.allOf(AttentionPattern.class);
        }

        @Override
        public Set<Ability> abilities() {
            return EnumSet.complementOf(EnumSet.of(Ability.ENERGY));
        }
    },

    /**
     * An energy: {@link #DIT} without its predictions and its time input (EDLM, arXiv 2410.21357, section 3). A
     * position's input is a linear map of the embeddings of its noisy and of its clean token, which begins as the noisy
     * token's embedding with a little of the clean one's; the mean of all positions goes through a hidden layer and
     * becomes one number, 0 at first.
     */
    ENERGY {
        @Override
        public void check(int width, int heads, Problems problems) {
            DIT.check(width, heads, problems);
        }

        @Override
        public WeightLayout layout(BackboneSpec spec, int vocabulary) {
            int width = spec.width();
            return transformer(spec, vocabulary)
                    .linear("energy.0", width, width, Start.UNIFORM)
                    .matrix("pair_map.weight", width, 2 * width, Start.IDENTITY)
                    .linear("energy.2", 1, width, Start.ZEROS)
                    .build();
        }

        @Override
        public List<String> files() {
            return List.of("dit/network.py", "dit/transformer.py", "energy/energy.py");
        }

        @Override
        public Map<String, Integer> constants() {
            return DIT.constants();
        }

        @Override
        public Map<String, Object> attributes(BackboneSpec spec) {
            return DIT.attributes(spec);
        }

        @Override
        public List<String> tensorLists() {
            return DIT.tensorLists();
        }

        @Override
        public Set<AttentionPattern> patterns() {
            return EnumSet.of(AttentionPattern.BIDIRECTIONAL);
        }

        @Override
        public Set<Ability> abilities() {
            return EnumSet.of(Ability.ENERGY, Ability.TRAINING, Ability.BF16);
        }
    };

    /** Features of the time embedder: 128 cosines and 128 sines. */
    private static final int TIME_FEATURES = 256;

    @Override
    public String id() {
        return Names.of(this);
    }

    /** Begins the layout of the transformer: all weights but those behind its last layer norm. */
    private static WeightLayout.Builder transformer(BackboneSpec spec, int vocabulary) {
        int width = spec.width();
        int conditioning = spec.conditioningDim();
        WeightLayout.Builder weights = new WeightLayout.Builder()
                .matrix("vocab_embed.embedding", vocabulary, width, Start.UNIFORM)
                .linear("sigma_map.mlp.0", conditioning, TIME_FEATURES, Start.UNIFORM)
                .linear("sigma_map.mlp.2", conditioning, conditioning, Start.UNIFORM);
        for (int i = 0; i < spec.layers(); i++) {
            String layer = "blocks." + i + ".";
            weights.vector(layer + "norm1.weight", width, Start.ONES)
                    .linear(layer + "adaLN_modulation", 6 * width, conditioning, Start.ZEROS)
                    .matrix(layer + "attn_qkv.weight", 3 * width, width, Start.UNIFORM)
                    .matrix(layer + "attn_out.weight", width, width, Start.UNIFORM)
                    .vector(layer + "norm2.weight", width, Start.ONES)
                    .linear(layer + "mlp.0", 4 * width, width, Start.UNIFORM)
                    .linear(layer + "mlp.2", width, 4 * width, Start.UNIFORM);
        }
        return weights.vector("output_layer.norm_final.weight", width, Start.ONES)
                .linear("output_layer.adaLN_modulation", 2 * width, conditioning, Start.ZEROS);
    }
}
