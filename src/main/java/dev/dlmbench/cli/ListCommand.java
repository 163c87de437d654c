package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.chart.Chart;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.setting.SamplerReference;
import dev.dlmbench.setting.SettingReference;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.text.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists what suites can name. */
@Command(name = "list", description = "List what a suite can name.")
final class ListCommand extends DlmCommand {
    /** What there is to list. */
    enum Topic {
        CORPORA,
        METRICS,
        CHARTS,
        SETTINGS,
        SAMPLERS,
        EXPERIMENTS
    }

    @Parameters(paramLabel = "TOPIC", description = "corpora, metrics, charts, settings, samplers or experiments.")
    private Topic topic;

    @Override
    public Integer call() throws IOException {
        TextTable table =
                switch (topic) {
                    case CORPORA -> corpora();
                    case METRICS -> metrics();
                    case CHARTS -> charts();
                    case SETTINGS -> settings();
                    case SAMPLERS -> samplers();
                    case EXPERIMENTS -> experiments();
                };
        if (dlm().json()) {
            out().println(JsonText.of(table.records()));
        } else {
            print(table);
        }
        return ExitCode.OK;
    }

    private static TextTable corpora() {
        TextTable table = new TextTable("corpus", "what it is");
        Corpora.descriptions().forEach(table::row);
        return table;
    }

    private static TextTable metrics() {
        TextTable table = new TextTable("metric", "unit", "better", "what it is");
        for (Metric metric : Metric.values()) {
            table.row(
                    metric.id(),
                    metric.unit(),
                    switch (metric.better()) {
                        case LOWER -> "lower";
                        case HIGHER -> "higher";
                        case DATA -> "as the data's";
                        case NONE -> "-";
                    },
                    metric.definition());
        }
        return table;
    }

    private static TextTable charts() {
        TextTable table = new TextTable("chart", "title");
        for (Chart chart : Charts.all()) {
            table.row(chart.name(), chart.title());
        }
        return table;
    }

    private static TextTable samplers() {
        TextTable table = new TextTable("sampler", "stands for", "what it is");
        for (SamplerReference sampler : SamplerReference.all()) {
            table.row(sampler.name(), String.join(" ", sampler.settings()), sampler.description());
        }
        return table;
    }

    private static TextTable settings() {
        TextTable table = new TextTable("setting", "default", "holds", "what it is");
        for (SettingReference setting : SettingReference.all()) {
            table.row(setting.key(), setting.fallback(), setting.type(), setting.description());
        }
        return table;
    }

    private TextTable experiments() throws IOException {
        TextTable table = new TextTable("file", "suite", "title");
        Path folder = dlm().resolve(Path.of("experiments"));
        if (!Files.isDirectory(folder)) {
            throw new InvalidSettingException("there is no folder " + folder + "; -C names the folder to work in");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> suites = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            for (Path file : suites) {
                try {
                    Suite suite = SuiteReader.read(file, List.of(), dlm().folder());
                    table.row(file, suite.name(), suite.title());
                } catch (InvalidSettingException broken) {
                    table.row(file, "-", "cannot be read; dlm validate says why");
                }
            }
        }
        return table;
    }
}
