package dev.dlmbench.cli;

import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A suite file and the settings that win over it. */
final class SuiteArguments {
    @Parameters(index = "0", paramLabel = "SUITE", description = "Suite file (YAML).")
    private Path file;

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "Settings that win over the file.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "The same, as an option.")
    private List<String> options = new ArrayList<>();

    /** Returns the file as it was named. */
    Path file() {
        return file;
    }

    List<String> overrides() {
        List<String> all = new ArrayList<>(settings);
        all.addAll(options);
        return all;
    }

    Suite read(Dlm dlm) {
        return SuiteReader.read(dlm.resolve(file), overrides(), dlm.folder());
    }
}
