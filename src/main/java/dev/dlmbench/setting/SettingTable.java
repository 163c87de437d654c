package dev.dlmbench.setting;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Every key that a suite can set, by its dotted path; {@link PointSections} has them by section. */
public final class SettingTable {
    /** The sections that declare the settings. */
    static final PointSections SECTIONS = new PointSections();

    /** All settings by key, in the order of the reference. */
    public static final Map<String, Setting> ALL = all();

    private SettingTable() {}

    /** Returns the setting called {@code key}, which must be one. */
    public static Setting get(String key) {
        return Optional.ofNullable(ALL.get(key)).orElseThrow();
    }

    private static Map<String, Setting> all() {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        SECTIONS.settings().forEach(setting -> byKey.put(setting.key(), setting));
        return byKey;
    }
}
