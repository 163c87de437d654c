package dev.dlmbench.revision;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder in a git repository; the one class that runs git.
 *
 * @param folder where git is run
 */
public record GitRepository(Path folder) {

    /** Returns whether {@code folder} is the top of a repository. */
    boolean isTop() {
        return Files.exists(folder.resolve(".git"));
    }

    /** Returns what git answers, without blank ends; nothing if it refuses, or if there is no git. */
    public Optional<String> ask(String... arguments) throws InterruptedException {
        try {
            Process process = builder(arguments)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = output(process);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException noGit) {
            return Optional.empty();
        }
    }

    /** Returns a file as it was in a revision, by its path from {@link #folder}; nothing if it was not there. */
    public Optional<String> file(String revision, Path relative) throws InterruptedException {
        return ask("show", "--end-of-options", revision + ":./" + relative);
    }

    /** Returns the commits that changed a file, the latest first, by the file's path from {@link #folder}. */
    public List<String> commits(Path relative) throws InterruptedException {
        return ask("log", "--format=%H", "--", "./" + relative)
                .orElse("")
                .lines()
                .toList();
    }

    /** Checks out {@code revision} in the new folder {@code tree}, until {@link #removeWorktree}. */
    public void addWorktree(Path tree, String revision) throws IOException, InterruptedException {
        command("worktree", "add", "--quiet", "--detach", tree.toString(), revision);
    }

    /** Removes what {@link #addWorktree} made. */
    public void removeWorktree(Path tree) throws IOException, InterruptedException {
        command("worktree", "remove", "--force", tree.toString());
    }

    private void command(String... arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).redirectErrorStream(true).start();
        String output = output(process);
        if (process.waitFor() != 0) {
            throw new InvalidSettingException("git " + String.join(" ", arguments) + " failed:\n" + output);
        }
    }

    private ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile());
    }

    private static String output(Process process) throws IOException {
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
