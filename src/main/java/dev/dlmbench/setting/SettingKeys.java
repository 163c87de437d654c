package dev.dlmbench.setting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tree that the dotted keys of the setting table form. */
public final class SettingKeys {
    /** The settings that are a word, or a mapping of it, called {@code kind}, and the keys that go with it. */
    private static final Set<String> WITH_KIND = Set.of("data.corpus", "data.tokenizer", "model");

    private static final String KIND = ".kind";

    private SettingKeys() {}

    /** Returns whether {@code key} is a word, or a mapping of its kind and the keys that go with it. */
    public static boolean hasKind(String key) {
        return WITH_KIND.contains(key);
    }

    /** Returns the one name of a key that has two: a setting is what its kind is. */
    public static String canonical(String key) {
        return key.endsWith(KIND) && hasKind(key.substring(0, key.length() - KIND.length()))
                ? key.substring(0, key.length() - KIND.length())
                : key;
    }

    /** Returns the keys directly under {@code section}, the empty one being the top; nothing if it is no section. */
    public static List<String> under(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Set<String> names = new LinkedHashSet<>();
        if (hasKind(section)) {
            names.add("kind");
        }
        for (String key : SettingTable.ALL.keySet()) {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                int end = key.indexOf('.', prefix.length());
                names.add(end < 0 ? key.substring(prefix.length()) : key.substring(prefix.length(), end));
            }
        }
        return List.copyOf(names);
    }

    /** Returns the first setting anywhere whose last word is {@code word}'s; empty if there is none. */
    public static String elsewhere(String word) {
        String end = "." + word.substring(word.lastIndexOf('.') + 1);
        return SettingTable.ALL.keySet().stream()
                .filter(key -> key.endsWith(end))
                .findFirst()
                .orElse("");
    }
}
