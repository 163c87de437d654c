package dev.dlmbench.setting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The tree that the dotted keys of the setting table form. */
public final class SettingKeys {
    private SettingKeys() {}

    /** Returns the keys directly under {@code section}, the empty one being the top; nothing if it is no section. */
    public static List<String> under(String section) {
        String prefix = section.isEmpty() ? "" : section + ".";
        Set<String> names = new LinkedHashSet<>();
        if (section.equals("data.corpus")) {
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
