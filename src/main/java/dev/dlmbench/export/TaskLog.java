package dev.dlmbench.export;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What lm-evaluation-harness logs of one task.
 *
 * @param name of the task
 * @param version of its examples
 * @param filter that made an answer of what was written
 * @param metrics of every sample
 * @param config how the task is asked, by the keys of its {@code TaskConfig}
 * @param examples how many there are to be tested on
 * @param samples one for each example asked, by the keys of its {@code SampleResult}
 */
record TaskLog(
        String name,
        String version,
        String filter,
        List<String> metrics,
        Map<String, Object> config,
        int examples,
        List<Map<String, Object>> samples) {

    /** Returns one metric of all samples. */
    double[] values(String metric) {
        return samples.stream()
                .mapToDouble(sample -> sample.get(metric) instanceof Double value ? value : Double.NaN)
                .toArray();
    }

    /** Returns how a task is asked, as far as all are alike: without examples before the question. */
    static Map<String, Object> config(String name, Task task, String output, List<String> metrics, String target) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("task", name);
        config.put("test_split", "test");
        config.put("doc_to_text", "{{question}}" + task.layout().separator());
        config.put("doc_to_target", target);
        config.put("unsafe_code", false);
        config.put("description", "");
        config.put("target_delimiter", "");
        config.put("fewshot_delimiter", "\n\n");
        config.put("num_fewshot", 0);
        config.put("metric_list", metrics.stream().map(TaskLog::metric).toList());
        config.put("output_type", output);
        config.put("repeats", 1);
        config.put("should_decontaminate", false);
        config.put("metadata", Map.of("version", task.contentHash()));
        return config;
    }

    private static Map<String, Object> metric(String name) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("metric", name);
        metric.put("aggregation", "mean");
        metric.put("higher_is_better", true);
        return metric;
    }

    /**
     * Returns a sample without its metrics.
     *
     * @param number of the example, from 0
     * @param given what the model was given
     * @param target what is right
     * @param arguments of each request
     * @param responses to each request
     * @param filtered the same behind the filter
     */
    Map<String, Object> sample(
            int number,
            Example example,
            String given,
            String target,
            Map<String, ?> arguments,
            List<?> responses,
            List<?> filtered) {
        Map<String, Object> document = AskedTask.document(example);
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("doc_id", number);
        sample.put("doc", document);
        sample.put("target", target);
        sample.put("arguments", arguments);
        sample.put("resps", responses);
        sample.put("filtered_resps", filtered);
        sample.put("filter", filter);
        sample.put("metrics", metrics);
        sample.put("doc_hash", Hashes.of(PythonJson.indented(document)));
        sample.put("prompt_hash", Hashes.of(given));
        sample.put("target_hash", Hashes.of(target));
        return sample;
    }

    /** Returns the log with its samples. */
    TaskLog of(List<Map<String, Object>> all) {
        return new TaskLog(name, version, filter, metrics, config, examples, all);
    }
}
