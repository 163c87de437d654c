package dev.dlmbench.export;

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
}
