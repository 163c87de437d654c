package dev.dlmbench.setting;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problem;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import dev.dlmbench.yaml.YamlNode.Entry;
import dev.dlmbench.yaml.YamlNode.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code executor}, from the file and from overrides such as {@code executor.kind=slurm}. */
public final class ExecutorReader {
    /** What the keys of overrides begin with. */
    public static final String PREFIX = "executor.";

    private final Diagnostics diagnostics;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Position> places = new LinkedHashMap<>();

    public ExecutorReader(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Reads the section. */
    public void read(Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            diagnostics.reportMismatch(entry, "a mapping of " + String.join(", ", ExecutorSection.ALL.names()));
            return;
        }
        mapping.entries().forEach(this::set);
    }

    /** Reads one key, which wins over what was read before. */
    public void set(Entry entry) {
        Optional<ExecutorKey<?>> key = ExecutorSection.ALL.find(entry.key());
        if (key.isEmpty()) {
            diagnostics.reportUnknown(entry.at(), "key", entry.key(), ExecutorSection.ALL.names());
            return;
        }
        places.put(entry.key(), entry.value().at());
        key.get().form().read(entry, diagnostics).ifPresent(value -> values.put(entry.key(), value));
    }

    /** Returns the value of {@code key}, its default where nothing was read. */
    @SuppressWarnings("unchecked") // each key holds what its own form has read
    <T> T get(ExecutorKey<T> key) {
        return (T) values.getOrDefault(key.name(), key.usual());
    }

    /** Returns what was read; bounds that are not kept are reported. */
    public ExecutorSpec checked() {
        try {
            return ExecutorSection.ALL.read(this);
        } catch (InvalidSettingException e) {
            for (Problem problem : e.problems()) {
                Position at = Optional.ofNullable(places.get(problem.key().substring(PREFIX.length())))
                        .orElseThrow();
                diagnostics.report(at, problem.toString());
            }
            return ExecutorSpec.LOCAL;
        }
    }
}
