package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.report.MainTable.Column;
import dev.dlmbench.results.Measurement.Bound;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics that are measured at several batch sizes or numbers of answers have a column for each. */
class SpreadColumnsTest {
    @TempDir
    private Path folder;

    private static Values at(Metric metric, String condition, String value, double measured) {
        return Values.of(metric, Bound.EXACT, Map.of(condition, value), measured);
    }

    @Test
    void eachPlaceHasAColumnInIncreasingOrder() throws Exception {
        MainTable table = MainTable.of(new MadeUpSuite(folder)
                .point(
                        "a",
                        "",
                        at(Metric.MAJ_AT_K, "k", "10", .5),
                        at(Metric.MAJ_AT_K, "k", "2", .25),
                        at(Metric.THROUGHPUT, "batch", "16", 3),
                        Values.of(Metric.ACCURACY, .125))
                .point("b", "", at(Metric.MAJ_AT_K, "k", "2", .75))
                .results());
        List<Column> columns =
                table.columns().stream().filter(column -> !column.setting()).toList();
        assertThat(columns.stream().map(Column::key))
                .containsExactly("accuracy", "maj-at-k-k-2", "maj-at-k-k-10", "throughput-batch-16");
        assertThat(columns.stream().map(Column::place)).containsExactly("", "k 2", "k 10", "batch 16");
        assertThat(columns.get(2).metric()).isEqualTo(Optional.of(Metric.MAJ_AT_K));
        assertThat(columns.get(2).at()).isEqualTo("10");
        assertThat(columns.get(2).unit()).isEqualTo("share, k 10");
        int first = table.columns().indexOf(columns.get(1));
        assertThat(table.rows().get(0).cells().get(first).value()).isEqualTo("0.25");
        assertThat(table.rows().get(0).cells().get(first + 1).value()).isEqualTo("0.5");
        assertThat(table.rows().get(1).cells().get(first).value()).isEqualTo("0.75");
        assertThat(table.rows().get(1).cells().get(first + 1).hint()).isEqualTo("not measured");
    }
}
