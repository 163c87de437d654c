package dev.dlmbench.cli;

import dev.dlmbench.base.Machine;
import dev.dlmbench.cluster.BatchFolder;
import dev.dlmbench.cluster.ElementWorker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the elements of a cluster's job arrays run. */
@Command(name = "element", hidden = true, description = "The worker's side of one element of a job array.")
final class ElementSideCommand extends DlmCommand {
    @Parameters(index = "0", paramLabel = "BATCH", description = "Folder of the batch.")
    private Path batch;

    @Parameters(index = "1", paramLabel = "ELEMENT", description = "Its number in the batch.")
    private int element;

    @Override
    String noJson() {
        return "this is for the program itself";
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> environment = System.getenv();
        ElementWorker worker = new ElementWorker(
                new BatchFolder(batch),
                element,
                Optional.ofNullable(environment.get("SLURMD_NODENAME")).orElseGet(Machine::name),
                Runtime.getRuntime()::halt);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "termination"));
        System.setOut(System.err);
        return worker.run(
                dlm().program().works().apply(dlm().data()), dlm().program().clock(), System.err);
    }

    private static void stop(ElementWorker worker) {
        try {
            worker.stop();
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }
}
