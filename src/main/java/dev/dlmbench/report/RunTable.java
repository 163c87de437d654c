package dev.dlmbench.report;

import dev.dlmbench.analysis.RunRecord;
import dev.dlmbench.analysis.SuiteResults;
import java.util.List;
import java.util.Map;

/**
 * What was run where decoding was timed: what all of it has in common, and what is told of each.
 *
 * @param shared facts that all agree on
 * @param names of the others
 * @param rows one for each model that was timed
 */
public record RunTable(Map<String, String> shared, List<String> names, List<Row> rows) {

    /**
     * One model, timed under one sampler.
     *
     * @param cells of the facts that are not shared, in their order
     */
    public record Row(String point, long seed, List<String> cells) {}

    static RunTable of(SuiteResults results) {
        List<RunRecord> records = RunRecord.of(results);
        Map<String, String> shared =
                SharedSettings.common(records.stream().map(RunRecord::facts).toList());
        List<String> names = records.stream()
                .flatMap(record -> record.facts().keySet().stream())
                .distinct()
                .filter(name -> !shared.containsKey(name))
                .toList();
        return new RunTable(
                shared,
                names,
                records.stream()
                        .map(record -> new Row(
                                record.point(),
                                record.seed(),
                                names.stream()
                                        .map(name -> record.facts().getOrDefault(name, ""))
                                        .toList()))
                        .toList());
    }
}
