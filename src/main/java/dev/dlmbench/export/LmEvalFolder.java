package dev.dlmbench.export;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.store.NodeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers as lm-evaluation-harness (EleutherAI, version 0.4) writes them with {@code --output_path} and
 * {@code --log_samples}: {@code results_TIME.json}, and {@code samples_TASK_TIME.jsonl} with a line for each example.
 * All times are those of the nodes, so that the same nodes give the same bytes.
 */
public final class LmEvalFolder {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH-mm-ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final double NANOS = 1e9;

    private LmEvalFolder() {}

    /**
     * Who was asked.
     *
     * @param name of the model, such as {@code suite:point:1}
     * @param seed of the model and of what was drawn
     * @param settings of the point by their dotted keys
     */
    public record Model(String name, long seed, Map<String, String> settings) {

        /** Returns the name as a folder's, by the rule of lm-evaluation-harness. */
        public String folder() {
            return name.replaceAll("[\"<>:/|\\\\?*\\[\\]]+", "__");
        }
    }

    /**
     * Writes what one model was asked.
     *
     * @param asked the nodes of one model and seed, at least one
     * @param folder that is there and empty
     * @return how many examples were asked, by the task's name
     */
    public static Map<String, Integer> write(Model model, List<AskedTask> asked, Path folder) throws IOException {
        Instant start = asked.stream()
                .map(node -> start(node.record()))
                .min(Instant::compareTo)
                .orElseThrow();
        Instant end = asked.stream()
                .map(node -> start(node.record()).plus(spent(node.record())))
                .max(Instant::compareTo)
                .orElseThrow();
        String time = TIME.format(end);
        List<TaskLog> logs = new ArrayList<>();
        Map<String, Integer> written = new LinkedHashMap<>();
        for (AskedTask node : asked) {
            TaskLog log = node.spec() instanceof NodeSpec.Choices ? ChoicesLog.of(node) : AnswersLog.of(node);
            logs.add(log);
            written.put(log.name(), log.samples().size());
            JsonLines.write(folder.resolve("samples_" + log.name() + "_" + time + ".jsonl"), log.samples());
        }
        Map<String, @Nullable Object> results = LmEvalResults.of(logs);
        results.put("config", config(model, asked.get(0)));
        results.put("git_hash", words(asked.get(0), "git.commit"));
        results.put("date", start.getEpochSecond() + start.getNano() / NANOS);
        results.put("pretty_env_info", environment(asked.get(0)));
        results.put("transformers_version", "N/A");
        results.put("lm_eval_version", "N/A");
        results.put("upper_git_hash", null);
        Map<String, Object> hashes = new LinkedHashMap<>();
        logs.forEach(log -> hashes.put(log.name(), hash(log)));
        results.put("task_hashes", hashes);
        results.put("model_source", "dlm-bench");
        results.put("model_name", model.name());
        results.put("model_name_sanitized", model.folder());
        results.put("system_instruction", null);
        results.put("system_instruction_sha", null);
        results.put("fewshot_as_multiturn", false);
        results.put("chat_template", null);
        results.put("chat_template_sha", null);
        results.put(
                "total_evaluation_time_seconds",
                Double.toString(Duration.between(start, end).toNanos() / NANOS));
        Files.write(folder.resolve("results_" + time + ".json"), Json.pretty(results));
        return written;
    }

    /** Returns what all samples of a task are, in one hash. */
    private static String hash(TaskLog log) {
        StringBuilder hashes = new StringBuilder();
        log.samples().forEach(sample -> List.of("doc_hash", "prompt_hash", "target_hash")
                .forEach(name -> hashes.append(sample.get(name))));
        return Hashes.of(hashes.toString());
    }

    private static Map<String, @Nullable Object> config(Model model, AskedTask asked) {
        Map<String, Object> sampling = new LinkedHashMap<>();
        model.settings().forEach((key, value) -> {
            if (key.startsWith("sampling.")) {
                sampling.put(key.substring(key.indexOf('.') + 1), value);
            }
        });
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("model", "dlm-bench");
        config.put("model_args", model.settings());
        config.put(
                "batch_size",
                asked.spec() instanceof NodeSpec.Decoded decoded
                        ? Integer.toString(decoded.sampling().batch())
                        : null);
        config.put("batch_sizes", List.of());
        config.put("device", words(asked, "device"));
        config.put("use_cache", null);
        config.put("limit", null);
        config.put("bootstrap_iters", 0);
        config.put("gen_kwargs", sampling);
        config.put("random_seed", model.seed());
        config.put("numpy_seed", model.seed());
        config.put("torch_seed", model.seed());
        config.put("fewshot_seed", model.seed());
        return config;
    }

    private static String words(AskedTask asked, String name) {
        return asked.record().provenanceWords().getOrDefault(name, "unknown");
    }

    private static String environment(AskedTask asked) {
        List<String> lines = new ArrayList<>();
        asked.record().provenanceWords().forEach((name, value) -> lines.add(name + ": " + value));
        return String.join("\n", lines);
    }

    /** Returns when a node was begun; the beginning of 1970 if that is not known. */
    private static Instant start(NodeRecord record) {
        try {
            return Instant.parse(record.provenanceWords().getOrDefault("start", ""));
        } catch (DateTimeParseException unknown) {
            return Instant.EPOCH;
        }
    }

    private static Duration spent(NodeRecord record) {
        return Duration.ofNanos(Math.round(record.seconds().orElse(0) * NANOS));
    }
}
