package dev.dlmbench.backbone;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The values of all weights of a backbone, in the order of its layout.
 *
 * @param spec the shape of the network
 * @param vocabulary V, ids including the mask id, which is the last
 * @param values one array per weight, row by row
 */
public record Weights(BackboneSpec spec, int vocabulary, List<float[]> values) {

    /** Copies the list; the arrays are the caller's to leave alone. */
    public Weights {
        values = List.copyOf(values);
    }

    /** Returns the number of trainable parameters for {@code vocabulary} ids, the mask id included. */
    public static long parameters(BackboneSpec spec, int vocabulary) {
        return WeightLayout.of(spec, vocabulary).parameters();
    }

    /** Returns how many ids, the mask id included, a network with so many trainable parameters tells apart. */
    public static int vocabulary(BackboneSpec spec, long parameters) {
        long without = parameters(spec, 0);
        return (int) Math.max(1, (parameters - without) / (parameters(spec, 1) - without));
    }

    /**
     * Returns fresh weights: linear layers and the embedding uniform in plus or minus one over the root of the fan-in,
     * gains one, adaptive layer norm and the output layer zero (DiT's adaLN-zero), so that a fresh network gives equal
     * logits.
     */
    public static Weights initial(BackboneSpec spec, int vocabulary, SplittableRandom random) {
        List<float[]> values = new ArrayList<>();
        for (WeightLayout.Weight weight : WeightLayout.of(spec, vocabulary).weights()) {
            float[] value = new float[weight.size()];
            double bound = 1 / Math.sqrt(weight.fanIn());
            switch (weight.start()) {
                case ONES -> Arrays.fill(value, 1);
                case ZEROS -> {}
                case UNIFORM -> {
                    for (int i = 0; i < value.length; i++) {
                        value[i] = (float) (bound * (2 * random.nextDouble() - 1));
                    }
                }
                case IDENTITY -> {
                    for (int i = 0; i < value.length; i++) {
                        int row = i / weight.columns();
                        int column = i % weight.columns();
                        boolean square = column < weight.rows();
                        value[i] = square ? (row == column ? 1 : 0) : (float) (bound * (2 * random.nextDouble() - 1));
                    }
                }
            }
            values.add(value);
        }
        return new Weights(spec, vocabulary, values);
    }

    /** Returns the same with the values of {@code other} wherever it has a weight of the same name and shape. */
    public Weights startingFrom(Weights other) {
        Map<String, Safetensors.Tensor> known = other.named("");
        Map<String, Safetensors.Tensor> all = named("");
        all.replaceAll((name, own) -> {
            Safetensors.Tensor given = known.get(name);
            return given != null && Arrays.equals(given.shape(), own.shape()) ? given : own;
        });
        return of(all, "", spec, vocabulary);
    }

    /**
     * Reads weights in the layout of the published MDLM and BD3-LM networks.
     *
     * @throws InvalidSettingException if a weight is missing or has another shape; tensors that no layer uses are left
     *     aside
     */
    public static Weights read(Path file, BackboneSpec spec, int vocabulary) throws IOException {
        try {
            return of(Safetensors.read(file), "", spec, vocabulary);
        } catch (InvalidSettingException e) {
            throw new InvalidSettingException(file + ": " + e.getMessage(), e);
        }
    }

    /** Writes the weights as safetensors. */
    public void write(Path file) throws IOException {
        Safetensors.write(file, named(""));
    }

    /** Returns the tensors by name, each name after {@code prefix}. */
    public Map<String, Safetensors.Tensor> named(String prefix) {
        List<WeightLayout.Weight> layout = WeightLayout.of(spec, vocabulary).weights();
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < layout.size(); i++) {
            tensors.put(
                    prefix + layout.get(i).name(),
                    new Safetensors.Tensor(layout.get(i).shape(), values.get(i)));
        }
        return tensors;
    }

    /** Returns the weights among {@code tensors} whose names start with {@code prefix}. */
    public static Weights of(
            Map<String, Safetensors.Tensor> tensors, String prefix, BackboneSpec spec, int vocabulary) {
        List<float[]> values = new ArrayList<>();
        for (WeightLayout.Weight weight : WeightLayout.of(spec, vocabulary).weights()) {
            Safetensors.Tensor tensor = tensors.get(prefix + weight.name());
            if (tensor == null) {
                throw new InvalidSettingException("there is no weight " + prefix + weight.name());
            }
            if (!Arrays.equals(tensor.shape(), weight.shape())) {
                throw new InvalidSettingException(prefix + weight.name() + " has shape "
                        + Arrays.toString(tensor.shape()) + ", but the network needs "
                        + Arrays.toString(weight.shape()));
            }
            values.add(tensor.values());
        }
        return new Weights(spec, vocabulary, values);
    }
}
