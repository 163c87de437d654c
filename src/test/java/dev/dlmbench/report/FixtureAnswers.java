package dev.dlmbench.report;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Trace;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Made-up answers to products of one to three digits: the fewer steps, the more of the larger ones are wrong. */
final class FixtureAnswers {
    static final int EXAMPLES = 60;
    private static final List<Example> ASKED = new MultiplicationSpec(
                    new Range(1, 3), new Range(1, 3), true, true, EXAMPLES, "", 5)
            .open(Path.of(""))
            .test();

    private FixtureAnswers() {}

    /** Returns what the first example's question is. */
    static Example first() {
        return ASKED.get(0);
    }

    static List<Measurement> measured(int blockSize, int steps, double calls) {
        List<Answer> answers = of(blockSize, steps, calls);
        double right = answers.stream().filter(Answer::right).count();
        double malformed =
                answers.stream().filter(answer -> answer.answer() == null).count();
        return List.of(
                Measurement.of(Metric.ACCURACY, right / EXAMPLES, EXAMPLES, Map.of()),
                Measurement.of(Metric.MALFORMED, malformed / EXAMPLES, EXAMPLES, Map.of()),
                Measurement.of(Metric.ANSWER_NFE, calls, EXAMPLES, Map.of()));
    }

    /** Returns answers, of which every 20th is malformed and some are wrong; the second has a tag in its thoughts. */
    static List<Answer> of(int blockSize, int steps, double calls) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < EXAMPLES; i++) {
            Example example = ASKED.get(i);
            double hardness = example.difficulty()
                            .chars()
                            .filter(Character::isDigit)
                            .map(c -> c - '0')
                            .sum()
                    - 1.0;
            boolean wrong = blockSize > 0 && (i * 7 % 10) < 10 * hardness / (3 + steps);
            boolean malformed = i % 20 == 19;
            String given = wrong ? "0 " + example.answer().substring(2) : example.answer();
            String thoughts = (i == 1 ? "<script>alert(2)</script> + " : "") + String.join(" ", example.thoughts());
            boolean right = !malformed && given.equals(example.answer());
            answers.add(new Answer(
                    example.id(),
                    example.prompt(),
                    malformed ? thoughts : thoughts + " #### " + given,
                    malformed ? null : given,
                    example.answer(),
                    right,
                    example.difficulty(),
                    thoughts.length(),
                    Math.round(calls),
                    0,
                    thoughts.length(),
                    thoughts.length()));
        }
        return answers;
    }

    /** Returns how the first two answers came about: token by token behind their prompts. */
    static List<Trace> traces(int blockSize, int steps, double calls) {
        return of(blockSize, steps, calls).stream()
                .limit(2)
                .map(FixtureAnswers::trace)
                .toList();
    }

    private static Trace trace(Answer answer) {
        List<String> prompt = letters(answer.prompt() + "||");
        List<String> output = letters(answer.output());
        List<Trace.Step> made = new ArrayList<>();
        made.add(new Trace.Step(Trace.GIVEN, places(0, prompt.size()), prompt, zeros(prompt.size())));
        for (int i = 0; i < output.size(); i++) {
            made.add(new Trace.Step("draw", List.of(prompt.size() + i), List.of(output.get(i)), List.of(0.5)));
        }
        return new Trace(0, prompt.size() + output.size(), made);
    }

    private static List<String> letters(String text) {
        return text.chars().mapToObj(Character::toString).toList();
    }

    private static List<Integer> places(int from, int count) {
        return IntStream.range(from, from + count).boxed().toList();
    }

    private static List<Double> zeros(int count) {
        return Collections.nCopies(count, 0.0);
    }
}
