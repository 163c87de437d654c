package dev.dlmbench.suite;

import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.PublishedDataset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which keys of {@code data.corpus} go with which corpora. */
final class CorpusKeyOwners {
    /** The corpora whose keys are those of a data set. */
    static final Set<String> DATASETS = Stream.concat(Stream.of(DatasetSpec.KIND), PublishedDataset.names().stream())
            .collect(Collectors.toUnmodifiableSet());

    private static final String CORPUS = "data.corpus.";

    private static final Set<String> TASKS = Corpora.tasks();

    /** Corpora that are made from a seed, and those of files whose order is. */
    private static final Set<String> MADE = joined(Set.of("markov", "topics", "stories"), TASKS);

    private static final Set<String> CHAINS = Set.of("markov", "topics");

    private static final Set<String> TOPICS = Set.of("topics");

    private static final Set<String> OWN_EXAMPLES = Set.of("jsonl");

    private static final Map<String, Set<String>> OWNERS = Map.ofEntries(
            Map.entry("order", CHAINS),
            Map.entry("symbols", CHAINS),
            Map.entry("concentration", CHAINS),
            Map.entry("classes", TOPICS),
            Map.entry("contrast", TOPICS),
            Map.entry("unlabelled", TOPICS),
            Map.entry("learnLabels", TOPICS),
            Map.entry("seed", MADE),
            Map.entry("path", joined(Set.of("file", "ids"), DATASETS)),
            Map.entry("vocabulary", Set.of("ids")),
            Map.entry("train", joined(OWN_EXAMPLES, DATASETS)),
            Map.entry("test", joined(OWN_EXAMPLES, DATASETS)),
            Map.entry("digits", Set.of("multiplication")),
            Map.entry("spaces", Set.of("multiplication")),
            Map.entry("testFile", Set.of("multiplication")),
            Map.entry("depth", Set.of("boolean")),
            Map.entry("size", Set.of("sudoku")),
            Map.entry("clues", Set.of("sudoku")),
            Map.entry("numbers", Set.of("countdown")),
            Map.entry("largest", Set.of("countdown")),
            Map.entry("target", Set.of("countdown")),
            Map.entry("least", Set.of("multiplication", "boolean", "sudoku", "countdown")),
            Map.entry("annotations", Set.of("gsm8k")),
            Map.entry("thoughts", Set.of("multiplication", "boolean", "countdown", "gsm8k")),
            Map.entry("tests", Set.of("multiplication", "boolean", "sudoku", "countdown")),
            Map.entry("fields", OWN_EXAMPLES),
            Map.entry("numeric", OWN_EXAMPLES),
            Map.entry("separator", OWN_EXAMPLES),
            Map.entry("multiPass", TASKS),
            Map.entry("learnPadding", TASKS),
            Map.entry("packed", TASKS),
            Map.entry("end", TASKS));

    private CorpusKeyOwners() {}

    private static Set<String> joined(Set<String> some, Set<String> others) {
        return Stream.of(some, others).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether a setting goes with a corpus; those outside of {@code data.corpus} go with all. */
    static boolean goWith(String key, String corpus) {
        if (!key.startsWith(CORPUS)) {
            return true;
        }
        String name = List.of(key.substring(CORPUS.length()).split("\\.", -1)).get(0);
        return OWNERS.getOrDefault(name, DATASETS).contains(corpus);
    }
}
