package dev.dlmbench.cli;

import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Baselines;
import dev.dlmbench.results.ResultStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The baselines of a suite, those of now and those that the repository remembers. */
record PastBaselines(Dlm dlm, ResultStore store) {
    private static final int SHORT = 10;

    /** Returns the baselines by what they are to be called. */
    Map<String, Baseline> of(String suite) throws IOException, InterruptedException {
        Baselines baselines = new Baselines(store);
        Map<String, Baseline> found = new LinkedHashMap<>();
        for (String name : baselines.names()) {
            Baseline baseline = baselines.read(name);
            if (baseline.suite().equals(suite)) {
                found.put("baseline " + name, baseline);
                committed(name, baselines.file(name), found);
            }
        }
        return found;
    }

    private void committed(String name, Path file, Map<String, Baseline> found)
            throws IOException, InterruptedException {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        String relative = "./" + file.getFileName();
        Optional<String> commits = git(folder, "log", "--format=%H", "--", relative);
        for (String commit : commits.orElse("").lines().toList()) {
            Optional<String> text = git(folder, "show", commit + ":" + relative);
            if (text.isPresent()) {
                readable(text.get(), commit)
                        .filter(baseline -> !found.containsValue(baseline))
                        .ifPresent(baseline ->
                                found.put("baseline " + name + " in " + commit.substring(0, SHORT), baseline));
            }
        }
    }

    /** Baselines of long ago may have been written in another form; they are left out. */
    private static Optional<Baseline> readable(String text, String commit) {
        try {
            return Optional.of(Baselines.parse(text, commit));
        } catch (IOException otherForm) {
            return Optional.empty();
        }
    }

    private static Optional<String> git(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
    }
}
