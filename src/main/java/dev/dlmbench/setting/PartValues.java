package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import dev.dlmbench.sampling.Kinds;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The settings of a sampler's part among the values of a point.
 *
 * @param values of the point
 * @param keys the key of each setting by its name
 */
record PartValues(PointValues values, UnaryOperator<String> keys) implements Kinds.Settings {

    /** Returns the settings of the part whose keys are in {@code section}. */
    static PartValues of(PointValues values, String section) {
        return new PartValues(values, name -> section + "." + name);
    }

    @Override
    public double number(String name) {
        return value(name).decimal();
    }

    @Override
    public int integer(String name) {
        return value(name).integer();
    }

    @Override
    public List<Integer> integers(String name) {
        return values.find(keys.apply(name)).map(SettingValue::integers).orElse(List.of());
    }

    @Override
    public double low(String name) {
        return ((SettingValue.Range) value(name)).low();
    }

    @Override
    public double high(String name) {
        return ((SettingValue.Range) value(name)).high();
    }

    @Override
    public <E extends Enum<E>> E constant(Class<E> type, String name) {
        String word = value(name).text();
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Names.of(constant).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private SettingValue value(String name) {
        return values.find(keys.apply(name)).orElseThrow(UnresolvedException::new);
    }
}
