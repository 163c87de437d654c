package dev.dlmbench.export;

import dev.dlmbench.json.Json;
import dev.dlmbench.pretrained.Conventions.MaskPlace;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trained model as Hugging Face keeps models: {@code config.json} and {@code model.safetensors} as in its published
 * family, {@code tokenizer.json}, {@code tokenizer_config.json} and the model's card.
 */
public final class HuggingFaceFolder {
    private static final String MASK = "<|mask|>";

    private HuggingFaceFolder() {}

    /**
     * Writes a model.
     *
     * @param folder that is there and empty
     * @param data where texts lie, for nodes that have no tokenizer of their own
     * @return the model as {@link PretrainedModel#read} gives it from the folder
     */
    public static PretrainedModel write(TrainedNode node, ModelFacts facts, Path folder, DataFolder data)
            throws IOException {
        PretrainedModel model = Publication.of(node.spec(), node.weights());
        int sequence = node.spec().data().sequence();
        String tokenizer = node.tokenizer(data);
        model.write(folder, sequence, node.spec().process().written().uniformShare());
        Files.writeString(folder.resolve("tokenizer.json"), tokenizer);
        Files.write(folder.resolve("tokenizer_config.json"), Json.pretty(tokenizerConfig(model, sequence)));
        Files.writeString(
                folder.resolve("README.md"), ModelCard.of(node, model, facts).text());
        return model;
    }

    /** The mask is a token that the library adds behind all others, so that no text spells it. */
    private static Map<String, Object> tokenizerConfig(PretrainedModel model, int sequence) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("tokenizer_class", "PreTrainedTokenizerFast");
        config.put("model_max_length", sequence);
        config.put("clean_up_tokenization_spaces", false);
        if (model.conventions().mask() == MaskPlace.LAST) {
            config.put("mask_token", MASK);
        }
        return config;
    }
}
