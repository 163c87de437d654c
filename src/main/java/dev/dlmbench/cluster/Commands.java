package dev.dlmbench.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a cluster's commands, each for a limited time, and without variables of the environment that they obey. */
final class Commands {
    private static final List<String> OBEYED = List.of("SLURM_", "SBATCH_", "SQUEUE_", "SCANCEL_", "SCONTROL_");
    private static final String CONFIGURATION = "SLURM_CONF";
    private static final int LONGEST_ANSWER = 64 << 20;

    private static final long MOMENT_NANOS = 100_000_000;

    private final List<String> prefix;
    private final Map<String, String> environment;
    private final Duration patience;

    /**
     * Creates a runner.
     *
     * @param prefix words before every command, such as {@code ssh login}; what follows them is quoted for a shell
     * @param environment variables on top of this process's
     * @param patience how long a command may take
     */
    Commands(List<String> prefix, Map<String, String> environment, Duration patience) {
        this.prefix = List.copyOf(prefix);
        this.environment = Map.copyOf(environment);
        this.patience = patience;
    }

    /** How a command ended. */
    record Ended(int code, String output, String errors) {
        /** Returns what it said, in one line. */
        String said() {
            String words = (errors.isBlank() ? output : errors).strip().replaceAll("\\s*\\R\\s*", "; ");
            String shown = words.length() > 500 ? words.substring(0, 500) + "..." : words;
            return shown.isEmpty() ? "exit code " + code : shown;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws UnavailableException if it cannot be started or does not end
     */
    Ended run(String... command) throws UnavailableException, InterruptedException {
        return run(List.of(command));
    }

    Ended run(List<String> command) throws UnavailableException, InterruptedException {
        List<String> whole = new ArrayList<>(prefix);
        command.forEach(word -> whole.add(prefix.isEmpty() ? word : ShellWords.quoted(word)));
        ProcessBuilder builder = new ProcessBuilder(whole);
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> !name.equals(CONFIGURATION) && isObeyed(name));
        variables.putAll(environment);
        variables.put("LC_ALL", "C");
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UnavailableException(command.get(0) + " cannot be started: " + e.getMessage());
        }
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw noAnswer(command);
            }
            return new Ended(process.exitValue(), await(output, deadline), await(errors, deadline));
        } catch (TimeoutException keptOpenByAnother) {
            throw noAnswer(command);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private UnavailableException noAnswer(List<String> command) {
        return new UnavailableException(command.get(0) + " gave no answer in " + patience.toSeconds() + " s");
    }

    /** A process in the background may hold the stream open for ever. */
    private static String await(CompletableFuture<String> text, long deadline)
            throws TimeoutException, InterruptedException {
        try {
            return text.get(Math.max(MOMENT_NANOS, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isObeyed(String variable) {
        return OBEYED.stream().anyMatch(variable::startsWith);
    }

    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (stream) {
                        text.complete(new String(stream.readNBytes(LONGEST_ANSWER), UTF_8));
                    } catch (IOException cutShort) {
                        text.complete("");
                    }
                },
                "command-output");
        reader.setDaemon(true);
        reader.start();
        return text;
    }
}
