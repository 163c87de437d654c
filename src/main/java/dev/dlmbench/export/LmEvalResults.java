package dev.dlmbench.export;

import dev.dlmbench.statistics.Moments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The first part of the results that lm-evaluation-harness writes: what the tasks are, and what they came to. */
final class LmEvalResults {
    private LmEvalResults() {}

    /** Returns the results of all tasks, by the keys of its {@code EvalResults}, in their order. */
    static Map<String, @Nullable Object> of(List<TaskLog> logs) {
        Map<String, @Nullable Object> results = new LinkedHashMap<>();
        results.put("results", byTask(logs, LmEvalResults::values));
        results.put("group_subtasks", Map.of());
        results.put("configs", byTask(logs, TaskLog::config));
        results.put("versions", byTask(logs, TaskLog::version));
        results.put("n-shot", byTask(logs, log -> 0));
        results.put("higher_is_better", byTask(logs, LmEvalResults::directions));
        results.put("n-samples", byTask(logs, LmEvalResults::counts));
        return results;
    }

    private static Map<String, Object> byTask(List<TaskLog> logs, Function<TaskLog, Object> value) {
        Map<String, Object> byTask = new LinkedHashMap<>();
        logs.forEach(log -> byTask.put(log.name(), value.apply(log)));
        return byTask;
    }

    private static Map<String, Object> values(TaskLog log) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", log.name());
        values.put("alias", log.name());
        values.put("sample_len", log.samples().size());
        for (String metric : log.metrics()) {
            double[] each = log.values(metric);
            values.put(metric + "," + log.filter(), Moments.mean(each));
            values.put(
                    metric + "_stderr," + log.filter(), each.length > 1 ? (Object) Moments.standardError(each) : "N/A");
        }
        return values;
    }

    private static Map<String, Object> directions(TaskLog log) {
        Map<String, Object> directions = new LinkedHashMap<>();
        log.metrics().forEach(metric -> directions.put(metric, true));
        return directions;
    }

    private static Map<String, Object> counts(TaskLog log) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("original", log.examples());
        counts.put("effective", log.samples().size());
        return counts;
    }
}
