package dev.dlmbench.backbone;

import dev.dlmbench.base.Problems;

/**
 * The shape of the transformer, the same for every process.
 *
 * @param network the architecture
 * @param layers how many blocks of attention and MLP
 * @param width D of the residual stream
 * @param heads of the attention; each is {@code width / heads} wide
 * @param conditioningDim C of the conditioning vector behind adaptive layer norm
 * @param dropout on the attention's and the MLP's output, while training
 * @param timeConditioning whether the noise level is an input of the network; if not, its input is the constant 0
 */
public record BackboneSpec(
        Network network,
        int layers,
        int width,
        int heads,
        int conditioningDim,
        double dropout,
        boolean timeConditioning) {
    /** The architecture of a suite that names none. */
    public static final StandardNetwork DEFAULT_NETWORK = StandardNetwork.DIT;

    /** Checks the settings. */
    public BackboneSpec {
        Problems problems = Problems.in("backbone")
                .check(layers >= 1 && layers <= 1000, "layers", "must be between 1 and 1000, got %d", layers)
                .check(width >= 1 && width <= 65_536, "width", "must be between 1 and 65536, got %d", width)
                .check(heads >= 1 && heads <= 1024, "heads", "must be between 1 and 1024, got %d", heads)
                .check(
                        conditioningDim >= 1 && conditioningDim <= 65_536,
                        "conditioningDim",
                        "must be between 1 and 65536, got %d",
                        conditioningDim)
                .check(dropout >= 0 && dropout < 1, "dropout", "must be in [0, 1), got %s", dropout)
                .check(
                        !timeConditioning || network.abilities().contains(Ability.TIME_CONDITIONING),
                        "timeConditioning",
                        "needs %s, which network %s does not support",
                        Ability.TIME_CONDITIONING.words(),
                        network.id());
        long largest = Math.max(4L * width * width, Math.max(6L * width, conditioningDim) * conditioningDim);
        problems.check(
                largest <= Integer.MAX_VALUE,
                "width",
                "must give no layer more than %d weights, got %d with conditioningDim %d",
                Integer.MAX_VALUE,
                width,
                conditioningDim);
        if (width >= 1 && heads >= 1) {
            problems.check(width % heads == 0, "width", "must be a multiple of heads, got %d and %d", width, heads);
            network.check(width, heads, problems);
        }
        problems.rejectIfAny();
    }

    /** Describes a transformer of the default architecture. */
    public BackboneSpec(
            int layers, int width, int heads, int conditioningDim, double dropout, boolean timeConditioning) {
        this(DEFAULT_NETWORK, layers, width, heads, conditioningDim, dropout, timeConditioning);
    }

    /** Returns the same shape of another architecture. */
    public BackboneSpec with(Network other) {
        return new BackboneSpec(other, layers, width, heads, conditioningDim, dropout, timeConditioning);
    }

    /** Returns the same shape without dropout, as a network has that is not trained. */
    public BackboneSpec undisturbed() {
        return new BackboneSpec(network, layers, width, heads, conditioningDim, 0, timeConditioning);
    }

    /** Returns the width of one head. */
    public int headWidth() {
        return width / heads;
    }
}
