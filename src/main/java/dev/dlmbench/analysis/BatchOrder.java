package dev.dlmbench.analysis;

import java.util.Comparator;

/** The order of what tells values of one metric apart: numbers by size, anything else as it comes. */
final class BatchOrder {
    /** Words compare as equal, so that a stable sort leaves them where they are. */
    static final Comparator<String> NUMERIC = Comparator.comparingDouble(BatchOrder::number);

    private BatchOrder() {}

    private static double number(String text) {
        return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Double.parseDouble(text) : 0;
    }
}
