package dev.dlmbench.report;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some of what a point's first model wrote: the first samples, and those that the evaluator likes best and least.
 *
 * @param point the short name of the point
 * @param anchor of what the page says about it
 * @param seed of the model
 * @param drawn how many samples there are in all
 * @param shown in the order they were drawn
 */
public record SampleCard(String point, String anchor, long seed, int drawn, List<Shown> shown) {
    /** What all samples of a page may take together, in characters. */
    private static final int ROOM = 1_000_000;

    private static final int FEWEST = 4;
    private static final int MOST = 24;
    private static final int LONGEST = 2_000;

    /**
     * One sample.
     *
     * @param number counted from 1
     * @param text that was drawn, cut where it is very long
     * @param rank why it is shown: any of first, best and worst, with a blank between
     * @param genPpl its perplexity under the evaluator, or empty
     * @param entropy of its tokens, or empty
     * @param nats per token under the evaluator, unrounded, or empty
     */
    public record Shown(long number, String text, String rank, String genPpl, String entropy, String nats) {}

    static List<SampleCard> of(SuiteResults results) throws IOException {
        List<PointEntry> points = results.index().points();
        int room = ROOM / Math.max(1, points.size());
        List<SampleCard> cards = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            PointEntry point = points.get(i);
            for (SeedEntry seed : point.seeds()) {
                Optional<Path> file = results.file(seed, NodeKind.SAMPLES, NodeFiles.SAMPLES);
                if (file.isPresent()) {
                    List<Sample> samples = JsonLines.read(file.get(), Sample.class);
                    List<Shown> shown = shown(samples, scores(results, seed), room);
                    cards.add(new SampleCard(
                            Families.pointName(point), MainTable.anchor(i), seed.seed(), samples.size(), shown));
                    break;
                }
            }
        }
        return cards.stream().filter(card -> !card.shown().isEmpty()).toList();
    }

    private static Map<Long, SampleScore> scores(SuiteResults results, SeedEntry seed) throws IOException {
        Map<Long, SampleScore> scores = new HashMap<>();
        Optional<Path> file = results.file(seed, NodeKind.SCORE, NodeFiles.SCORES);
        if (file.isPresent()) {
            JsonLines.read(file.get(), SampleScore.class).stream()
                    .filter(score -> score.tokens() > 0)
                    .forEach(score -> scores.put(score.index(), score));
        }
        return scores;
    }

    private record Drawn(Sample sample, Optional<SampleScore> score) {
        /** Returns nats per token under the evaluator; infinite without a score. */
        double nats() {
            return score.map(judged -> judged.nats() / judged.tokens()).orElse(Double.POSITIVE_INFINITY);
        }

        Shown ranked(String ranks) {
            return new Shown(
                    sample.index() + 1,
                    PageText.of(sample.text(), LONGEST),
                    ranks,
                    score.map(judged -> ReportWords.number(Metric.GEN_PPL, Math.exp(nats())))
                            .orElse(""),
                    score.map(judged -> ReportWords.number(Metric.ENTROPY, judged.entropy()))
                            .orElse(""),
                    score.isPresent() ? Double.toString(nats()) : "");
        }
    }

    private static List<Shown> shown(List<Sample> samples, Map<Long, SampleScore> scores, int room) {
        int longest = samples.stream()
                .mapToInt(sample -> Math.min(LONGEST, sample.text().length()))
                .max()
                .orElse(1);
        int count = Math.max(FEWEST, Math.min(MOST, room / Math.max(1, longest)));
        List<Drawn> drawn = samples.stream()
                .map(sample -> new Drawn(sample, Optional.ofNullable(scores.get(sample.index()))))
                .toList();
        List<Drawn> likeliest = new ArrayList<>(drawn.stream()
                .filter(sample -> sample.score().isPresent())
                .sorted(Comparator.comparingDouble(Drawn::nats))
                .toList());
        Map<String, List<Drawn>> ranks = new LinkedHashMap<>();
        ranks.put("first", drawn.subList(0, Math.min(count / 2, drawn.size())));
        ranks.put("best", List.copyOf(likeliest.subList(0, Math.min(count / 4, likeliest.size()))));
        Collections.reverse(likeliest);
        ranks.put("worst", likeliest.subList(0, Math.min(count / 4, likeliest.size())));
        List<Shown> shown = new ArrayList<>();
        for (Drawn sample : drawn) {
            List<String> of = ranks.keySet().stream()
                    .filter(rank -> ranks.getOrDefault(rank, List.of()).contains(sample))
                    .toList();
            if (!of.isEmpty()) {
                shown.add(sample.ranked(String.join(" ", of)));
            }
        }
        return shown;
    }
}
