package dev.dlmbench.export;

import dev.dlmbench.results.Measurement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a store knows of a model besides its node.
 *
 * @param name of the model, such as {@code suite:point seed 1}
 * @param settings every setting by its dotted key, as it is shown
 * @param measurements of the model, and of its text
 */
public record ModelFacts(String name, Map<String, String> settings, List<Measurement> measurements) {
    /** Copies the collections, keeping their order. */
    public ModelFacts {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        measurements = List.copyOf(measurements);
    }
}
