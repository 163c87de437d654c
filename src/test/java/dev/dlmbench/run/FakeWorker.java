package dev.dlmbench.run;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** A worker process that does {@link FakeWorks}. */
final class FakeWorker {
    private FakeWorker() {}

    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Worker worker = new Worker(
                new FakeWorks(System.getenv()),
                Clock.systemUTC(),
                System.in,
                out,
                System.err,
                Runtime.getRuntime()::halt);
        System.exit(worker.run());
    }
}
