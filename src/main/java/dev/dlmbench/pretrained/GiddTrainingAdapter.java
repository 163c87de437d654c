package dev.dlmbench.pretrained;

import com.google.errorprone.annotations.Immutable;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GiddNetwork;

/**
 * GIDD as its training saves it, recognised by {@code max_seq_len} among the settings of the section {@code model}. It
 * differs from {@link GiddAdapter} in that the vocabulary is filled up to a multiple of 128, whose rows take part in
 * the softmax, and in {@code logit_bias}, which is added to the logit of the id that a position shows.
 */
@Immutable
final class GiddTrainingAdapter implements Adapter {
    private static final int MULTIPLE = 128;

    @Override
    public boolean recognises(ModelConfig config) {
        return !config.has("model_type") && config.section("model").has("max_seq_len");
    }

    @Override
    public BackboneSpec backbone(ModelConfig config) {
        ModelConfig model = config.section("model");
        return Sizes.ofTraining(model, model.whole("cond_dim"), true)
                .with(new GiddNetwork(GiddAdapter.factor(model), 0, model.whole("max_seq_len")));
    }

    @Override
    public double uniformShare(ModelConfig config) {
        return config.section("model").number(GiddAdapter.SHARE, 0);
    }

    @Override
    public WeightRules rules(ModelConfig config) {
        ModelConfig model = config.section("model");
        return new GiddRules(GiddAdapter.factor(model), model.whole("max_seq_len"));
    }

    @Override
    public int rows(int vocabulary) {
        return (vocabulary + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
    }

    @Override
    public Conventions conventions(ModelConfig config) {
        return GiddAdapter.ofGidd();
    }
}
