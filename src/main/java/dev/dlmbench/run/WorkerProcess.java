package dev.dlmbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.plan.NodeOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker process as the driver sees it. */
final class WorkerProcess {
    private static final int SIGNALLED = 128;

    private final Process process;
    private final Path log;

    WorkerProcess(WorkerCommand command, Path log) throws IOException {
        this.log = log;
        this.process = command.start(log.toFile());
    }

    /** Hands over the order and passes the worker's events on until it ends; returns its exit code. */
    int converse(NodeOrder order, Consumer<WorkerEvent> events) throws IOException, InterruptedException {
        tell(Wire.line(order));
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            String line;
            while ((line = readLine(reader)) != null) {
                String noise = line + "\n";
                Wire.event(line).ifPresentOrElse(events, () -> append(noise));
            }
        }
        return process.waitFor();
    }

    /** Asks the worker to end soon. */
    void requestStop() {
        tell(Wire.STOP);
    }

    /** Waits for the end, and enforces it. */
    void awaitEnd(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    /** Returns in words how a process with {@code exitCode} ended. */
    static String death(int exitCode) {
        if (exitCode == Worker.UNFIT) {
            return "its device failed the self-test";
        }
        return exitCode > SIGNALLED && exitCode < SIGNALLED + 65
                ? "worker died (signal " + (exitCode - SIGNALLED) + ")"
                : "worker died (exit code " + exitCode + ")";
    }

    private static @Nullable String readLine(BufferedReader reader) {
        try {
            return reader.readLine();
        } catch (IOException diedWhileWriting) {
            return null;
        }
    }

    /** A worker that has died does not listen; its exit code tells. */
    private void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(UTF_8));
            process.getOutputStream().flush();
        } catch (IOException died) {
            append("the worker does not listen: " + died.getMessage() + "\n");
        }
    }

    private void append(String noise) {
        try {
            Files.writeString(log, noise, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException ignored) { // a line of noise less
            return;
        }
    }
}
