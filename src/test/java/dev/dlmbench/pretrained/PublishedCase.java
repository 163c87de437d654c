package dev.dlmbench.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.fixture.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Numbers that the authors' programs made with the weights of a folder: two sequences, clean and noisy, their logits
 * and losses.
 */
record PublishedCase(Path folder, JsonNode values) {
    static PublishedCase of(String name) throws IOException {
        Path folder = folder(name);
        return new PublishedCase(
                folder, new ObjectMapper().readTree(folder.resolve("case.json").toFile()));
    }

    static Path folder(String name) {
        return SharedFiles.require("parity/published/" + name);
    }

    OptionalInt mask() {
        JsonNode mask = values.get("mask_id");
        return mask == null || mask.isNull() ? OptionalInt.empty() : OptionalInt.of(mask.asInt());
    }

    int block(PretrainedModel model) {
        return model.conventions().block().orElse(values.path("block_size").asInt(1));
    }

    /** What the network sees: the noisy sequences, the clean ones after each, or the clean ones but for the last. */
    int[] ids(AttentionPattern pattern) {
        return IntStream.range(0, 2)
                .mapToObj(b -> switch (pattern) {
                    case CAUSAL -> Arrays.copyOf(row("x0", b), row("x0", b).length - 1);
                    case DUAL, DUAL_TOKEN_CAUSAL ->
                        IntStream.concat(Arrays.stream(row("xt", b)), Arrays.stream(row("x0", b)))
                                .toArray();
                    default -> row("xt", b);
                })
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** What the losses are of: the clean sequences, or those but for the first token. */
    int[] targets(AttentionPattern pattern) {
        int from = pattern == AttentionPattern.CAUSAL ? 1 : 0;
        return IntStream.range(0, 2)
                .flatMap(b -> Arrays.stream(row("x0", b)).skip(from))
                .toArray();
    }

    int[] row(String key, int b) {
        return StreamSupport.stream(values.get(key).get(b).spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    /** Returns the noise level of each sequence; 0 where none is stated. */
    float[] levels() {
        return new float[] {
            (float) values.path("sigma").path(0).asDouble(0),
            (float) values.path("sigma").path(1).asDouble(0)
        };
    }

    /** Returns all numbers of a nested list, row by row. */
    double[] numbers(String key) {
        return flat(values.get(key)).mapToDouble(JsonNode::asDouble).toArray();
    }

    private static Stream<JsonNode> flat(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false).flatMap(PublishedCase::flat)
                : Stream.of(node);
    }
}
