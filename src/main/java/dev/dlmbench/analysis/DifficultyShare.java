package dev.dlmbench.analysis;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.statistics.CrossedProportion;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.statistics.Moments;
import dev.dlmbench.statistics.Wilson;
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
 * @param interval of the share at 95 %: Wilson's for one seed, over seeds and examples for several
 * @param examples of this difficulty that every seed was asked
 */
public record DifficultyShare(String difficulty, double share, Interval interval, int examples) {
    private static final double CONFIDENCE = 0.95;

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
        List<Map<String, Double>> right =
                seeds.stream().map(DifficultyShare::byExample).toList();
        double[] shares =
                right.stream().mapToDouble(seed -> Moments.mean(values(seed))).toArray();
        int examples = right.stream().mapToInt(Map::size).min().orElseThrow();
        boolean alike = right.stream().map(Map::keySet).distinct().count() == 1;
        double share = Moments.mean(shares);
        Interval interval = alike && (seeds.size() == 1 || examples > 1)
                ? CrossedProportion.of(
                                right.stream().map(DifficultyShare::values).toArray(double[][]::new))
                        .interval(CONFIDENCE)
                : Wilson.interval(share, examples, CONFIDENCE);
        return new DifficultyShare(difficulty, share, interval, examples);
    }

    /** Returns the share of right answers to each example. */
    private static Map<String, Double> byExample(List<Answer> answers) {
        return answers.stream()
                .collect(Collectors.groupingBy(
                        Answer::id, TreeMap::new, Collectors.averagingDouble(answer -> answer.right() ? 1 : 0)));
    }

    private static double[] values(Map<String, Double> seed) {
        return seed.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
