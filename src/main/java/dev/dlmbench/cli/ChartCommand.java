package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.chart.Chart;
import dev.dlmbench.chart.ChartStyle;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.chart.Drawing;
import dev.dlmbench.report.ReportFolder;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Draws charts from what is stored, at the size that they are needed in. */
@Command(name = "chart", description = "Draw charts of a suite from the store into files; computes nothing.")
final class ChartCommand extends DlmCommand {
    /** The form of a file. */
    enum Format {
        SVG,
        PDF,
        PNG
    }

    /** At most one of two scales. */
    static final class Scales {
        @Option(names = "--linear", description = "Even axes, where a chart can have them.")
        private boolean linear;

        @Option(names = "--log", description = "Logarithmic axes, where a chart can have them.")
        private boolean logarithmic;
    }

    /** What became of one chart. */
    record Row(String chart, List<String> files, @Nullable String absence) {}

    @Parameters(index = "0", paramLabel = "NAME", description = "The suite, by its name or its file.")
    private String name;

    @Parameters(
            index = "1..*",
            paramLabel = "CHART",
            arity = "0..*",
            description = "Charts by name (default: those of the suite's report); dlm list charts shows all.")
    private List<String> charts = new ArrayList<>();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            converter = StyleConverter.class,
            description = "single-column, two-column (the same letters on a full page's width) or screen"
                    + " (default: single-column).")
    private ChartStyle style = ChartStyle.SINGLE_COLUMN;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "svg, pdf, png, or several (default: pdf).")
    private List<Format> formats = List.of(Format.PDF);

    @ArgGroup
    private @Nullable Scales scales;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for the files (default: that of the suite's report).")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        SuiteIndex index = SuiteArgument.index(dlm(), store, name);
        List<Chart> wanted = wanted(index);
        Optional<String> trouble = Drawing.trouble();
        if (trouble.isPresent()) {
            err().println("dlm: " + trouble.get());
            return ExitCode.INTERNAL;
        }
        SuiteResults results = SuiteResults.read(store, index);
        List<Row> rows = new ArrayList<>();
        for (Chart chart : wanted) {
            rows.add(draw(chart, results, index.suite()));
        }
        if (dlm().json()) {
            out().println(JsonText.of(rows));
        } else {
            rows.forEach(this::print);
        }
        return rows.stream().anyMatch(row -> row.absence() != null) ? ExitCode.SOME_FAILED : ExitCode.OK;
    }

    private List<Chart> wanted(SuiteIndex index) {
        List<String> names = charts.isEmpty() ? index.charts() : charts;
        if (names.isEmpty()) {
            throw new InvalidSettingException(
                    "the report of '" + name + "' has no charts; name some of " + String.join(", ", Charts.names()));
        }
        return names.stream()
                .distinct()
                .map(chart -> Charts.byName(chart)
                        .orElseThrow(() -> new InvalidSettingException(
                                "there is no chart '" + chart + "', only " + String.join(", ", Charts.names()))))
                .toList();
    }

    private Row draw(Chart chart, SuiteResults results, String suite) throws IOException {
        Optional<Drawing> drawn = chart.draw(results);
        if (drawn.isEmpty()) {
            return new Row(chart.name(), List.of(), "nothing to show: it needs " + chart.needs());
        }
        Drawing drawing = scaled(chart, drawn.get().in(style));
        List<String> files = new ArrayList<>();
        for (Format format : formats.stream().distinct().toList()) {
            String file = chart.name() + "." + format.name().toLowerCase(Locale.ROOT);
            byte[] bytes =
                    switch (format) {
                        case SVG -> drawing.svg().getBytes(StandardCharsets.UTF_8);
                        case PDF -> drawing.pdf();
                        case PNG -> drawing.png();
                    };
            files.add(write(suite, file, bytes).toString());
        }
        return new Row(chart.name(), files, null);
    }

    private Path write(String suite, String file, byte[] bytes) throws IOException {
        if (output == null) {
            return ReportFolder.make(dlm().reports(), suite).write(file, bytes);
        }
        Path folder = dlm().resolve(output);
        Files.createDirectories(folder.toAbsolutePath());
        return Files.write(folder.resolve(file), bytes);
    }

    private Drawing scaled(Chart chart, Drawing drawing) {
        if (scales == null || (drawing.logarithmic() ? scales.logarithmic : scales.linear)) {
            return drawing;
        }
        Optional<Drawing> other = drawing.otherScale();
        if (other.isEmpty()) {
            err().println("dlm: " + chart.name() + " has no other scale; it is drawn as it is");
        }
        return other.orElse(drawing);
    }

    private void print(Row row) {
        row.files().forEach(out()::println);
        if (row.absence() != null) {
            err().println("dlm: " + row.chart() + ": " + row.absence());
        }
    }
}
