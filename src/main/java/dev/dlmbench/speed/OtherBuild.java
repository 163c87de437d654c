package dev.dlmbench.speed;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.revision.GitRepository;
import dev.dlmbench.run.WorkerCommand;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A build of the program, to be timed beside another.
 *
 * @param classPath of its JVM
 * @param words for people
 */
public record OtherBuild(String classPath, String words) {

    /** Returns the build that is running. */
    public static OtherBuild ofThis() {
        return new OtherBuild(System.getProperty("java.class.path", ""), "this build");
    }

    /** Returns the build in {@code jar}, with the libraries in the folder {@code lib} beside it, or else with ours. */
    public static OtherBuild ofJar(Path jar, String words) {
        if (!Files.exists(jar)) {
            throw new InvalidSettingException("there is no " + jar);
        }
        Path libraries = jar.toAbsolutePath().resolveSibling("lib");
        String ours = System.getProperty("java.class.path", "");
        String rest = Files.isDirectory(libraries) ? libraries + File.separator + "*" : ours;
        return new OtherBuild(jar.toAbsolutePath() + File.pathSeparator + rest, words);
    }

    /** Builds what {@code ref} of the program's own repository is, in {@code folder}. */
    public static OtherBuild ofRef(String ref, Path sources, Path folder) throws IOException, InterruptedException {
        Path tree = folder.resolve("base");
        GitRepository repository = new GitRepository(sources);
        repository.addWorktree(tree, ref);
        try {
            String maven = Files.exists(tree.resolve("mvnw")) && !installed("mvn") ? "./mvnw" : "mvn";
            run(tree, maven, "-B", "-q", "-Pquick", "-Dmaven.test.skip=true", "package");
            Path built = Files.createDirectories(folder.resolve("built"));
            Files.move(tree.resolve("target/dlm-bench.jar"), built.resolve("dlm-bench.jar"));
            Files.move(tree.resolve("target/lib"), built.resolve("lib"));
            return ofJar(built.resolve("dlm-bench.jar"), ref);
        } finally {
            repository.removeWorktree(tree);
        }
    }

    private static boolean installed(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new InvalidSettingException(String.join(" ", command) + " failed:\n" + output.strip());
        }
    }

    /**
     * Returns the command that decodes with this build.
     *
     * @param program the main class and what else every command starts with
     */
    WorkerCommand command(List<String> program, List<String> arguments, Path folder) {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        return new WorkerCommand(WorkerCommand.java(command), Map.of("CLASSPATH", classPath), folder);
    }
}
