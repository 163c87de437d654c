package dev.dlmbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.Answer;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerCardTest {
    @TempDir
    static Path root;

    private static List<AnswerCard> cards = List.of();

    @BeforeAll
    static void read() throws IOException {
        ResultStore store = FixtureStore.fill(root);
        cards = AnswerCard.of(
                SuiteResults.read(store, store.readIndex(FixtureStore.SUITE).orElseThrow()));
    }

    /** Autoregression and three numbers of steps in blocks of 4 have answers, each of two seeds. */
    @Test
    void everyPointAndSeedWithAnswersHasACard() {
        assertThat(cards).hasSize(4 * 2).allMatch(card -> card.given() == FixtureAnswers.EXAMPLES);
    }

    @Test
    void countsAreOfAllAnswers() {
        AnswerCard card = card("block,blockSize=4,stepsPerBlock=1");
        List<Answer> all = FixtureAnswers.of(4, 1, 16);
        long right = all.stream().filter(Answer::right).count();
        long malformed = all.stream().filter(answer -> answer.answer() == null).count();

        assertThat(card.counts())
                .isEqualTo(
                        right + " right, " + (all.size() - right - malformed) + " wrong, " + malformed + " malformed");
        assertThat(card.shown()).hasSizeLessThan(all.size());
    }

    /** All have 50 of 60 answers, so the first 25; every 20th is malformed. */
    @Test
    void cardsBeginWithTheFirstExamplesAndHaveWrongAndMalformedOnesOfTheRest() {
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.shown())
                    .hasSize(50)
                    .extracting(AnswerCard.Shown::number)
                    .startsWith(IntStream.rangeClosed(1, 25).boxed().toArray(Integer[]::new))
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(card.shown())
                    .filteredOn(answer -> answer.state().equals("malformed"))
                    .extracting(AnswerCard.Shown::number)
                    .containsExactly(20, 40, 60);
        });
    }

    private static AnswerCard card(String point) {
        return cards.stream()
                .filter(card -> card.point().equals(point))
                .findFirst()
                .orElseThrow();
    }
}
