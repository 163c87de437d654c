package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.text.DatasetCheck;
import dev.dlmbench.text.DatasetDownload;
import dev.dlmbench.text.PublishedDataset;
import dev.dlmbench.text.PublishedDataset.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Looks after the files of published data sets. */
@Command(
        name = "data",
        description = "Look after the files of published data sets.",
        subcommands = {DataCommand.Check.class, DataCommand.Fetch.class})
final class DataCommand extends DlmCommand {
    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "Missing command: check or fetch");
    }

    private static PublishedDataset named(String name) {
        return PublishedDataset.named(name)
                .orElseThrow(() -> new InvalidSettingException("there is no published data set '" + name + "'; known: "
                        + String.join(", ", PublishedDataset.names())));
    }

    /** Says what is there. */
    @Command(name = "check", description = "Say which files a data set needs, where, and what is there.")
    static final class Check extends DlmCommand {
        @Parameters(paramLabel = "NAME", description = "The data set, as in 'dlm list corpora'.")
        private String name = "";

        @Option(names = "--hash", description = "Read all files and print the SHA-256 of each.")
        private boolean hash;

        /** A file that is looked for. */
        record Row(String use, String expected, String found, long bytes, String verdict, String sha256) {}

        @Override
        public Integer call() throws IOException {
            PublishedDataset set = named(name);
            Path folder = DatasetCheck.folder(set, dlm().data());
            List<DatasetCheck> checks = DatasetCheck.of(set, dlm().data());
            List<Row> rows = new ArrayList<>();
            for (DatasetCheck check : checks) {
                String sum =
                        hash && !check.found().isEmpty() ? DatasetCheck.checksum(folder.resolve(check.found())) : "";
                rows.add(new Row(check.use(), check.expected(), check.found(), check.bytes(), check.verdict(), sum));
            }
            if (dlm().json()) {
                out().println(JsonText.of(rows));
                return code(checks);
            }
            print(set, folder, rows);
            if (code(checks) != ExitCode.OK) {
                set.download()
                        .ifPresent(from ->
                                below("'dlm data fetch " + set.id() + "' gets it from " + from.address() + "."));
            }
            return code(checks);
        }

        private static int code(List<DatasetCheck> checks) {
            return checks.stream().allMatch(DatasetCheck::fine) ? ExitCode.OK : ExitCode.SOME_FAILED;
        }

        private void print(PublishedDataset set, Path folder, List<Row> rows) {
            out().println(set.id() + ": " + set.description());
            out().println("in " + folder.toAbsolutePath().normalize());
            TextTable table = hash
                    ? new TextTable("for", "expected", "found", "bytes", "verdict", "sha256")
                    : new TextTable("for", "expected", "found", "bytes", "verdict");
            for (Row row : rows) {
                String found = row.found.isEmpty() ? "-" : row.found;
                List<Object> cells = new ArrayList<>(List.of(row.use, row.expected, found, row.bytes, row.verdict));
                if (hash) {
                    cells.add(row.sha256);
                }
                table.row(cells.toArray());
            }
            print(table);
        }
    }

    /** Downloads a file. */
    @Command(name = "fetch", description = "Download the file of a data set that can be had so; no run does.")
    static final class Fetch extends DlmCommand {
        @Parameters(paramLabel = "NAME", description = "The data set, as in 'dlm list corpora'.")
        private String name = "";

        @Option(
                names = "--sha256",
                paramLabel = "HEX",
                description = "What the download must have, where the set's definition does not know; any: whatever"
                        + " comes.")
        private String sha256 = "";

        @Option(names = "--from", paramLabel = "ADDRESS", description = "Another address of the same file.")
        private String from = "";

        @Override
        public Integer call() throws IOException {
            PublishedDataset set = named(name);
            Optional<Download> known = set.download();
            if (known.isEmpty()) {
                throw new InvalidSettingException(set.id() + " is no plain download; 'dlm data check " + set.id()
                        + "' says which files to put where");
            }
            String sum = sha256.isEmpty() ? known.get().sha256() : sha256;
            if (sum.isEmpty()) {
                throw new InvalidSettingException("no checksum of " + set.id() + " is known here: give the publisher's"
                        + " with --sha256, or take what comes with --sha256 any");
            }
            Path file =
                    DatasetCheck.folder(set, dlm().data()).resolve(known.get().file());
            if (Files.exists(file)) {
                throw new InvalidSettingException(file + " is there already; remove it to fetch it again");
            }
            String address = from.isEmpty() ? known.get().address() : from;
            String came = new DatasetDownload(address, file, sum).fetch(this::told);
            out().println(
                            dlm().json()
                                    ? JsonText.of(Map.of("file", file.toString(), "from", address, "sha256", came))
                                    : file + " is there; the SHA-256 of the download is " + came);
            return ExitCode.OK;
        }

        private long said = -1;

        private void told(long done, long total) {
            if (done >= said + 10) {
                said = done;
                progress().println(done + (total > 0 ? " of " + total : "") + " MB");
            }
        }
    }
}
