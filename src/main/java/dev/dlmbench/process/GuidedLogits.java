package dev.dlmbench.process;

/**
 * Logits with and without a class, and what guidance makes of them: {@code ln x = g ln x_c + (1 - g) ln x_u}, up to a
 * constant in each row (arXiv 2412.10193, section 3). What is impossible under one of the two stays so.
 *
 * @param conditional (N, K + 1) logits given the class
 * @param unconditional (N, K + 1) logits without it
 * @param scales (N) g of each row
 * @param values (N, K + 1) the guided logits
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record GuidedLogits(float[] conditional, float[] unconditional, double[] scales, float[] values)
        implements Logits {

    /** Guides logits. */
    public static GuidedLogits of(float[] conditional, float[] unconditional, double[] scales) {
        int width = conditional.length / scales.length;
        float[] guided = new float[conditional.length];
        for (int i = 0; i < guided.length; i++) {
            guided[i] = (float) mixed(conditional[i], unconditional[i], scales[i / width]);
        }
        return new GuidedLogits(conditional, unconditional, scales, guided);
    }

    /** Returns g times one log plus 1 - g times the other; minus infinity where one of them is and has a part in it. */
    static double mixed(double conditional, double unconditional, double scale) {
        if (scale == 1) {
            return conditional;
        }
        if (scale == 0) {
            return unconditional;
        }
        return conditional == Double.NEGATIVE_INFINITY || unconditional == Double.NEGATIVE_INFINITY
                ? Double.NEGATIVE_INFINITY
                : scale * conditional + (1 - scale) * unconditional;
    }
}
