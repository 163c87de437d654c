package dev.dlmbench.setting;

import java.util.function.Function;

/**
 * A setting with the Java type of its value, by which a section reads what it declared.
 *
 * @param <T> the type that the section's record takes
 * @param name the dotted path
 * @param reading from the value
 */
public record Key<T>(String name, Function<SettingValue, T> reading) {}
