package dev.dlmbench.setting;

import java.util.Optional;
import java.util.function.Function;

/** The value of a setting that no suite writes. */
public sealed interface Fallback {
    /** The suite must give a value. */
    Fallback REQUIRED = new InWords("required");

    /** The setting may stay without a value. */
    Fallback NOTHING = new InWords("nothing");

    /** Returns the value as the reference shows it. */
    String words();

    /** Makes the default a value, written as in a suite. */
    static Fallback is(String literal) {
        return new Literal(literal);
    }

    /** Makes the default the value of another setting. */
    static Fallback sameAs(String key) {
        return new Other(key);
    }

    /** Describes a default that the section's own reading knows. */
    static Fallback words(String words) {
        return new InWords(words);
    }

    /** Makes the value what {@code finding} makes of a point's values, of which this setting's may be one. */
    static Fallback derived(String words, Function<PointValues, Optional<SettingValue>> finding) {
        return new Derived(words, finding);
    }

    /** A value, written as in a suite. */
    record Literal(String words) implements Fallback {}

    /** The value of another setting, whose key the words are. */
    record Other(String words) implements Fallback {}

    /** A value that is missing, or known elsewhere. */
    record InWords(String words) implements Fallback {}

    /** A value that follows from others. */
    record Derived(String words, Function<PointValues, Optional<SettingValue>> finding) implements Fallback {}
}
