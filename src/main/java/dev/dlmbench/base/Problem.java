package dev.dlmbench.base;

import static java.util.Objects.requireNonNull;

/**
 * One thing wrong with what a user wrote.
 *
 * @param key the dotted path of the setting, such as {@code backbone.width}
 * @param rule what must hold and what was found instead, such as {@code must be positive, got -4}
 */
public record Problem(String key, String rule) {
    /** Checks that both parts are there. */
    public Problem {
        requireNonNull(key);
        requireNonNull(rule);
    }

    @Override
    public String toString() {
        return key + " " + rule;
    }
}
