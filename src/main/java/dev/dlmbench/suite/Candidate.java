package dev.dlmbench.suite;

import dev.dlmbench.base.PointNames;
import dev.dlmbench.setting.Cell.Located;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.Source;
import java.nio.file.Path;
import java.util.Map;

/**
 * A point of a sweep before its settings are checked.
 *
 * @param experiment it belongs to
 * @param at the place that makes it differ from the other points
 * @param axes the swept settings and their values here
 * @param settings all that is written about it
 * @param sections where the sections stand that the settings are from
 */
record Candidate(
        Experiment experiment,
        Position at,
        Map<String, String> axes,
        Map<String, Located> settings,
        Map<String, Position> sections) {

    /** Returns the name within the suite. */
    String id() {
        return PointNames.of(experiment.name(), axes);
    }

    /**
     * Returns the folder that a path under {@code key} is relative to: that of the file that it stands in.
     *
     * @param working the folder for what stands on the command line
     */
    Path folder(String key, Path working) {
        Source source = place(key).source();
        Path written = source.file() ? Path.of(source.name()).toAbsolutePath().getParent() : working;
        return (written == null ? working : written).toAbsolutePath();
    }

    /** Returns the place that decides about {@code key}: its value, else its section, else the experiment. */
    Position place(String key) {
        Located written = settings.get(key);
        if (written != null) {
            return written.at();
        }
        for (String section = key; section.contains("."); ) {
            section = section.substring(0, section.lastIndexOf('.'));
            Position place = sections.get(section);
            if (place != null) {
                return place;
            }
        }
        return experiment.at();
    }
}
