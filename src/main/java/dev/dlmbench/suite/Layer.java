package dev.dlmbench.suite;

import dev.dlmbench.setting.Cell;
import dev.dlmbench.setting.SettingKeys;
import dev.dlmbench.yaml.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Settings and sweeps of one origin, in the order they were written; a later layer goes on top of an earlier one.
 *
 * @param cells what is said, by key
 * @param sections where the sections stand, such as {@code evaluator.backbone}
 */
record Layer(Map<String, Cell> cells, Map<String, Position> sections) {
    private static final Set<String> STEPS = Set.of("sampling.steps", "sampling.stepsPerBlock");

    /** Creates an empty layer. */
    Layer() {
        this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Returns this layer with {@code upper} on top. */
    Layer under(Layer upper) {
        Layer merged = new Layer(new LinkedHashMap<>(cells), new LinkedHashMap<>(sections));
        removeReplaced(merged.cells, upper.cells.keySet());
        return merged.with(upper);
    }

    /** Returns this layer with {@code later} beside it, which replaces single keys only. */
    Layer beside(Layer later) {
        Layer merged = new Layer(new LinkedHashMap<>(cells), new LinkedHashMap<>(sections));
        later.cells.keySet().forEach(key -> merged.cells.remove(merged.rival(key)));
        return merged.with(later);
    }

    private Layer with(Layer other) {
        cells.putAll(other.cells);
        sections.putAll(other.sections);
        return this;
    }

    /**
     * Removes the keys that lose their meaning when {@code written} are set on top: another way to count steps, and the
     * particulars of another corpus or tokenizer.
     */
    static void removeReplaced(Map<String, ?> lower, Collection<String> written) {
        for (String key : written) {
            if (STEPS.contains(key)) {
                lower.keySet().removeIf(other -> STEPS.contains(other) && !other.equals(key));
            }
            if (SettingKeys.hasKind(key)) {
                lower.keySet().removeIf(other -> other.startsWith(key + "."));
            }
        }
    }

    /**
     * Returns the key among {@code cells} that cannot stand beside {@code key} in one layer; empty if there is none.
     */
    String rival(String key) {
        return STEPS.contains(key)
                ? STEPS.stream()
                        .filter(other -> !other.equals(key) && cells.containsKey(other))
                        .findFirst()
                        .orElse("")
                : "";
    }
}
