package dev.dlmbench.report;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Made-up answers to products of one to three digits: the fewer steps, the more of the larger ones are wrong. */
final class FixtureAnswers {
    static final int EXAMPLES = 60;
    private static final List<Example> ASKED =
            new MultiplicationSpec(new Range(1, 3), new Range(1, 3), true, EXAMPLES, "", 5).open(Path.of("")).test();

    private FixtureAnswers() {}

    /** Returns what the first example's question is. */
    static Example first() {
        return ASKED.get(0);
    }

    static List<Measurement> measured(int blockSize, int steps, double calls) {
        List<Answer> answers = of(blockSize, steps, calls);
        double right = answers.stream().filter(Answer::right).count();
        double malformed = answers.stream().filter(answer -> answer.answer() == null).count();
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
            double hardness = example.difficulty().chars().filter(Character::isDigit).map(c -> c - '0').sum() - 1.0;
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
                    Math.round(calls)));
        }
        return answers;
    }
}
