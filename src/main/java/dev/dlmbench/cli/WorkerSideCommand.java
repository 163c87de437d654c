package dev.dlmbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.run.Worker;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** What a worker process runs. */
@Command(
        name = "worker",
        hidden = true,
        description = "The worker's side of a run; reads its orders from standard input.")
final class WorkerSideCommand extends DlmCommand {
    @Override
    String noJson() {
        return "this is for the program itself";
    }

    @Override
    public Integer call() throws IOException {
        PrintStream events = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        System.setOut(System.err); // whatever libraries print goes to the log, not between the events
        Worker worker = new Worker(
                dlm().program().works().apply(dlm().data()),
                dlm().program().clock(),
                System.in,
                events,
                System.err,
                Runtime.getRuntime()::halt);
        return worker.run();
    }
}
