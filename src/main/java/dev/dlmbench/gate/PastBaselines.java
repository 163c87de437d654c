package dev.dlmbench.gate;

import dev.dlmbench.results.Baseline;
import dev.dlmbench.revision.GitRepository;
import dev.dlmbench.store.Baselines;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The baselines of a suite, those of now and those that the repository remembers. */
public record PastBaselines(ResultStore store) {
    private static final int SHORT = 10;

    /** Returns the baselines by what they are to be called. */
    public Map<String, Baseline> of(String suite) throws IOException, InterruptedException {
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
        GitRepository repository =
                new GitRepository(file.toAbsolutePath().normalize().resolveSibling(""));
        Path relative = file.getFileName();
        for (String commit : repository.commits(relative)) {
            Optional<String> text = repository.file(commit, relative);
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
}
