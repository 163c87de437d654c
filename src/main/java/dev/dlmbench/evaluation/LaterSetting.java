package dev.dlmbench.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A setting that came later than what is stored without it.
 *
 * @param section that has it, as a JSON pointer
 * @param name in the section
 * @param first the value under which everything is as it was before
 */
public record LaterSetting(String section, String name, JsonNode first) {

    /** Takes the setting out of {@code whole} where it says nothing. */
    public void leaveOut(JsonNode whole) {
        if (whole.at(section) instanceof ObjectNode settings && first.equals(settings.get(name))) {
            settings.remove(name);
        }
    }

    /** Puts back what {@link #leaveOut} took out. */
    public void putBack(JsonNode whole) {
        if (whole.at(section) instanceof ObjectNode settings && !settings.has(name)) {
            settings.set(name, first.deepCopy());
        }
    }
}
