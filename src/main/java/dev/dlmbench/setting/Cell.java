package dev.dlmbench.setting;

import dev.dlmbench.yaml.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a layer says about one key: a value, or the values of a sweep. */
public sealed interface Cell {

    /** Returns where it is said. */
    Position at();

    /**
     * A setting's value and where it was written.
     *
     * @param at its place
     * @param value nothing if it could not be read, which has been reported
     */
    record Located(Position at, Optional<SettingValue> value) implements Cell {}

    /**
     * The values of a sweep.
     *
     * @param at the place of the axis
     * @param zipped whether it runs side by side with the others of its kind
     * @param choices in order, never empty
     */
    record Swept(Position at, boolean zipped, List<Choice> choices) implements Cell {}

    /**
     * One value of a sweep.
     *
     * @param at its place
     * @param text as it shows in a point's name
     * @param settings what it sets: the axis, or all keys of a corpus
     */
    record Choice(Position at, String text, Map<String, Located> settings) {}
}
