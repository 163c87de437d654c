package dev.dlmbench.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dlmbench.claim.Expectation.Across;
import dev.dlmbench.claim.Expectation.Comparison;
import dev.dlmbench.claim.Expectation.Constant;
import dev.dlmbench.claim.Expectation.Extremum;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Measured;
import dev.dlmbench.claim.Expectation.Relation;
import dev.dlmbench.claim.Expectation.Selection;
import dev.dlmbench.claim.Expectation.Tolerance;
import dev.dlmbench.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectationParserTest {

    private static List<Comparison> comparisons(String text) {
        return ExpectationParser.parse(text).statements().stream()
                .map(Comparison.class::cast)
                .toList();
    }

    private static String words(Object term) {
        return ((Measured) term).words();
    }

    @Test
    void takesChainsApart() {
        List<Comparison> chain = comparisons("nll(ar) < nll(block, blockSize=4) < nll(mdlm)");
        assertThat(chain).hasSize(2).allMatch(link -> link.relation() == Relation.LESS);
        assertThat(words(chain.get(0).left())).isEqualTo("nll(ar)");
        assertThat(words(chain.get(0).right())).isEqualTo("nll(block,blockSize=4)");
        assertThat(words(chain.get(1).left())).isEqualTo("nll(block,blockSize=4)");
        assertThat(words(chain.get(1).right())).isEqualTo("nll(mdlm)");
    }

    @Test
    void turnsGreaterIntoLess() {
        Comparison more = comparisons("throughput(a, batch=16) > 1.5 * throughput(b, batch=16)")
                .get(0);
        assertThat(more.relation()).isEqualTo(Relation.LESS);
        assertThat(more.left()).isInstanceOfSatisfying(Measured.class, left -> {
            assertThat(left.factor()).isEqualTo(1.5);
            assertThat(left.batch()).isEqualTo("16");
            assertThat(left.selection().choices()).isEmpty();
            assertThat(left.metric()).isEqualTo(Metric.THROUGHPUT);
        });
        Comparison least = comparisons("entropy(a) >= 2.5 within 0.1").get(0);
        assertThat(least.relation()).isEqualTo(Relation.AT_MOST);
        assertThat(least.left()).isEqualTo(new Constant(2.5));
        assertThat(least.tolerance()).isEqualTo(new Tolerance(.1, false));
    }

    @Test
    void aNumberOfAnswersBelongsToTheMetric() {
        Comparison votes =
                comparisons("maj-at-k(a, k=8, T=4) > accuracy(b, k=8)").get(0);
        assertThat(votes.right()).isInstanceOfSatisfying(Measured.class, right -> {
            assertThat(right.batch()).isEqualTo("8");
            assertThat(right.selection()).hasToString("a,T=4");
        });
        // accuracy is measured at no k, so that it is a setting there
        assertThat(((Measured) votes.left()).selection()).hasToString("b,k=8");
        ClaimMistake mistake =
                catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse("0.5 < pass-at-k(a, T=4)"));
        assertThat(mistake.rule()).isEqualTo("pass-at-k needs a number of answers, such as pass-at-k(a, k=2)");
        assertThat(mistake.at()).isEqualTo(6);
    }

    @Test
    void theLengthOfNGramsBelongsToTheMetric() {
        Measured pairs =
                (Measured) comparisons("distinct-n(a, n=2) < 0.5").get(0).left();
        assertThat(pairs.batch()).isEqualTo("2");
        assertThat(pairs.selection()).hasToString("a");
        ClaimMistake mistake =
                catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse("distinct-n(a) < 0.5"));
        assertThat(mistake.rule()).isEqualTo("distinct-n needs the length of the n-grams, such as distinct-n(a, n=2)");
    }

    @Test
    void readsWhatAnIntervalIsAcross() {
        assertThat(comparisons("nll(a) < nll(b) < nll(c) across seeds"))
                .hasSize(2)
                .allMatch(link -> link.across() == Across.SEEDS);
        assertThat(comparisons("nll(a) <= nll(b) within 2% across seeds-and-text and ppl(a) < ppl(b)"))
                .extracting(Comparison::across)
                .containsExactly(Across.SEEDS_AND_TEXT, Across.WHAT_IS_KNOWN);
        assertThat(ExpectationParser.parse("argmin(nll(a), S) = 4 across seeds").statements())
                .singleElement()
                .isInstanceOfSatisfying(Extremum.class, extremum -> assertThat(extremum.across())
                        .isEqualTo(Across.SEEDS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(a) < nll(b) across texts | 23 | expected 'seeds' or 'seeds-and-text', got 'texts'",
                "gen-ppl(a) < gen-ppl(b) across seeds-and-text | 31 | only nll, ppl, bpc, bpb, code-length,"
                        + " code-length-alone and code-nll are pooled over text whose choice an interval can allow for",
                "nll(a) < nll(b) at equal nfe across seeds | 29 | lines are read off seed by seed, so 'across' does not"
                        + " go with 'at'"
            })
    void refusesWhatAnIntervalCannotBeAcross(String text, int at, String rule) {
        ClaimMistake mistake = catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse(text));
        assertThat(mistake.rule()).isEqualTo(rule);
        assertThat(mistake.at()).isEqualTo(at);
    }

    @Test
    void readsFrontiers() {
        Comparison more = comparisons("frontier(a, blockSize=4) > frontier(b)").get(0);
        assertThat(more.left()).isEqualTo(new Frontier(27, new Selection(36, "b", List.of())));
        assertThat(((Frontier) more.right()).words()).isEqualTo("frontier(a,blockSize=4)");
        assertThat(comparisons("frontier(a) <= frontier(b) within 5% by bootstrap"))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.across()).isEqualTo(Across.BOOTSTRAP);
                    assertThat(found.tolerance()).isEqualTo(new Tolerance(.05, true));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontier(a) < gen-ppl(b) | 0 | a frontier is compared with a frontier only",
                "2 < frontier(a) | 0 | a frontier is compared with a frontier only",
                "1.2 * frontier(a) < frontier(b) | 0 | a frontier takes no factor",
                "frontier(a) < frontier(b) at equal entropy | 35 | frontiers are compared at equal entropy already; leave out 'at'",
                "frontier(a) <= frontier(b) within 0.1 | 0 | frontiers are compared by ratios; say within what share, such as 'within 2%'",
                "frontier a < frontier(b) | 9 | expected '(', got 'a'",
                "frontier(a, 4) < frontier(b) | 10 | a setting is chosen by name and value, such as blockSize=4",
                "frontier(a) < frontier(b) by chance | 29 | expected 'bootstrap', got 'chance'",
                "gen-ppl(a) < gen-ppl(b) by bootstrap | 27 | '''by bootstrap'' goes with frontiers only'"
            })
    void refusesWhatFrontiersCannotBe(String text, int at, String rule) {
        ClaimMistake mistake = catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse(text));
        assertThat(mistake.rule()).isEqualTo(rule);
        assertThat(mistake.at()).isEqualTo(at);
    }

    @Test
    void readsTolerancesAlignmentsExtremaAndSeveralStatements() {
        Expectation whole = ExpectationParser.parse(
                "nll(a) = nll(b) within 2% and gen-ppl(c, sampler=remdm-cap, T='4') < gen-ppl(d) at equal nfe"
                        + " and argmin(nll(e), blockSize) = 4");
        assertThat(whole.statements()).hasSize(3);
        assertThat(whole.statements().get(0))
                .isInstanceOfSatisfying(
                        Comparison.class, first -> assertThat(first.tolerance()).isEqualTo(new Tolerance(.02, true)));
        assertThat(whole.statements().get(1)).isInstanceOfSatisfying(Comparison.class, second -> {
            assertThat(second.aligned().orElseThrow().metric()).isEqualTo(Metric.NFE);
            assertThat(words(second.left())).isEqualTo("gen-ppl(c,sampler=remdm-cap,T=4)");
        });
        assertThat(whole.statements().get(2)).isInstanceOfSatisfying(Extremum.class, third -> {
            assertThat(third.smallest()).isTrue();
            assertThat(third.axis()).isEqualTo("blockSize");
            assertThat(third.value()).isEqualTo("4");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "block, true",
        "'block, blockSize=4', true",
        "'block, S=4', true",
        "'block, T=8', true",
        "'block, process.blockSize=4.0', true",
        "'block, width=64', true",
        "'block, blockSize=8', false",
        "'block, Size=4', false",
        "mdlm, false"
    })
    void selectsByTheEndOfASettingsName(String selection, boolean chosen) {
        Measured measured =
                (Measured) comparisons("nll(" + selection + ") < 1").get(0).left();
        assertThat(measured.selection()
                        .matches(
                                "block",
                                Map.of("process.blockSize", "4", "sampling.stepsPerBlock", "8"),
                                Map.of("backbone.width", "64")))
                .isEqualTo(chosen);
    }

    @Test
    void keepsTheOrderOfChoices() {
        Selection selection =
                ((Measured) comparisons("nll(a, z=1, b=two) < 1").get(0).left()).selection();
        assertThat(selection).hasToString("a,z=1,b=two");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "nll(ar) | 7 | expected a relation: <, <=, =, >= or >, got the end",
                "nll(ar) <  | 9 | expected a metric, got the end",
                "nll ar < 1 | 4 | expected '(', got 'ar'",
                "nll() < 1 | 4 | expected an experiment, got ')'",
                "nll(ar, 4) < 1 | 6 | a setting is chosen by name and value, such as blockSize=4",
                "nll(ar, S=) < 1 | 10 | expected a value, got ')'",
                "nll(ar < 1 | 7 | expected ',' or ')', got '<'",
                "1 < 2 | 0 | compares two numbers; one side must be measured",
                "nll(a) < nfe(b) | 7 | compares nats per token with calls per sequence",
                "nll(a) = nll(b) | 7 | no two measured values are equal; say within what, such as 'within 2%'",
                "nll(a) < nll(b) within 1% | 7 | 'within' goes with =, <= and >=, not with <",
                "nll(a) = nll(b) within 0 | 23 | a tolerance must be positive",
                "nll(a) < nll(b) at equal | 24 | expected a metric, got the end",
                "nll(a) < nll(b) at nfe | 19 | expected 'equal' or 'matched', got 'nfe'",
                "nll(a) < 3 at equal nfe | 0 | a number has no nfe to be compared at",
                "nll(a) < nll(b) or nll(c) < 1 | 16 | expected 'and', a relation or the end, got 'or'",
                "-1 * nll(a) < 3 | 0 | a factor must be positive",
                "argmin(nll(a), S) < 4 | 18 | expected '==', got '<'",
                "nll(a) < 'x | 9 | this text has no closing quote",
                "nll(a) ! 3 | 7 | unexpected '!'"
            })
    void saysWhereAMistakeIs(String text, int at, String rule) {
        ClaimMistake mistake = catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse(text));
        assertThat(mistake).as("a refusal").isNotNull();
        assertThat(mistake.rule()).isEqualTo(rule);
        assertThat(mistake.at()).isEqualTo(at);
    }

    @Test
    void offersTheMetricsThereAre() {
        ClaimMistake mistake = catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse("genppl(a) < 1"));
        assertThat(mistake.word()).isEqualTo("genppl");
        assertThat(mistake.choices()).contains("gen-ppl", "nll");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nll(a) < nll(b) < nll(c) and argmin(nll(a, x=y), S) = 4", "2 * gen-ppl(a) <= 3 within 5%"})
    void damagedTextIsRefusedAndNothingElse(String text) {
        Random random = new Random(6);
        String letters = "nl(),<>=*% .'\"andwithin0123456789-e\u00e4\n";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(damaged.length());
                damaged.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                damaged.insert(random.nextInt(damaged.length()), letters.charAt(random.nextInt(letters.length())));
            }
            try {
                read += ExpectationParser.parse(damaged.toString()).statements().size();
            } catch (ClaimMistake mistake) {
                assertThat(mistake.at()).isBetween(0, damaged.length());
                assertThat(mistake.rule()).isNotEmpty();
            }
        }
        assertThat(read).isPositive();
        ClaimMistake tooLong =
                catchThrowableOfType(ClaimMistake.class, () -> ExpectationParser.parse(" ".repeat(2_000)));
        assertThat(tooLong.rule()).contains("at most 1000 characters");
    }
}
