package dev.dlmbench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MajorityTest {
    private static final Optional<String> SILENT = Optional.empty();

    @Test
    void equalAnswersVoteTogetherAndUnreadableOnesDoNot() {
        Majority votes = Majority.of(
                List.of(Optional.of("42"), SILENT, Optional.of("7"), Optional.of("42"), SILENT, Optional.of("8")),
                "42"::equals);
        assertThat(votes).isEqualTo(new Majority(List.of(2), List.of(1, 1), 2));
        assertThat(votes.answers()).isEqualTo(6);
        assertThat(votes.expected(6)).isEqualTo(1);
    }

    @Test
    void aTieIsRightByTheShareOfWinnersThatAre() {
        assertThat(new Majority(List.of(2), List.of(2, 2, 1), 1).expected(8)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(new Majority(List.of(2, 2), List.of(2), 0).expected(6)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(new Majority(List.of(1, 1), List.of(2), 0).expected(4)).isZero(); // right ones do not add up
        assertThat(new Majority(List.of(), List.of(), 3).expected(3)).isZero();
    }

    /** Of {a, a, b} choices of two are aa, ab, ab; of {a, -, -} they are a-, a-, --. */
    @Test
    void isTheMeanOverAllChoices() {
        assertThat(new Majority(List.of(2), List.of(1), 0).expected(2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(new Majority(List.of(1), List.of(), 2).expected(2)).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(new Majority(List.of(3, 1), List.of(2), 4).expected(1)).isCloseTo(.4, within(1e-12));
    }

    /** Every choice of every size of ten answers, each voted on by counting; 0 is silent, 1 and 2 are right. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 6})
    void isTheMeanOfTheVotesOfEveryChoice(int kinds) {
        Random random = new Random(kinds);
        for (int trial = 0; trial < 5; trial++) {
            int[] answers =
                    IntStream.range(0, 10).map(i -> random.nextInt(kinds)).toArray();
            double[] won = new double[11];
            int[] choices = new int[11];
            for (int choice = 1; choice < 1 << 10; choice++) {
                int bits = choice;
                int[] chosen = IntStream.range(0, 10)
                        .filter(i -> (bits & (1 << i)) != 0)
                        .map(i -> answers[i])
                        .toArray();
                won[chosen.length] += vote(chosen);
                choices[chosen.length]++;
            }
            for (int m = 1; m <= 10; m++) {
                assertThat(majority(answers).expected(m)).isCloseTo(won[m] / choices[m], within(1e-12));
            }
        }
    }

    private static Majority majority(int... answers) {
        List<Optional<Integer>> read = new ArrayList<>();
        for (int answer : answers) {
            read.add(answer == 0 ? Optional.empty() : Optional.of(answer));
        }
        return Majority.of(read, answer -> answer <= 2);
    }

    private static double vote(int... answers) {
        List<Integer> voters =
                IntStream.of(answers).filter(answer -> answer > 0).boxed().toList();
        int most = voters.stream()
                .mapToInt(answer -> Collections.frequency(voters, answer))
                .max()
                .orElse(0);
        return voters.stream()
                .distinct()
                .filter(answer -> Collections.frequency(voters, answer) == most)
                .mapToInt(answer -> answer <= 2 ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Over all sequences of five answers by the law of one: the mean is what three answers drawn by it would get. */
    @Test
    void isUnbiased() {
        double[] law = {.1, .3, .2, .4};
        double[] means = new double[2];
        for (int code = 0; code < 1 << 10; code++) {
            int bits = code;
            int[] five = IntStream.range(0, 5).map(i -> (bits >> (2 * i)) & 3).toArray();
            double chance =
                    IntStream.of(five).mapToDouble(answer -> law[answer]).reduce(1, (a, b) -> a * b);
            means[0] += chance * majority(five).expected(3);
            means[1] += chance * vote(five[0], five[1], five[2]);
        }
        assertThat(means[0]).isCloseTo(means[1], within(1e-12));
    }

    /**
     * Two answers of half the votes each, by symmetry; and a choice that must have more of the one than of the other.
     */
    @Test
    void holdsForManyAnswers() {
        assertThat(new Majority(List.of(500), List.of(500), 0).expected(40)).isCloseTo(.5, within(1e-9));
        assertThat(new Majority(List.of(60), List.of(9), 0).expected(20)).isCloseTo(1, within(1e-12));
    }

    @Test
    void refusesMoreThanThereAre() {
        Majority three = new Majority(List.of(1), List.of(1), 1);
        assertThatThrownBy(() -> three.expected(4)).hasMessageContaining("maj@4 cannot be told from 3");
        assertThatThrownBy(() -> three.expected(0)).hasMessageContaining("maj@0");
        assertThatThrownBy(() -> new Majority(List.of(-1), List.of(), 0)).hasMessageContaining("not negative");
        assertThatThrownBy(() -> new Majority(List.of(1000), List.of(1000), 0).expected(1000))
                .hasMessageContaining("too many");
    }
}
