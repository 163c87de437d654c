package dev.dlmbench.suite;

import dev.dlmbench.base.Problem;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.setting.Setting;
import dev.dlmbench.setting.SettingTable;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Suggestions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The rules that hold between settings of different sections, and those about what must be written. */
final class CrossChecks {
    private static final long MOST_STEPS = 1_000_000;
    private static final int MOST_SEEDS = 1_000;

    private static final Map<String, Set<String>> TOKENIZERS = Map.of(
            "data.tokenizer.file", Set.of("huggingface", "bert"),
            "data.tokenizer.folder", Set.of("gpt2"),
            "data.tokenizer.size", Set.of("bpe"));

    private final Path folder;

    /** Creates checks; files that the command line names are relative to {@code folder}. */
    CrossChecks(Path folder) {
        this.folder = folder;
    }

    /** Returns what is wrong with a point, by the key whose place shows it best. */
    List<Problem> check(Candidate candidate, PointValues values) {
        List<Problem> problems = new ArrayList<>();
        for (Setting setting : SettingTable.ALL.values()) {
            if (setting.required()
                    && !candidate.settings().containsKey(setting.key())
                    && values.find(setting.key()).isEmpty()) {
                String choices = setting.choices().isEmpty() ? "" : ": one of " + String.join(", ", setting.choices());
                problems.add(new Problem(setting.key(), "is missing" + choices));
            }
        }
        corpus(candidate, values, problems);
        blocks(values, problems);
        steps(values, problems);
        seeds(values, problems);
        return problems;
    }

    private void corpus(Candidate candidate, PointValues values, List<Problem> problems) {
        Optional<String> corpus = values.find("data.corpus").map(SettingValue::text);
        if (corpus.isEmpty()) {
            return;
        }
        for (String key : candidate.settings().keySet()) {
            if (!CorpusKeyOwners.goWith(key, corpus.get())) {
                problems.add(new Problem(key, "does not go with corpus " + corpus.get()));
            }
        }
        if (values.oracle() && !PointValues.scores(corpus.get())) {
            String rule = "oracle needs a corpus whose source is known exactly (markov, topics), not " + corpus.get();
            problems.add(new Problem("backbone.kind", rule));
        }
        tokenizer(candidate, values, corpus.get(), problems);
        if (corpus.get().equals("ids")) {
            for (String key : List.of("data.corpus.path", "data.corpus.vocabulary")) {
                if (!candidate.settings().containsKey(key)) {
                    problems.add(new Problem(key, "is missing: corpus ids needs it"));
                }
            }
        }
        if (corpus.get().equals("file")) {
            file("data.corpus.path", "corpus file needs the file to read", candidate, values, problems);
        }
        if (corpus.get().equals("jsonl")) {
            Stream.of("data.corpus.train", "data.corpus.test")
                    .filter(candidate.settings()::containsKey)
                    .forEach(key -> file(key, "", candidate, values, problems));
        }
        boolean oracle = values.find("evaluator.kind")
                .map(kind -> kind.text().equals("oracle"))
                .orElse(false);
        if (oracle && !PointValues.scores(corpus.get())) {
            String rule = "oracle needs a corpus whose source gives every text a probability (markov, topics), not "
                    + corpus.get();
            problems.add(new Problem("evaluator.kind", rule));
        }
    }

    private void tokenizer(Candidate candidate, PointValues values, String corpus, List<Problem> problems) {
        String kind = values.find("data.tokenizer").map(SettingValue::text).orElse("char");
        if (!kind.equals("char") && PointValues.synthetic(corpus)) {
            problems.add(new Problem("data.tokenizer", "must be char for corpus " + corpus + ", got " + kind));
            return;
        }
        if (kind.equals("bpe") && corpus.equals("ids")) {
            problems.add(new Problem("data.tokenizer", "must not be bpe for corpus ids, whose tokens are given"));
        }
        if (kind.equals("bpe") && CorpusKeyOwners.DATASETS.contains(corpus)) {
            String rule = "must not be bpe for corpus " + corpus + ": it is learnt from texts that lie in memory";
            problems.add(new Problem("data.tokenizer", rule));
        }
        TOKENIZERS.forEach((key, kinds) -> {
            if (candidate.settings().containsKey(key) && !kinds.contains(kind)) {
                problems.add(new Problem(key, "does not go with tokenizer " + kind));
            }
        });
        if (kind.equals("huggingface")) {
            file("data.tokenizer.file", "tokenizer huggingface needs it", candidate, values, problems);
        }
    }

    private void file(String key, String need, Candidate candidate, PointValues values, List<Problem> problems) {
        if (!candidate.settings().containsKey(key)) {
            problems.add(new Problem(key, "is missing: " + need));
            return;
        }
        String path = values.find(key).map(SettingValue::text).orElse("");
        if (!path.isBlank() && !exists(candidate.folder(key, folder), path)) {
            problems.add(new Problem(key, "names no file: '" + Suggestions.shorten(path) + "'"));
        }
    }

    private static boolean exists(Path folder, String path) {
        try {
            return Files.isRegularFile(folder.resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void blocks(PointValues values, List<Problem> problems) {
        Optional<Long> size = values.wholeOrZero("process.blockSize").filter(block -> block > 0);
        Optional<Long> sequence = whole(values, "data.sequence").filter(n -> n > 0);
        if (size.isEmpty() || sequence.isEmpty() || values.autoregressive().orElse(true)) {
            return;
        }
        if (size.get() > sequence.get()) {
            problems.add(new Problem(
                    "process.blockSize",
                    "must be at most data.sequence, got " + size.get() + " and " + sequence.get()));
        } else if (sequence.get() % size.get() != 0) {
            problems.add(new Problem(
                    "process.blockSize", "must divide data.sequence, got " + size.get() + " and " + sequence.get()));
        }
    }

    private static void steps(PointValues values, List<Problem> problems) {
        long steps = values.wholeOrZero("sampling.steps").orElse(0L);
        long perBlock = values.wholeOrZero("sampling.stepsPerBlock").orElse(0L);
        if (steps < 0) {
            problems.add(new Problem("sampling.steps", "must be positive, got " + steps));
        } else if (steps > 0 && !values.autoregressive().orElse(true)) {
            values.blocks()
                    .filter(blocks -> steps % blocks != 0)
                    .ifPresent(blocks -> problems.add(new Problem(
                            "sampling.steps",
                            "must be a multiple of the " + blocks + " blocks of a sequence, got " + steps)));
        }
        if (Math.max(steps, perBlock) > MOST_STEPS) {
            String key = steps > perBlock ? "sampling.steps" : "sampling.stepsPerBlock";
            problems.add(new Problem(key, "must be at most " + MOST_STEPS + ", got " + Math.max(steps, perBlock)));
        }
    }

    private static void seeds(PointValues values, List<Problem> problems) {
        List<Long> seeds = values.find("seeds")
                .map(value -> ((SettingValue.Wholes) value).values())
                .orElse(List.of());
        if (seeds.size() > MOST_SEEDS) {
            problems.add(new Problem("seeds", "must be at most " + MOST_SEEDS + ", got " + seeds.size()));
            return;
        }
        Set<Long> seen = new HashSet<>();
        for (long seed : seeds) {
            if (seed < 0) {
                problems.add(new Problem("seeds", "must not be negative, got " + seed));
            } else if (!seen.add(seed)) {
                problems.add(new Problem("seeds", "must differ from each other, got " + seed + " twice"));
            }
        }
    }

    private static Optional<Long> whole(PointValues values, String key) {
        return values.find(key).map(value -> ((SettingValue.Whole) value).value());
    }
}
