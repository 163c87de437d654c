package dev.dlmbench.pretrained;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.GivenFrequencies;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.WeightLayout;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.io.InputStream;
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
    private static final String EMBEDDING = "vocab_embed.embedding";

    /**
     * Reads a folder. No pickled file is ever opened.
     *
     * @throws InvalidSettingException if a file is missing or unsound, the configuration is of no family, or the
     *     weights are not those that it tells of; each of them is named
     */
    public static PretrainedModel read(Path folder) throws IOException {
        requireFolder(folder);
        ModelConfig config = ModelConfig.read(folder);
        Family family = family(config);
        try (WeightFiles files = WeightFiles.open(folder)) {
            int vocabulary = vocabulary(files, config, folder);
            BackboneSpec stated = backbone(family, config);
            WeightLayout layout = stated.network().layout(stated, vocabulary);
            boolean adaptiveNorm = family.adaptiveNorm(config);
            ExpectedWeights expected = ExpectedWeights.of(adaptiveNorm, stated, layout);
            expected.require(files, folder.toString());
            Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(expected.read(files));
            if (!adaptiveNorm) {
                tensors.putAll(NeutralConditioning.of(layout));
            }
            boolean given = files.has(ExpectedWeights.FREQUENCIES)
                    && !config.own().has(ConfigWriter.ROTARY_BASE); // if so, the file has them rounded
            BackboneSpec spec = given ? stated.with(frequencies(files.read(ExpectedWeights.FREQUENCIES))) : stated;
            return new PretrainedModel(family, family.conventions(config), Weights.of(tensors, "", spec, vocabulary));
        }
    }

    /**
     * Writes the configuration and the weights into a folder that is there; {@link #read} gives the same from it.
     *
     * @param sequence n, the tokens that the network was trained on at a time
     */
    public void write(Path folder, int sequence) throws IOException {
        Files.write(folder.resolve(ModelConfig.FILE), Json.pretty(ConfigWriter.config(this, sequence)));
        String prefix = family.prefix();
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>(weights.named(prefix));
        tensors.put(prefix + ExpectedWeights.FREQUENCIES, ConfigWriter.frequencies(weights.spec()));
        Safetensors.write(folder.resolve(WeightFiles.SINGLE), tensors, Map.of("format", "pt"));
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
        byte[] buffer = new byte[1 << 16];
        for (String name : names) {
            Path file = folder.resolve(name);
            byte[] title = name.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(12)
                    .putInt(title.length)
                    .putLong(Files.size(file))
                    .flip());
            digest.update(title);
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    digest.update(buffer, 0, count);
                }
            }
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
                .filter(family -> family.recognises(config))
                .findFirst()
                .orElseThrow(() -> new InvalidSettingException(config + " is of no known family (model_type is '"
                        + config.word("model_type") + "'); known are "
                        + Names.listed(
                                Arrays.stream(Family.values()).map(Family::id).toList())));
    }

    private static int vocabulary(WeightFiles files, ModelConfig config, Path folder) {
        if (!files.has(EMBEDDING)) {
            throw new InvalidSettingException(folder + " has no weight " + EMBEDDING);
        }
        long[] shape = files.shape(EMBEDDING);
        if (shape.length != 2 || shape[0] < 1) {
            throw new InvalidSettingException(
                    folder + ": " + EMBEDDING + " has shape " + Arrays.toString(shape) + ", not one row for each id");
        }
        config.wholeIfAny("vocab_size").ifPresent(stated -> {
            if (stated != shape[0]) {
                throw new InvalidSettingException(config + ": vocab_size is " + stated + ", but " + EMBEDDING
                        + " has shape " + Arrays.toString(shape));
            }
        });
        return (int) shape[0];
    }

    private static BackboneSpec backbone(Family family, ModelConfig config) {
        try {
            return family.backbone(config);
        } catch (InvalidSettingException e) {
            throw e.problems().isEmpty() ? e : new InvalidSettingException(config + ": " + e.getMessage(), e);
        }
    }

    private static GivenFrequencies frequencies(Safetensors.Tensor tensor) {
        List<Double> frequencies = new ArrayList<>();
        for (float value : tensor.values()) {
            frequencies.add((double) value);
        }
        return new GivenFrequencies(frequencies);
    }
}
