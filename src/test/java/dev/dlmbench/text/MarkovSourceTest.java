package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.fixture.SharedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong oracle would make every exactness check of the project wrong, so it is held against enumeration. */
class MarkovSourceTest {
    private static final double ALPHA = .4;

    @ParameterizedTest
    @CsvSource({"1, 3, 4", "2, 3, 4", "3, 2, 5", "2, 3, 1", "3, 2, 2", "4, 2, 1"})
    void likelihoodsOfAllStringsSumToOne(int order, int symbols, int length) {
        MarkovSource source = source(order, symbols);
        double sum = strings(symbols, length).stream()
                .mapToDouble(s -> Math.exp(source.logLikelihood(s)))
                .sum();
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void likelihoodIsTheStartTimesTheTransitions() {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.9, .1}, {.3, .7}});
        assertThat(source.logLikelihood(new int[] {1, 1, 0, 1})).isCloseTo(Math.log(.25 * .7 * .3 * .1), within(1e-14));
    }

    @Test
    void entropyRateOfTwoStatesHasItsClosedForm() {
        double rate = .75 * entropy(.1) + .25 * entropy(.3);
        assertThat(MarkovSource.of(1, new double[][] {{.9, .1}, {.3, .7}})
                        .entropyRate()
                        .getAsDouble())
                .isCloseTo(rate, within(1e-14));
    }

    /** Iterating would need some 1e9 rounds here. */
    @Test
    void chainThatHardlyEverMovesHasItsExactRate() {
        double[] stay = {1 - 1e-9, 1 - 3e-9};
        MarkovSource source = MarkovSource.of(1, new double[][] {{stay[0], 1e-9}, {3e-9, stay[1]}});
        assertThat(Math.exp(source.logLikelihood(new int[] {0}))).isCloseTo(.75, within(1e-12));
    }

    @Test
    void rateOfIndependentUniformSymbolsIsTheLogOfTheirNumber() {
        double[][] transition = new double[9][3];
        Arrays.stream(transition).forEach(row -> Arrays.fill(row, 1.0 / 3));
        assertThat(MarkovSource.of(2, transition).entropyRate().getAsDouble()).isCloseTo(Math.log(3), within(1e-14));
    }

    @Test
    void chainWithNoOneLongRunIsRefused() {
        assertThatThrownBy(() -> MarkovSource.of(1, new double[][] {{1, 0}, {0, 1}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("state 1");
    }

    @Test
    void largestTableSettlesToADistributionThatATransitionKeeps() {
        MarkovSource source = MarkovSource.random(new CorpusSpec.Markov(3, 16, .5, 1));
        double[] first = source.marginals(open(1, 16), false)[0];
        double[] tenth = source.marginals(open(10, 16), false)[9];
        assertThat(tenth).containsExactly(first, within(1e-11));
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "2, 3, 5", "3, 2, 6", "2, 3, 1", "3, 2, 2", "3, 2, 3", "3, 2, 1"})
    void hiddenPositionsHaveTheMarginalsOfAnEnumeration(int order, int symbols, int length) {
        double[][] evidence = open(length, symbols);
        for (int i = 1; i < length; i += 2) {
            Arrays.fill(evidence[i], 0);
            evidence[i][i % symbols] = 1;
        }
        assertMarginals(source(order, symbols), evidence, false);
        assertMarginals(source(order, symbols), evidence, true);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 5", "2, 3, 5", "3, 2, 6", "2, 3, 1", "3, 2, 2", "3, 2, 3", "3, 2, 1"})
    void noisyPositionsHaveTheMarginalsOfAnEnumeration(int order, int symbols, int length) {
        double[][] evidence = open(length, symbols);
        for (int i = 0; i < length; i++) {
            Arrays.fill(evidence[i], (1 - ALPHA) / symbols);
            evidence[i][(i * i + 1) % symbols] += ALPHA;
        }
        assertMarginals(source(order, symbols), evidence, false);
        assertMarginals(source(order, symbols), evidence, true);
    }

    @Test
    void drawnSymbolsHaveTheFrequenciesOfTheTable() {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.9, .1}, {.3, .7}});
        int[] text = source.draw(200_000, new SplittableRandom(3));
        double[][] pairs = new double[2][2];
        for (int i = 1; i < text.length; i++) {
            pairs[text[i - 1]][text[i]]++;
        }
        assertThat(pairs[0][1] / (pairs[0][0] + pairs[0][1])).isCloseTo(.1, within(.005));
        assertThat(pairs[1][0] / (pairs[1][0] + pairs[1][1])).isCloseTo(.3, within(.01));
    }

    @Test
    void firstSymbolsAreDrawnFromTheLongRun() {
        MarkovSource source = source(3, 2);
        SplittableRandom random = new SplittableRandom(4);
        double[] expected = source.marginals(open(2, 2), false)[0];
        int zeros = 0;
        for (int i = 0; i < 20_000; i++) {
            int[] document = source.draw(2, random);
            assertThat(document).hasSize(2);
            zeros += 1 - document[0];
        }
        assertThat(zeros / 20_000.0).isCloseTo(expected[0], within(.02));
    }

    @Test
    void sameSettingsGiveTheSameSource() {
        int[] text = {0, 1, 1, 2, 0};
        assertThat(source(2, 3).logLikelihood(text)).isEqualTo(source(2, 3).logLikelihood(text));
        assertThat(MarkovSource.random(new CorpusSpec.Markov(2, 3, 1, 8)).logLikelihood(text))
                .isNotEqualTo(source(2, 3).logLikelihood(text));
    }

    /** The reference spreads the first token's larger entropy over a document of 16. */
    @Test
    void agreesWithTheReferenceSource() throws IOException {
        JsonNode reference = new ObjectMapper()
                .readTree(SharedFiles.require("parity/oracle_toy.json").toFile());
        MarkovSource source =
                MarkovSource.of(1, new ObjectMapper().convertValue(reference.get("transition"), double[][].class));
        double[] stationary = new ObjectMapper().convertValue(reference.get("stationary"), double[].class);
        assertThat(source.marginals(open(1, 16), false)[0]).containsExactly(stationary, within(1e-12));
        double rate = source.entropyRate().getAsDouble();
        double first = Arrays.stream(stationary).map(p -> -p * Math.log(p)).sum();
        assertThat((first + 15 * rate) / 16)
                .isCloseTo(1.380, within(5e-4))
                .isCloseTo(reference.get("entropy_nats_per_token").asDouble(), within(1e-12));
    }

    private static MarkovSource source(int order, int symbols) {
        return MarkovSource.random(new CorpusSpec.Markov(order, symbols, 1, 7));
    }

    private static double entropy(double p) {
        return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
    }

    private static double[][] open(int length, int symbols) {
        double[][] evidence = new double[length][symbols];
        Arrays.stream(evidence).forEach(row -> Arrays.fill(row, 1));
        return evidence;
    }

    private static List<int[]> strings(int symbols, int length) {
        List<int[]> strings = new ArrayList<>();
        for (int code = 0; code < Math.round(Math.pow(symbols, length)); code++) {
            int[] string = new int[length];
            for (int i = 0, rest = code; i < length; i++, rest /= symbols) {
                string[i] = rest % symbols;
            }
            strings.add(string);
        }
        return strings;
    }

    @Test
    void impossibleObservationsAreRefused() {
        MarkovSource turns = MarkovSource.of(1, new double[][] {{0, 1}, {1, 0}});
        assertThatThrownBy(() -> turns.marginals(new double[][] {{1, 0}, {1, 0}}, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the evidence is impossible under the source");
    }

    @Test
    void longTextHasItsLikelihoodInTimeAndSpaceOfItsLength() {
        MarkovSource source = MarkovSource.random(new CorpusSpec.Markov(3, 16, 0.5, 1));
        int length = 500_000;
        double rate = -source.logLikelihood(source.draw(length, new SplittableRandom(2))) / length;
        assertThat(source.entropyRate().orElseThrow()).isCloseTo(rate, within(0.01));
    }

    private static void assertMarginals(MarkovSource source, double[][] evidence, boolean leaveOneOut) {
        double[][] marginals = source.marginals(evidence, leaveOneOut);
        assertThat(marginals).hasDimensions(evidence.length, source.symbols());
        for (int position = 0; position < evidence.length; position++) {
            assertThat(marginals[position])
                    .containsExactly(enumerated(source, evidence, position, leaveOneOut), within(1e-12));
        }
    }

    private static double[] enumerated(MarkovSource source, double[][] evidence, int position, boolean leaveOneOut) {
        double[] marginal = new double[source.symbols()];
        for (int[] string : strings(source.symbols(), evidence.length)) {
            double weight = Math.exp(source.logLikelihood(string));
            for (int i = 0; i < string.length; i++) {
                weight *= leaveOneOut && i == position ? 1 : evidence[i][string[i]];
            }
            marginal[string[position]] += weight;
        }
        double sum = Arrays.stream(marginal).sum();
        return Arrays.stream(marginal).map(w -> w / sum).toArray();
    }
}
