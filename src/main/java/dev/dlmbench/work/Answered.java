package dev.dlmbench.work;

import dev.dlmbench.results.Answer;
import dev.dlmbench.statistics.Majority;
import dev.dlmbench.statistics.PassAtK;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * All answers to one example.
 *
 * @param answers in the order of their samples; one at least
 */
record Answered(List<Answer> answers) {

    /** Returns the id of the example. */
    String id() {
        return answers.get(0).id();
    }

    /** Returns the mean of {@code value} over the answers. */
    double mean(ToDoubleFunction<Answer> value) {
        return answers.stream().mapToDouble(value).average().orElseThrow();
    }

    /** Returns the share of right answers. */
    double right() {
        return mean(answer -> answer.right() ? 1 : 0);
    }

    /** Returns the share of outputs that no answer can be read from. */
    double silent() {
        return mean(answer -> answer.answer() == null ? 1 : 0);
    }

    /** Returns how many tokens are expected of all outputs together. */
    double targets() {
        return answers.stream().mapToLong(Answer::targets).sum();
    }

    /** Returns how many of these are there. */
    double matching() {
        return answers.stream().mapToLong(Answer::matching).sum();
    }

    /** Returns how many tokens all outputs have together, their ends included. */
    double tokens() {
        return answers.stream().mapToLong(Answer::tokens).sum();
    }

    /** Returns how many calls all outputs took together. */
    double calls() {
        return answers.stream().mapToLong(Answer::calls).sum();
    }

    /** Returns how right the majority of {@code k} answers is, as the mean over all choices of them. */
    double majority(int k) {
        return Majority.of(
                        answers.stream()
                                .map(answer -> Optional.ofNullable(answer.answer()))
                                .toList(),
                        answers.stream()
                                .filter(Answer::right)
                                .map(Answer::answer)
                                .collect(Collectors.toSet())::contains)
                .expected(k);
    }

    /** Returns the chance that one of {@code k} answers is right, as the mean over all choices of them. */
    double passes(int k) {
        int right = (int) answers.stream().filter(Answer::right).count();
        return PassAtK.of(answers.size(), right, k);
    }
}
