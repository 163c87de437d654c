package dev.dlmbench.store;

import dev.dlmbench.results.Measurement;

/**
 * A measurement as it was stored, with the definition that held at the time.
 *
 * @param measurement the value
 * @param definition 16 hexadecimal digits; values under different ones are never compared
 */
public record StoredMeasurement(Measurement measurement, String definition) {

    /** Returns whether the metric is still defined as it was when the value was measured. */
    public boolean current() {
        return definition.equals(measurement.definition());
    }
}
