package dev.dlmbench.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Another program that does the same work.
 *
 * @param command program and first arguments; it prints one line of JSON with {@code ms_median} and {@code peak_MiB},
 *     and any of its options as it has understood them
 */
public record Peer(List<String> command) {
    /** What the launcher sets for this program. */
    private static final Set<String> OWN_SETTINGS =
            Set.of("GOMP_SPINCOUNT", "MALLOC_ARENA_MAX", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_");

    /** Copies the list. */
    public Peer {
        command = List.copyOf(command);
    }

    /**
     * Runs it once, in a process of its own.
     *
     * @throws InvalidSettingException if it fails, or says that it did something else than it was asked for
     */
    Round time(Case work, Workload workload, EngineSpec engine) throws IOException, InterruptedException {
        Map<String, Object> asked = new TreeMap<>(work.peerOptions(workload));
        List<String> words = new ArrayList<>(command);
        words.addAll(work.peerArguments(workload, engine));
        Path errors = Files.createTempFile("peer", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
            builder.environment().keySet().removeAll(OWN_SETTINGS);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new InvalidSettingException(
                        "the peer failed: " + String.join(" ", words) + "\n" + Files.readString(errors));
            }
            JsonNode said = new ObjectMapper().readTree(output);
            asked.forEach((option, value) -> agree(option, value, said.path(option)));
            return new Round(
                    said.path("ms_median").asDouble(Double.NaN),
                    Double.NaN,
                    said.path("peak_MiB").asDouble(Double.NaN));
        } finally {
            Files.delete(errors);
        }
    }

    private static void agree(String option, Object asked, JsonNode said) {
        boolean told = said.isValueNode() && !said.isNull();
        if (told && !said.asText().equals(asked.toString())) {
            throw new InvalidSettingException(
                    "the peer did other work: " + option + " is " + said.asText() + " there, asked for " + asked);
        }
    }
}
