package dev.dlmbench.yaml;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A piece of YAML and where it stands. */
public sealed interface YamlNode {

    /** Returns where it begins. */
    Position at();

    /** Returns what it is, in words for a message. */
    String described();

    /**
     * A single value.
     *
     * @param at where it begins
     * @param text as it reads without quotes
     * @param plain whether it stands without quotes, so that it may be a number, a boolean or nothing
     * @param verbatim whether each character of {@code text} stands in the file in the same order, from {@code at} on
     */
    record Scalar(Position at, String text, boolean plain, boolean verbatim) implements YamlNode {
        private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

        /** Returns whether this is YAML's way to say that there is no value. */
        public boolean nothing() {
            return plain && NOTHING.contains(text);
        }

        @Override
        public String described() {
            return nothing() ? "nothing" : "'" + Suggestions.shorten(text) + "'";
        }

        /** Returns the place of the character at {@code index} of the text, as near as that can be told. */
        public Position within(int index) {
            if (!verbatim) {
                return at;
            }
            return at.right(text.codePointCount(0, Math.min(index, text.length())) + (plain ? 0 : 1));
        }
    }

    /** A list. */
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {
        @Override
        public String described() {
            return "a list";
        }
    }

    /** Keys with values, in the order of the file; each key occurs once. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {
        @Override
        public String described() {
            return "a mapping of keys to values";
        }

        /** Returns the entry called {@code key}. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }
    }

    /** A key and its value. */
    record Entry(Position at, String key, YamlNode value) {}
}
