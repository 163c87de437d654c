package dev.dlmbench.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TokenStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What controls predict, of five tokens a b a b c by hand, and by going through all texts there are. */
class ControlLawsTest {
    private static final int[] TEXT = {0, 1, 0, 1, 2};
    private static final double EXACT = 1e-12;

    @TempDir
    private Path folder;

    private static Occurrences occurrences(int order, boolean whole) {
        return new Occurrences(TEXT, 1, 3, order, whole);
    }

    /** n1 is 1 and n2 is 2, so that a fifth of each count is taken and 3/5 of a fifth goes to all alike. */
    @Test
    void tokensByTheirFrequencyAreDiscountedTowardsAllAlike() {
        assertThat(new BackOffLaw(occurrences(1, false)).next(new int[0], 0))
                .containsExactly(new double[] {1.8 / 5 + .04, 1.8 / 5 + .04, .8 / 5 + .04}, within(EXACT));
    }

    /** Of pairs, n1 is 2 and n2 is 1, so that half of each count is taken; alone, the tokens have .4, .4 and .2. */
    @Test
    void pairsAreDiscountedTowardsSingleTokens() {
        NextTokenLaw law = new BackOffLaw(occurrences(2, false));
        assertThat(law.next(new int[] {0}, 1)).containsExactly(new double[] {.1, .75 + .1, .05}, within(EXACT));
        assertThat(law.next(new int[] {1}, 1)).containsExactly(new double[] {.25 + .2, .2, .25 + .1}, within(EXACT));
        assertThat(law.next(new int[] {2}, 1))
                .as("nothing follows c")
                .containsExactly(new double[] {.4, .4, .2}, within(EXACT));
    }

    /** The pairs are ab twice, ba and bc. */
    @Test
    void nGramsOfTheTextFollowOneAnother() {
        NextTokenLaw law = new ShuffledLaw(occurrences(2, true), 0);
        assertThat(law.next(new int[0], 0)).containsExactly(new double[] {.5, .5, 0}, within(EXACT));
        assertThat(law.next(new int[] {0}, 1)).containsExactly(new double[] {0, 1, 0}, within(EXACT));
        assertThat(Laws.probability(law, new int[] {0, 1, 1, 2})).isCloseTo(.5 * .25, within(EXACT));
        assertThat(law.next(new int[] {2}, 1))
                .as("given, what begins no pair is forgotten")
                .containsExactly(new double[] {.5, .5, 0}, within(EXACT));
    }

    /** Behind ba, one half each: ba again, or one of ab, ab, ba and bc. */
    @Test
    void someNGramsAreThoseThatAreThereAlready() {
        NextTokenLaw law = new ShuffledLaw(occurrences(2, true), .5);
        assertThat(law.next(new int[] {1, 0}, 2)).containsExactly(new double[] {.25, .75, 0}, within(EXACT));
        assertThat(law.next(new int[] {1, 0, 1}, 3))
                .containsExactly(new double[] {.625 / .75, 0, .125 / .75}, within(EXACT));
    }

    static Stream<NextTokenLaw> laws() {
        int[] text = new Random(4).ints(60, 0, 3).toArray();
        return Stream.of(
                new BackOffLaw(new Occurrences(text, 1, 3, 1, false)),
                new BackOffLaw(new Occurrences(text, 1, 3, 3, false)),
                new BackOffLaw(new Occurrences(text, 12, 3, 5, false)),
                new BackOffLaw(new Occurrences(new int[0], 1, 3, 2, false)),
                new ShuffledLaw(new Occurrences(text, 1, 3, 3, true), 0),
                new ShuffledLaw(new Occurrences(text, 12, 3, 2, true), .5));
    }

    @ParameterizedTest
    @MethodSource("laws")
    void theProbabilitiesOfAllTextsAddUpToOne(NextTokenLaw law) {
        for (int length : new int[] {1, 4, 7}) {
            assertThat(Laws.sum(law, 3, length)).isCloseTo(1, within(1e-10));
        }
    }

    @Test
    void backingOffGivesEveryTextAProbability() {
        NextTokenLaw law = new BackOffLaw(occurrences(3, false));
        Laws.enumerate(law, 3, 5, (text, probability) -> assertThat(probability).isPositive());
    }

    private PreparedText text() {
        DataSpec data = new DataSpec(new CorpusSpec.Markov(1, 3, .7, 5), DataSpec.TokenizerKind.CHAR, 8, 400, 4);
        return Corpora.prepare(data, new DataFolder(folder));
    }

    private static PreparedText with(PreparedText text, TokenStream evaluator, List<int[]> test) {
        return new PreparedText(
                text.tokenizer(),
                text.train(),
                evaluator,
                test,
                text.hash(),
                text.source(),
                text.contexts(),
                text.examples(),
                text.padding(),
                text.around());
    }

    @Test
    void nothingIsReadButWhatModelsLearnFrom() {
        PreparedText text = text();
        PreparedText other = with(text, new TokenStream(new int[] {1, 1, 1, 1, 1, 1, 1, 1}, 8), List.of(new int[8]));
        for (ControlSpec control : List.of(new ControlSpec.BackOff(3), new ControlSpec.Shuffled(2, .5))) {
            NextTokenLaw law = control.read(text);
            NextTokenLaw beside = control.read(other);
            Laws.enumerate(law, 3, 4, (tokens, probability) -> assertThat(Laws.probability(beside, tokens))
                    .isEqualTo(probability));
        }
    }

    /** The documents of eight tokens are cut from a chain of order 1, whose pairs back-off comes to know. */
    @Test
    void whatIsLearntComesCloseToTheSource() {
        PreparedText text = text();
        NextTokenLaw law = new ControlSpec.BackOff(2).read(text);
        double learnt = text.test().stream()
                .mapToDouble(document -> -Math.log(Laws.probability(law, document)))
                .sum();
        double known = text.test().stream()
                .mapToDouble(document -> -text.source().orElseThrow().logLikelihood(document))
                .sum();
        double alike = 8 * text.test().size() * Math.log(3);
        assertThat(learnt).isBetween(known - .1 * alike, known + .1 * alike);
        assertThat(Arrays.stream(law.next(new int[] {0}, 1)).sum()).isCloseTo(1, within(EXACT));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new ControlSpec.BackOff(0))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("model.order must be between 1 and 64, got 0");
        assertThatThrownBy(() -> new ControlSpec.Shuffled(1, .5))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("model.order must be between 2 and 64, got 1");
        assertThatThrownBy(() -> new ControlSpec.Shuffled(2, 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("model.repeats must be at least 0 and less than 1, got 1.0");
    }
}
