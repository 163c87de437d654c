package dev.dlmbench.results;

import dev.dlmbench.base.Names;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the test documents that a value is pooled over depend on each other. */
public enum DocumentOrder {
    /** Drawn one by one from a source. */
    INDEPENDENT,
    /** Windows of one running text in its order, where neighbours resemble each other. */
    RUNNING_TEXT;

    private static final String DOCUMENTS = "documents";
    private static final String DEGREES = "degrees-of-freedom";

    /** Returns it in words. */
    public String words() {
        return Names.inWords(this);
    }

    /**
     * Returns the details that a value pooled over such documents is stored with.
     *
     * @param degrees of freedom of its standard error; NaN where it has none
     */
    public Map<String, String> details(double degrees) {
        return Double.isFinite(degrees)
                ? Map.of(DOCUMENTS, words(), DEGREES, Double.toString(degrees))
                : Map.of(DOCUMENTS, words());
    }

    /**
     * Returns the details that a value over independent things is stored with, whose error has such degrees of freedom.
     */
    public static Map<String, String> known(double degrees) {
        return Map.of(DEGREES, Double.toString(degrees));
    }

    /** Returns the order that {@code measurement} was stored with; nothing where documents are not what it is over. */
    public static Optional<DocumentOrder> of(Measurement measurement) {
        String stored = measurement.details().getOrDefault(DOCUMENTS, "");
        return Stream.of(values()).filter(order -> order.words().equals(stored)).findFirst();
    }

    /** Returns the degrees of freedom of a stored standard error: n - 1 unless the details say otherwise. */
    static double degrees(Measurement measurement) {
        String stored = measurement.details().getOrDefault(DEGREES, "");
        try {
            return Math.max(1, Double.parseDouble(stored));
        } catch (NumberFormatException none) {
            return measurement.n() - 1.0;
        }
    }
}
