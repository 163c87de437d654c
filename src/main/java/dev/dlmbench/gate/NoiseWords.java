package dev.dlmbench.gate;

import dev.dlmbench.metric.Metric;
import java.util.Locale;

/** Noise in words. */
public final class NoiseWords {
    private NoiseWords() {}

    /**
     * Returns a distance such as {@code 1.9 %} or {@code 0.0012 nats}.
     *
     * @param ratio whether it is one of logarithms
     * @param metric the metric's id
     */
    public static String amount(double distance, boolean ratio, String metric) {
        if (distance == 0) {
            return "0";
        }
        double shown = ratio ? 100 * Math.expm1(distance) : distance;
        String number = String.format(Locale.ROOT, shown >= 100 ? "%.0f" : shown >= 1e-3 ? "%.2g" : "%.1e", shown);
        return number
                + (ratio
                        ? " %"
                        : Metric.byId(metric).map(known -> " " + known.unit()).orElse(""));
    }
}
