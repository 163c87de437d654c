package dev.dlmbench.report;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some of what one model answered to the examples of a task: the first examples, and behind them those whose answers
 * are wrong or malformed.
 *
 * @param point the short name of the point
 * @param anchor of what the page says about it
 * @param seed of the model
 * @param node the beginning of the address of the node that has all answers
 * @param given how many answers there are in all
 * @param counts of all answers by what they are, in words
 * @param shown in the order of the examples
 */
public record AnswerCard(
        String point, String anchor, long seed, String node, int given, String counts, List<Shown> shown) {
    /** What all answers of a page may take together, in characters. */
    private static final int ROOM = 750_000;

    /** What an answer takes besides its texts. */
    private static final int FRAME = 500;

    private static final int FEWEST = 4;
    private static final int MOST = 50;
    private static final int LONGEST = 2_000;
    private static final int SHORT = 12;

    /**
     * One answer.
     *
     * @param number of the example, counted from 1
     * @param sample of the answer among those to the example, counted from 1; 0 if there is only one
     * @param state right, wrong or malformed
     * @param question what was asked
     * @param thoughts the steps to the answer, if there are any
     * @param answer what the output says; empty where it is malformed
     * @param expected the task's own answer
     * @param difficulty of the example, or empty
     * @param output all that was written
     * @param calls of the network
     */
    public record Shown(
            int number,
            int sample,
            String state,
            String question,
            List<String> thoughts,
            String answer,
            String expected,
            String difficulty,
            String output,
            long calls) {

        private static Shown of(int index, Answer answer, int samples) {
            String said = answer.answer();
            return new Shown(
                    index / samples + 1,
                    samples == 1 ? 0 : answer.sample() + 1,
                    AnswerState.of(answer).word(),
                    PageText.of(answer.prompt(), LONGEST),
                    Thoughts.of(PageText.of(answer.output(), LONGEST)),
                    said == null ? "" : PageText.of(said, LONGEST),
                    PageText.of(answer.expected(), LONGEST),
                    PageText.of(answer.difficulty(), LONGEST),
                    PageText.of(answer.output(), LONGEST),
                    answer.calls());
        }
    }

    /** Returns one card for each point and seed that has answers, in the order of the suite. */
    static List<AnswerCard> of(SuiteResults results) throws IOException {
        List<PointEntry> points = results.index().points();
        long replicates = points.stream()
                .flatMap(point -> point.seeds().stream())
                .filter(seed -> file(results, seed).isPresent())
                .count();
        List<AnswerCard> cards = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (SeedEntry seed : points.get(i).seeds()) {
                Optional<Path> file = file(results, seed);
                if (file.isPresent()) {
                    List<Answer> answers = JsonLines.read(file.get(), Answer.class);
                    cards.add(new AnswerCard(
                            Families.pointName(points.get(i)),
                            MainTable.anchor(i),
                            seed.seed(),
                            seed.nodes().getOrDefault(NodeKind.ANSWERS.id(), "").substring(0, SHORT),
                            answers.size(),
                            counts(answers),
                            shown(answers, ROOM / Math.max(1, replicates))));
                }
            }
        }
        return cards.stream().filter(card -> card.given() > 0).toList();
    }

    private static Optional<Path> file(SuiteResults results, SeedEntry seed) {
        return results.file(seed, NodeKind.ANSWERS, NodeFiles.ANSWERS);
    }

    private static String counts(List<Answer> answers) {
        return Stream.of(AnswerState.values())
                .map(state -> answers.stream()
                                .filter(answer -> AnswerState.of(answer) == state)
                                .count() + " " + state.word())
                .collect(Collectors.joining(", "));
    }

    /** Half are the first examples, a quarter each wrong and malformed ones; what is left goes to the next examples. */
    private static List<Shown> shown(List<Answer> answers, long room) {
        long size = answers.stream().mapToLong(AnswerCard::size).max().orElse(1);
        int count = (int) Math.max(FEWEST, Math.min(MOST, room / size));
        Stream<Integer> chosen = Stream.of(
                        all(answers).limit((count + 1) / 2),
                        all(answers)
                                .filter(i -> AnswerState.of(answers.get(i)) == AnswerState.WRONG)
                                .limit(count / 4),
                        all(answers)
                                .filter(i -> AnswerState.of(answers.get(i)) == AnswerState.MALFORMED)
                                .limit(count / 4),
                        all(answers))
                .flatMap(part -> part);
        int samples = answers.stream().mapToInt(Answer::sample).max().orElse(0) + 1;
        return chosen.distinct()
                .limit(count)
                .sorted()
                .map(i -> Shown.of(i, answers.get(i), samples))
                .toList();
    }

    private static Stream<Integer> all(List<Answer> answers) {
        return IntStream.range(0, answers.size()).boxed();
    }

    private static long size(Answer answer) {
        String said = answer.answer();
        return FRAME
                + Stream.of(
                                answer.prompt(),
                                answer.output(),
                                answer.output(),
                                answer.expected(),
                                said == null ? "" : said)
                        .mapToLong(text -> Math.min(LONGEST, text.length()))
                        .sum();
    }
}
