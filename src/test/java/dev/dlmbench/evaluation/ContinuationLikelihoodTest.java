package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.statistics.Interval;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Continuations against the source's own conditionals, and under a model without rhyme against all orders. */
class ContinuationLikelihoodTest {
    private static final int K = 5;
    private static final int LENGTH = 16;
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(2, K, 0.5, 3));
    private static final TableDenoiser TABLE = new TableDenoiser(K, 2);
    private static final int[] TOKENS = SOURCE.draw(LENGTH, new Seeds(4).stream("text"));

    private static GenerativeProcess process(int block) {
        ProcessKind kind = block == 0 ? ProcessKind.AUTOREGRESSIVE : ProcessKind.MASKED;
        return ProcessSpec.of(kind, block).process(block, K);
    }

    private static ContinuationLikelihood likelihood(int block, Estimator estimator) {
        return new ContinuationLikelihood(process(block), estimator, 4, 32);
    }

    private static List<ContinuationScore> score(int block, Estimator estimator, List<Continuation> choices) {
        return likelihood(block, estimator)
                .score(TABLE, List.of(choices), new Seeds(1), done -> {})
                .get(0);
    }

    private static Continuation changed(Continuation choice, int at, int token) {
        int[] tokens = choice.tokens().clone();
        tokens[at] = token;
        return new Continuation(tokens, choice.from(), choice.until());
    }

    /** With true conditionals the bound is tight, whatever of the sequence stands behind and is not decided. */
    @ParameterizedTest
    @CsvSource({"0, 5, 9", "1, 5, 9", "2, 5, 9", "3, 5, 9", "4, 5, 12", "8, 5, 12", "16, 5, 9", "16, 9, 16", "16, 0, 4"
    })
    void theScoreOfAnExactDenoiserIsTheConditionalLikelihood(int block, int from, int until) {
        Continuation choice = new Continuation(TOKENS, from, until);
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(block))) {
            ContinuationScore score = likelihood(block, Estimator.AUTO)
                    .score(oracle, List.of(List.of(choice)), new Seeds(1), done -> {})
                    .get(0)
                    .get(0);
            double truth = SOURCE.logLikelihood(Arrays.copyOf(TOKENS, from))
                    - SOURCE.logLikelihood(Arrays.copyOf(TOKENS, until));
            assertThat(score.nats()).isCloseTo(truth, within(1e-8));
            assertThat(score.standardError()).isZero();
            assertThat(score.tokens()).isEqualTo(until - from);
        }
    }

    /**
     * The NELBO of any model is the mean over the orders in which the tokens of a block are revealed; here over each
     * order of up to four tokens, of one block and of two.
     */
    @ParameterizedTest
    @CsvSource({"16, 5, 9", "16, 12, 16", "8, 3, 7", "4, 5, 10"})
    void theScoreOfAnyModelIsTheMeanOverTheOrdersOfABlock(int block, int from, int until) {
        Continuation choice = new Continuation(TOKENS, from, until);
        double expected = 0;
        for (int start = from / block * block; start < until; start += block) {
            List<Integer> places = new ArrayList<>();
            for (int i = Math.max(from, start); i < Math.min(until, start + block); i++) {
                places.add(i - start);
            }
            List<List<Integer>> orders = orders(places);
            for (List<Integer> order : orders) {
                expected += natsInOrder(choice, start, block, order) / orders.size();
            }
        }
        assertThat(score(block, Estimator.AUTO, List.of(choice)).get(0).nats()).isCloseTo(expected, within(1e-9));
    }

    private static double natsInOrder(Continuation choice, int start, int block, List<Integer> order) {
        int[] seen = Arrays.copyOfRange(choice.tokens(), start, start + block);
        Arrays.fill(seen, Math.max(0, choice.from() - start), block, K);
        double nats = 0;
        for (int place : order) {
            double[] prediction = TABLE.prediction(Arrays.copyOf(choice.tokens(), start), seen, place);
            seen[place] = choice.tokens()[start + place];
            nats -= Math.log(prediction[seen[place]]);
        }
        return nats;
    }

    private static List<List<Integer>> orders(List<Integer> places) {
        if (places.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (int first : places) {
            List<Integer> rest = places.stream().filter(place -> place != first).toList();
            for (List<Integer> order : orders(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 16})
    void whatStandsBehindAContinuationDoesNotMatter(int block) {
        Continuation choice = new Continuation(TOKENS, 5, 9);
        Continuation other = changed(choice, 9, (TOKENS[9] + 1) % K);
        List<ContinuationScore> scores = score(block, Estimator.AUTO, List.of(choice, other));
        assertThat(scores.get(0).nats()).isEqualTo(scores.get(1).nats());
    }

    /**
     * 1,000 prompts that are one and the same, but for the noise: each with two choices, of seven and of five tokens.
     */
    @ParameterizedTest
    @ValueSource(ints = {16, 4})
    void exactCountsAreUnbiasedAndTheirIntervalsCoverTheDifference(int block) {
        List<Continuation> choices = List.of(
                new Continuation(TOKENS, 3, 10), changed(new Continuation(TOKENS, 3, 8), 5, (TOKENS[5] + 1) % K));
        double truth = difference(score(block, Estimator.ENUMERATION, choices));
        int prompts = 1000;
        int covered = 0;
        double sum = 0;
        double squares = 0;
        for (List<ContinuationScore> scores : likelihood(block, Estimator.EXACT_COUNT)
                .score(TABLE, Collections.nCopies(prompts, choices), new Seeds(7), done -> {})) {
            Interval interval = scores.get(1).minus(scores.get(0)).interval(0.95);
            covered += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
            double excess = difference(scores) - truth;
            sum += excess;
            squares += excess * excess;
        }
        double mean = sum / prompts;
        double error = Math.sqrt((squares / prompts - mean * mean) / prompts);
        assertThat(error).as("small enough to mean something").isLessThan(0.02);
        assertThat(mean).isCloseTo(0, within(3.5 * error));
        // a share of 0.95 of 1,000 is uncertain by 0.007
        assertThat((double) covered / prompts).isBetween(0.925, 0.975);
    }

    private static double difference(List<ContinuationScore> scores) {
        return scores.get(1).nats() - scores.get(0).nats();
    }

    /** Whichever other choices stand between them, equal ones have the same masks in every draw. */
    @Test
    void choicesOfOnePromptShareTheirNoise() {
        Continuation choice = new Continuation(TOKENS, 3, 14);
        List<ContinuationScore> scores =
                score(16, Estimator.AUTO, List.of(choice, new Continuation(TOKENS, 3, 12), choice));
        assertThat(scores.get(0).rounds())
                .hasSize(ContinuationLikelihood.ROUNDS)
                .containsExactly(scores.get(2).rounds());
        assertThat(scores.get(0).minus(scores.get(2)).standardError()).isZero();
        assertThat(scores.get(0).standardError()).isPositive();
    }

    /**
     * Under a model whose losses follow the masks: the source itself, which finds what is far from seen tokens hard.
     */
    @Test
    void sharedNoiseMakesDifferencesSurer() {
        Continuation choice = new Continuation(TOKENS, 3, 13);
        List<Continuation> choices = List.of(choice, changed(choice, 8, (TOKENS[8] + 1) % K));
        double apart = 0;
        double shared = 0;
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(16))) {
            for (List<ContinuationScore> scores : likelihood(16, Estimator.EXACT_COUNT)
                    .score(oracle, Collections.nCopies(100, choices), new Seeds(7), done -> {})) {
                apart += Math.pow(scores.get(0).standardError(), 2)
                        + Math.pow(scores.get(1).standardError(), 2);
                shared += Math.pow(scores.get(1).minus(scores.get(0)).standardError(), 2);
            }
        }
        assertThat(shared).isLessThan(apart / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 16})
    void howManyCopiesGoIntoACallDoesNotMatter(int block) {
        List<List<Continuation>> prompts = List.of(
                List.of(new Continuation(TOKENS, 3, 14), new Continuation(TOKENS, 3, 6)),
                List.of(new Continuation(Arrays.copyOf(TOKENS, 12), 2, 12)));
        List<Double> nats = new ArrayList<>();
        for (int batch : new int[] {1, 7}) {
            new ContinuationLikelihood(process(block), Estimator.AUTO, 2, batch)
                    .score(TABLE, prompts, new Seeds(2), done -> {})
                    .forEach(scores -> scores.forEach(score -> nats.add(score.nats())));
        }
        assertThat(nats.subList(0, 3)).isEqualTo(nats.subList(3, 6));
    }

    /** Parts of at most eight tokens are enumerated, unless counts are asked for; an exact choice has one value. */
    @Test
    void anExactChoiceIsComparedWithEveryRoundOfAnother() {
        List<Continuation> choices = List.of(new Continuation(TOKENS, 3, 11), new Continuation(TOKENS, 3, 12));
        List<ContinuationScore> scores = score(16, Estimator.AUTO, choices);
        assertThat(scores.get(0).rounds()).hasSize(1);
        assertThat(scores.get(1).minus(scores.get(0)).standardError())
                .isCloseTo(scores.get(1).standardError(), within(1e-12));
        assertThat(score(16, Estimator.EXACT_COUNT, choices).get(0).rounds()).hasSize(8);
        assertThat(score(16, Estimator.ENUMERATION, choices).get(1).rounds()).hasSize(1);
    }
}
