package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A published network: a folder of {@code config.json} and {@code model.safetensors}, or of several files with
 * {@code model.safetensors.index.json}.
 *
 * @param family that its configuration is of
 * @param conventions that it was trained under
 * @param weights in single precision; ids are those of the folder, so the mask id need not be the last
 */
public record PretrainedModel(Family family, Conventions conventions, Weights weights) {
    /**
     * Reads a folder. No pickled file is ever opened.
     *
     * @throws InvalidSettingException if a file is missing or unsound, the configuration is of no family, or the
     *     weights are not those that it tells of; each of them is named
     */
    public static PretrainedModel read(Path folder) throws IOException {
        try (WeightFiles files = open(folder)) {
            ModelConfig config = ModelConfig.read(folder);
            Description found = describe(files, config);
            BackboneSpec stated = found.backbone();
            WeightRules rules = found.family().adapter().rules(config);
            WeightLayout layout = stated.network().layout(stated, found.vocabulary());
            Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(
                    ExpectedWeights.of(rules, stated, layout).read(files));
            tensors.putAll(rules.filled(layout, tensors, files));
            BackboneSpec spec = stated.with(rules.network(stated, files));
            return new PretrainedModel(
                    found.family(), found.conventions(), Weights.of(tensors, "", spec, found.vocabulary()));
        }
    }

    /**
     * Writes the configuration and the weights into a folder that is there; {@link #read} gives the same from it.
     *
     * @param sequence n, the tokens that the network was trained on at a time
     * @param uniformShare of uniform tokens halfway, if it was trained under hybrid noise
     */
    public void write(Path folder, int sequence, double uniformShare) throws IOException {
        Files.write(folder.resolve(ModelConfig.FILE), Json.pretty(ConfigWriter.config(this, sequence, uniformShare)));
        String prefix = family.adapter().prefix();
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(weights.named(prefix));
        tensors.put(prefix + TransformerRules.FREQUENCIES, ConfigWriter.frequencies(weights.spec()));
        Safetensors.write(folder.resolve(WeightFiles.SINGLE), tensors, Map.of("format", "pt"));
    }

    /**
     * What is known of a folder before any weight is read.
     *
     * @param family that its configuration is of
     * @param conventions that it was trained under
     * @param backbone the network; its rotary frequencies are those of the base
     * @param vocabulary V, the rows of the embedding
     * @param uniformShare of uniform tokens halfway, if it was trained under hybrid noise
     * @param beginning the id that begins a text, if the configuration states it
     * @param end the id that ends a text, if the configuration states it
     */
    public record Description(
            Family family,
            Conventions conventions,
            BackboneSpec backbone,
            int vocabulary,
            double uniformShare,
            OptionalInt beginning,
            OptionalInt end) {}

    /**
     * Reads the configuration of a folder and the names and shapes of its weights.
     *
     * @throws InvalidSettingException as {@link #read} does, but for values that are no numbers
     */
    public static Description describe(Path folder) throws IOException {
        try (WeightFiles files = open(folder)) {
            return describe(files, ModelConfig.read(folder));
        }
    }

    /**
     * Returns how many trainable parameters a folder's network has here, with a row for a mask in any case; what is
     * filled in for this program is not counted.
     *
     * @param vocabulary ids here, the mask id included
     * @throws InvalidSettingException as {@link #describe} does
     */
    public static long parameters(Path folder, int vocabulary) throws IOException {
        BackboneSpec spec = describe(folder).backbone();
        ModelConfig config = ModelConfig.read(folder);
        WeightRules rules = family(config).adapter().rules(config);
        return spec.network().layout(spec, vocabulary).weights().stream()
                .filter(weight -> rules.stored(weight.name()))
                .mapToLong(WeightLayout.Weight::size)
                .sum();
    }

    private static WeightFiles open(Path folder) throws IOException {
        requireFolder(folder);
        family(ModelConfig.read(folder)); // what no family has needs no weights
        return WeightFiles.open(folder);
    }

    private static Description describe(WeightFiles files, ModelConfig config) {
        Family family = family(config);
        WeightRules rules = family.adapter().rules(config);
        int vocabulary = vocabulary(files, config, family.adapter(), rules.embedding());
        BackboneSpec spec = backbone(family, config);
        ExpectedWeights.of(rules, spec, spec.network().layout(spec, vocabulary)).require(files, files.toString());
        return new Description(
                family,
                family.adapter().conventions(config),
                spec,
                vocabulary,
                family.adapter().uniformShare(config),
                config.wholeIfAny("bos_token_id"),
                config.wholeIfAny("eos_token_id"));
    }

    /**
     * Returns the SHA-256 of everything that {@link #read} reads, names included, as 64 hexadecimal digits. It does not
     * depend on where the folder lies.
     *
     * @throws InvalidSettingException if a file is missing
     */
    public static String hash(Path folder) throws IOException {
        requireFolder(folder);
        ModelConfig.read(folder);
        List<String> names = new ArrayList<>(List.of(ModelConfig.FILE));
        Set<String> weights = WeightFiles.names(folder);
        names.addAll(weights);
        if (!weights.contains(WeightFiles.SINGLE)) {
            names.add(WeightFiles.INDEX);
        }
        MessageDigest digest = Hashes.sha256();
        for (String name : names) {
            Path file = folder.resolve(name);
            byte[] title = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(12)
                    .putInt(title.length)
                    .putLong(Files.size(file))
                    .flip());
            digest.update(title);
            Hashes.add(digest, file);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void requireFolder(Path folder) {
        WeightFiles.refusePickle(folder);
        if (!Files.isDirectory(folder)) {
            throw new InvalidSettingException(folder + " is not a folder with " + ModelConfig.FILE + " and weights");
        }
    }

    private static Family family(ModelConfig config) {
        return Arrays.stream(Family.values())
                .filter(family -> family.adapter().recognises(config))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(config + " is of no known family (model_type is '"
                        + config.word("model_type") + "'); known are "
                        + Names.listed(
                                Arrays.stream(Family.values()).map(Family::id).toList())));
    }

    private static int vocabulary(WeightFiles files, ModelConfig config, Adapter adapter, String embedding) {
        if (!files.has(embedding)) {
            throw new InvalidSettingException(files + " has no weight " + embedding);
        }
        long[] shape = files.shape(embedding);
        if (shape.length != 2 || shape[0] < 1) {
            throw new InvalidSettingException(
                    files + ": " + embedding + " has shape " + Arrays.toString(shape) + ", not one row for each id");
        }
        config.wholeIfAny(adapter.sizeKey()).ifPresent(stated -> {
            if (adapter.rows(stated) != shape[0]) {
                throw new InvalidSettingException(config + ": " + adapter.sizeKey() + " is " + stated + ", but "
                        + embedding + " has shape " + Arrays.toString(shape));
            }
        });
        return (int) shape[0];
    }

    private static BackboneSpec backbone(Family family, ModelConfig config) {
        try {
            return family.adapter().backbone(config);
        } catch (InvalidSettingException e) {
            throw e.problems().isEmpty() ? e : new InvalidSettingException(config + ": " + e.getMessage(), e);
        }
    }
}
