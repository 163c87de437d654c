package dev.dlmbench.backbone;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.dlmbench.base.InvalidSettingException;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes, order and initial values of a network's weights.
 *
 * @param weights in the order the program expects them
 */
public record WeightLayout(List<Weight> weights) {

    /** How a weight starts. */
    public enum Start {
        /** Uniform in plus or minus one over the root of the fan-in. */
        UNIFORM,
        /** All zeros: adaptive layer norm and the output start as the identity and as equal logits. */
        ZEROS,
        /** All ones. */
        ONES,
        /** The identity in the first columns, as many as rows; the others uniform as in {@link #UNIFORM}. */
        IDENTITY
    }

    /**
     * One tensor.
     *
     * @param name in the weights file
     * @param rows its first dimension
     * @param columns its second dimension, or 0 for a vector
     * @param start its initial values
     * @param fanIn inputs of the layer it belongs to
     */
    public record Weight(String name, int rows, int columns, Start start, int fanIn) {
        /** Returns its dimensions. */
        public long[] shape() {
            return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
        }

        /**
         * Returns how many numbers it has.
         *
         * @throws InvalidSettingException if that is more than an array can hold
         */
        public int size() {
            long size = (long) rows * Math.max(1, columns);
            if (size > Integer.MAX_VALUE) {
                throw new InvalidSettingException("backbone.width of " + columns + " is too large for a vocabulary of "
                        + rows + ": one layer has at most " + Integer.MAX_VALUE + " weights");
            }
            return (int) size;
        }
    }

    /** Copies the list. */
    public WeightLayout {
        weights = List.copyOf(weights);
    }

    /** A layout while it is written down. */
    public static final class Builder {
        private final List<Weight> weights = new ArrayList<>();

        /** Adds a vector, such as a gain. */
        @CanIgnoreReturnValue
        public Builder vector(String name, int size, Start start) {
            weights.add(new Weight(name, size, 0, start, size));
            return this;
        }

        /** Adds a matrix, or a table of embeddings. */
        @CanIgnoreReturnValue
        public Builder matrix(String name, int rows, int columns, Start start) {
            weights.add(new Weight(name, rows, columns, start, columns));
            return this;
        }

        /** Adds the matrix {@code name.weight} (out, in) and the vector {@code name.bias} (out) of a layer. */
        @CanIgnoreReturnValue
        public Builder linear(String name, int out, int in, Start start) {
            matrix(name + ".weight", out, in, start);
            weights.add(new Weight(name + ".bias", out, 0, start, in));
            return this;
        }

        /** Adds the matrix {@code name.weight} (in, out) and the vector {@code name.bias} (out) of a layer. */
        @CanIgnoreReturnValue
        public Builder transposed(String name, int in, int out, Start start) {
            weights.add(new Weight(name + ".weight", in, out, start, in));
            weights.add(new Weight(name + ".bias", out, 0, start, in));
            return this;
        }

        /** Adds the vectors {@code name.weight}, which starts as ones, and {@code name.bias}, which starts as zeros. */
        @CanIgnoreReturnValue
        public Builder norm(String name, int size) {
            return vector(name + ".weight", size, Start.ONES).vector(name + ".bias", size, Start.ZEROS);
        }

        /** Returns the layout. */
        public WeightLayout build() {
            return new WeightLayout(weights);
        }
    }

    /** Returns the layout of a network for {@code vocabulary} ids, the mask id included. */
    static WeightLayout of(BackboneSpec spec, int vocabulary) {
        return spec.network().layout(spec, vocabulary);
    }

    /** Returns the number of trainable parameters. */
    long parameters() {
        return weights.stream().mapToLong(Weight::size).sum();
    }
}
