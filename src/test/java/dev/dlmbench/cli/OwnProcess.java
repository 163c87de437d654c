package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program in a process of its own, with work that takes no time. */
final class OwnProcess {
    private static final int PATIENCE_SECONDS = 120;
    private static final int LOOKS_PER_SECOND = 20;
    private static final String SETTINGS = "-XX:TieredStopAtLevel=1";

    private final Process process;
    private final Path output;
    private final Path trace;

    private OwnProcess(Process process, Path output, Path trace) {
        this.process = process;
        this.output = output;
        this.trace = trace;
    }

    /** Starts a command, such as {@code run small.yaml}, whose workers behave as told. */
    static OwnProcess start(Path folder, String behaviour, String command) throws IOException {
        List<String> words = new ArrayList<>();
        if (deafToInterrupts()) {
            words.addAll(List.of("env", "--default-signal=INT"));
        }
        words.addAll(List.of(java(), SETTINGS, FakeMain.class.getName()));
        words.addAll(List.of(command.split(" ", -1)));
        return start(folder, behaviour, words);
    }

    /**
     * Starts a shell script that may run the program as {@code $DLM}, and the one with real networks as {@code $REAL}.
     */
    static OwnProcess script(Path folder, String behaviour, List<String> shell, String script) throws IOException {
        List<String> words = new ArrayList<>(shell);
        words.add(script);
        return start(folder, behaviour, words);
    }

    private static OwnProcess start(Path folder, String behaviour, List<String> command) throws IOException {
        Path output = folder.resolve("output");
        Path trace = folder.resolve("trace");
        Files.deleteIfExists(trace);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("DLM", java() + " " + SETTINGS + " " + FakeMain.class.getName());
        builder.environment().put("REAL", java() + " " + SETTINGS + " " + Main.class.getName());
        builder.environment().put("FAKE", behaviour);
        builder.environment().put("TRACE", trace.toString());
        return new OwnProcess(builder.start(), output, trace);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** What a shell ignores for what it starts in the background is inherited, unless it is set back. */
    private static boolean deafToInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** Sends a signal, such as {@code INT}. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Returns the processes that this one has started. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Waits for the end and returns the exit code. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** Returns what was printed so far. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until a worker has left a line in its trace. */
    void awaitTrace(String line) throws IOException, InterruptedException {
        await(trace, line);
    }

    /** Waits until something is printed. */
    void awaitOutput(String words) throws IOException, InterruptedException {
        await(output, words);
    }

    private static void await(Path file, String words) throws IOException, InterruptedException {
        for (int i = 0; i < PATIENCE_SECONDS * LOOKS_PER_SECOND; i++) {
            if (Files.exists(file) && Files.readString(file).contains(words)) {
                return;
            }
            Thread.sleep(1000 / LOOKS_PER_SECOND);
        }
        throw new AssertionError("never: " + words);
    }
}
