package dev.dlmbench.cli;

import dev.dlmbench.maintenance.ArchiveImport;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes archives of results into the store. */
@Command(
        name = "import",
        description = "Take the results in archives that dlm export has written into the store. Nothing of an archive"
                + " is taken if anything in it is damaged. Otherwise as dlm merge.")
final class ImportCommand extends DlmCommand {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Archives.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--replace-suites",
            description = "Where a suite has other points there than here, take the archive's.")
    private boolean replace;

    @Override
    public Integer call() throws IOException {
        ResultStore store = dlm().store();
        List<MergeOutput> outputs = new ArrayList<>();
        for (Path file : files) {
            progress().println("importing " + dlm().resolve(file) + " into " + store.root() + " ...");
            outputs.add(MergeOutput.of(file.toString(), ArchiveImport.read(store, dlm().resolve(file), replace)));
        }
        return MergeOutput.print(this, outputs);
    }
}
