package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Network;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import java.io.IOException;
import java.util.Map;

/** How the tensors of a folder become the weights of a network. */
interface WeightRules {
    /** Returns the name of the token embedding, which has a row for each id. */
    String embedding();

    /** Returns whether a weight of the layout is a tensor of the folder; if not, {@link #filled} makes it. */
    boolean stored(String weight);

    /**
     * Returns the shape of each tensor that the folder may have besides, and that says something of the network.
     *
     * @param spec the shape of the network
     */
    Map<String, long[]> optional(BackboneSpec spec);

    /** Returns whether a tensor, under a name such as the network's, says nothing of it. */
    boolean ignored(String tensor);

    /**
     * Returns the weights that are not stored, by name.
     *
     * @param stored those that are
     * @throws dev.dlmbench.base.InvalidSettingException if what the folder has besides contradicts the network
     */
    Map<String, Safetensors.Tensor> filled(
            WeightLayout layout, Map<String, Safetensors.Tensor> stored, WeightFiles files) throws IOException;

    /**
     * Returns the network with what the folder has besides, such as frequencies.
     *
     * @param stated the network of the configuration
     * @throws dev.dlmbench.base.InvalidSettingException if that contradicts the network
     */
    Network network(BackboneSpec stated, WeightFiles files) throws IOException;
}
