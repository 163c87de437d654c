package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GiddNetwork;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * GIDD's transformer. Instead of rotary frequencies its folders have tables of cosines and sines for every position,
 * the values' part of which turns nothing. They are computed here, and tables of other rotations are refused; those of
 * a folder in half precision are rounded, and a network here turns by angles that are not.
 *
 * @param factor B of the noise that it was trained under
 * @param positions that there are
 */
record GiddRules(double factor, int positions) implements WeightRules {
    private static final String COSINES = "rotary_emb.cos_cached";
    private static final String SINES = "rotary_emb.sin_cached";
    private static final String INPUT_BIAS = "logit_bias";
    private static final int PARTS = 3;
    private static final double BASE = 10_000;

    /** How far rounding to bf16 takes a number up to 1 at most, and the rounding of large angles besides. */
    private static final double ROUNDING = 1.0 / 256;

    @Override
    public String embedding() {
        return "vocab_embed.embedding";
    }

    @Override
    public boolean stored(String weight) {
        return true;
    }

    @Override
    public Map<String, long[]> optional(BackboneSpec spec) {
        long[] table = {1, positions, PARTS, 1, spec.headWidth()};
        return Map.of(COSINES, table, SINES, table, INPUT_BIAS, new long[] {1, 1, 1});
    }

    @Override
    public boolean ignored(String tensor) {
        return false;
    }

    @Override
    public Map<String, Safetensors.Tensor> filled(
            WeightLayout layout, Map<String, Safetensors.Tensor> stored, WeightFiles files) {
        return Map.of();
    }

    @Override
    public Network network(BackboneSpec stated, WeightFiles files) throws IOException {
        requireTable(stated, files, COSINES, Math::cos, 1);
        requireTable(stated, files, SINES, Math::sin, 0);
        float bias = files.has(INPUT_BIAS) ? files.read(INPUT_BIAS).values()[0] : 0;
        return new GiddNetwork(factor, bias, positions);
    }

    private void requireTable(
            BackboneSpec spec, WeightFiles files, String name, DoubleUnaryOperator function, double unturned)
            throws IOException {
        if (!files.has(name)) {
            return;
        }
        float[] table = files.read(name).values();
        int width = spec.headWidth();
        for (int i = 0; i < table.length; i++) {
            int rank = i % width % (width / 2);
            int part = i / width % PARTS;
            int position = i / (PARTS * width);
            double angle = position * Math.pow(BASE, -2.0 * rank / width);
            double wanted = part == PARTS - 1 ? unturned : function.applyAsDouble(angle);
            if (Math.abs(table[i] - wanted) > ROUNDING) {
                throw new InvalidSettingException(files + ": value " + i + " of " + name + " is " + table[i]
                        + ", and rotary positions of base 10000 have " + (float) wanted + " there");
            }
        }
    }
}
