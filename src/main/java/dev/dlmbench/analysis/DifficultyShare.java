package dev.dlmbench.analysis;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many answers to examples of one difficulty are right.
 *
 * @param difficulty of the examples, as the task calls it
 * @param share of right answers, mean over the seeds
 * @param interval of the share at 95 %, as that of accuracy
 * @param examples of this difficulty that every seed was asked
 */
public record DifficultyShare(String difficulty, double share, Interval interval, int examples) {

    /** Returns the shares of a point from easy to hard; examples without a difficulty are left out. */
    public static List<DifficultyShare> of(SuiteResults results, PointEntry point) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (SeedEntry seed : point.seeds()) {
            results.file(seed, NodeKind.ANSWERS, NodeFiles.ANSWERS).ifPresent(files::add);
        }
        Map<String, List<List<Answer>>> byDifficulty = new TreeMap<>(DifficultyOrder.EASIEST_FIRST);
        for (Path file : files) {
            JsonLines.read(file, Answer.class).stream()
                    .filter(answer -> !answer.difficulty().isEmpty())
                    .collect(Collectors.groupingBy(Answer::difficulty))
                    .forEach((difficulty, answers) -> byDifficulty
                            .computeIfAbsent(difficulty, key -> new ArrayList<>())
                            .add(answers));
        }
        List<DifficultyShare> shares = new ArrayList<>();
        byDifficulty.forEach((difficulty, seeds) -> shares.add(of(difficulty, seeds)));
        return shares;
    }

    private static DifficultyShare of(String difficulty, List<List<Answer>> seeds) {
        double[] shares = seeds.stream()
                .mapToDouble(answers ->
                        (double) answers.stream().filter(Answer::right).count() / answers.size())
                .toArray();
        int examples = seeds.stream().mapToInt(DifficultyShare::examples).min().orElseThrow();
        return new DifficultyShare(difficulty, Moments.mean(shares), Replicates.proportion(shares, examples), examples);
    }

    /** All answers to an example count as one, as they are right in part together. */
    private static int examples(List<Answer> answers) {
        return (int) answers.stream().filter(answer -> answer.sample() == 0).count();
    }
}
