package dev.dlmbench.sampling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of a family of a sampler's parts, one row each: its name in suites, its record, and how the record is made
 * of settings. What has no row cannot be asked for.
 *
 * @param <P> the family
 */
public final class Kinds<P> {
    private final Map<String, Kind<P>> rows = new LinkedHashMap<>();

    Kinds() {}

    private record Kind<P>(Class<? extends P> type, Function<Settings, P> maker) {}

    /** The settings of one part, by their names within it. */
    public interface Settings {
        /** Returns a decimal number. */
        double number(String name);

        /** Returns a whole number. */
        int integer(String name);

        /** Returns whole numbers; none where the setting is not there. */
        List<Integer> integers(String name);

        /** Returns the lower end of a range. */
        double low(String name);

        /** Returns the upper end of a range. */
        double high(String name);

        /** Returns one of an enumeration's constants. */
        <E extends Enum<E>> E constant(Class<E> type, String name);
    }

    /** Adds a row. */
    Kinds<P> with(String name, Class<? extends P> type, Function<Settings, P> maker) {
        rows.put(name, new Kind<>(type, maker));
        return this;
    }

    /** Returns all names. */
    public List<String> names() {
        return List.copyOf(rows.keySet());
    }

    /** Returns the record behind a name; nothing if no kind is called so. */
    public Optional<Class<? extends P>> type(String name) {
        return Optional.ofNullable(rows.get(name)).map(Kind::type);
    }

    /**
     * Returns the name of a part.
     *
     * @throws IllegalArgumentException if its kind has no row
     */
    public String name(P part) {
        return rows.entrySet().stream()
                .filter(row -> row.getValue().type().isInstance(part))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kind: " + part));
    }

    /**
     * Makes a part; of the settings it looks only at those that its kind has.
     *
     * @throws IllegalArgumentException if no kind is called {@code name}
     * @throws dev.dlmbench.base.InvalidSettingException if the part finds a setting wrong
     */
    public P make(String name, Settings settings) {
        Kind<P> kind = rows.get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no kind: " + name);
        }
        return kind.maker().apply(settings);
    }
}
