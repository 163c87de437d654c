package dev.dlmbench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a worker process is started.
 *
 * @param command program and arguments
 * @param environment variables on top of those of this process
 * @param folder the working folder
 */
public record WorkerCommand(List<String> command, Map<String, String> environment, Path folder) {
    /**
     * Flags for a JVM that spends its time in native code: a small collector, quick compilation, no warning about
     * native libraries, and a crash report that ends up in the log.
     */
    public static final List<String> JVM_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:+ErrorFileToStderr",
            "--enable-native-access=ALL-UNNAMED");

    /**
     * Ctrl-C reaches all processes of a terminal; a worker leaves it to the driver. Nobody wants the memory of one that
     * crashed in the folder where the user works.
     */
    private static final List<String> SHELL =
            List.of("/bin/sh", "-c", "trap '' INT; ulimit -c 0; exec \"$@\"", "dlm-worker");

    /** Copies the collections. */
    public WorkerCommand {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Returns a command that runs {@code mainClass} in a JVM with the class path of this one. */
    public static WorkerCommand ofThisJvm(List<String> mainClass, Map<String, String> environment, Path folder) {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            command.addAll(SHELL);
        }
        command.addAll(java(mainClass));
        Map<String, String> all = new TreeMap<>(environment);
        all.put("CLASSPATH", absoluteClassPath());
        return new WorkerCommand(command, all, folder);
    }

    /** Returns the command line of a JVM like this one that runs {@code mainClass}; the class path is not in it. */
    public static List<String> java(List<String> mainClass) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_FLAGS);
        command.addAll(mainClass);
        return command;
    }

    /** Returns the same command with more variables. */
    WorkerCommand with(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(variables);
        return new WorkerCommand(command, all, folder);
    }

    Process start(File log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Runs the command to its end, without orders.
     *
     * @param log where its error output goes
     */
    public Ended runToEnd(Path log) throws IOException, InterruptedException {
        Process process = start(log.toFile());
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), output);
    }

    /**
     * How a command ended.
     *
     * @param exitCode 0 if all went well
     * @param output what it printed
     */
    public record Ended(int exitCode, String output) {}

    /** Returns this JVM's class path, independent of the working folder. */
    public static String absoluteClassPath() {
        String classPath =
                Optional.ofNullable(System.getProperty("java.class.path")).orElse("");
        List<String> absolute = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, absolute);
    }
}
