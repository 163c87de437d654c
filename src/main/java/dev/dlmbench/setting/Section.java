package dev.dlmbench.setting;

/**
 * A section of a suite's settings. Its constructor declares every key once: name, type, default, description and where
 * the value is in a full configuration; {@link #read} has the one place where the value goes. What values are right the
 * record itself says.
 *
 * @param <S> the record of settings
 */
interface Section<S> {

    /**
     * Makes the record.
     *
     * @throws dev.dlmbench.base.InvalidSettingException if values do not go together, by their keys without the
     *     evaluator's prefix
     * @throws UnresolvedException if a value is missing or could not be read, which has a message of its own
     */
    S read(PointValues values);
}
