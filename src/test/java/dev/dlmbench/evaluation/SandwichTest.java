package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds from both sides, beside the exact likelihood of random order. */
class SandwichTest {
    private static final int K = 3;
    private static final int LENGTH = 16;
    private static final TableDenoiser TABLE = new TableDenoiser(K, 3);

    /** Of blocks of one token there is one order, and both ends are the likelihood. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void endsMeetWhereThereIsOneOrder(int given) {
        List<int[]> texts = texts(4);
        List<Sandwich.Ends> ends = new Sandwich(process(1), 8, 16)
                .score(TABLE, texts, document -> given, new Seeds(1), (done, round) -> {});
        List<DocumentLikelihood> exact = new Likelihood(process(1), new LikelihoodSpec(Estimator.EXACT, 1), 16)
                .score(TABLE, texts, document -> given, new Seeds(1), (done, round) -> {});
        for (int d = 0; d < texts.size(); d++) {
            Sandwich.Ends end = ends.get(d);
            double nats = exact.get(d).nats();
            assertThat(end.low().nats()).isCloseTo(nats, within(1e-9));
            assertThat(end.high().nats()).isCloseTo(nats, within(1e-9));
            assertThat(end.nelbo()).isCloseTo(nats, within(1e-9));
            assertThat(end.low().tokens()).isEqualTo(LENGTH - given);
        }
    }

    /** With true conditionals every order has the same probability, and nothing is left open. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 16})
    void endsMeetWhereOrdersAgree(int block) {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .3, .4}});
        List<int[]> texts = texts(5);
        try (OracleDenoiser oracle = new OracleDenoiser(source, process(block))) {
            List<Sandwich.Ends> ends = new Sandwich(process(block), 8, 16)
                    .score(oracle, texts, document -> 0, new Seeds(1), (done, round) -> {});
            for (int d = 0; d < texts.size(); d++) {
                double nats = -source.logLikelihood(texts.get(d));
                assertThat(ends.get(d).low().nats()).isCloseTo(nats, within(1e-8));
                assertThat(ends.get(d).high().nats()).isCloseTo(nats, within(1e-8));
            }
        }
    }

    /**
     * Over many repetitions, the ends bound the exact likelihood of random order on average, and an interval of 95 % on
     * either side holds it as often.
     */
    @ParameterizedTest
    @CsvSource({"2, 8", "4, 8", "4, 32", "8, 16"})
    void holdsTheExactLikelihoodInNineteenOfTwentyRepetitions(int block, int orders) {
        List<int[]> texts = texts(12);
        double tokens = 12.0 * LENGTH;
        double exact = new Likelihood(process(block), new LikelihoodSpec(Estimator.ANY_ORDER, 1), 16)
                        .score(TABLE, texts, new Seeds(1), (done, round) -> {}).stream()
                                .mapToDouble(DocumentLikelihood::nats)
                                .sum()
                / tokens;
        int repetitions = 200;
        int held = 0;
        double low = 0;
        double high = 0;
        double nelbo = 0;
        for (int i = 0; i < repetitions; i++) {
            List<Sandwich.Ends> ends = new Sandwich(process(block), orders, 16)
                    .score(TABLE, texts, document -> 0, new Seeds(100 + i), (done, round) -> {});
            double lower = sum(ends, end -> end.low().nats()) / tokens;
            double upper = sum(ends, end -> end.high().nats()) / tokens;
            double below = 1.96
                    * Likelihood.noise(ends.stream().map(Sandwich.Ends::low).toList());
            double above = 1.96
                    * Likelihood.noise(ends.stream().map(Sandwich.Ends::high).toList());
            held += lower - below <= exact && exact <= upper + above ? 1 : 0;
            low += lower / repetitions;
            high += upper / repetitions;
            nelbo += sum(ends, Sandwich.Ends::nelbo) / tokens / repetitions;
        }
        assertThat(held).isGreaterThanOrEqualTo(182); // of 200; fewer are rarer than 1 in 100 at 95 %
        assertThat(low).isLessThan(exact);
        assertThat(exact).isLessThan(high);
        assertThat(high).isLessThan(nelbo);
        double bound = new Likelihood(process(block), new LikelihoodSpec(Estimator.ENUMERATION, 1), 16)
                        .score(TABLE, texts, new Seeds(1), (done, round) -> {}).stream()
                                .mapToDouble(DocumentLikelihood::nats)
                                .sum()
                / tokens;
        assertThat(nelbo).isCloseTo(bound, within(.01));
    }

    private static double sum(List<Sandwich.Ends> ends, ToDoubleFunction<Sandwich.Ends> part) {
        return ends.stream().mapToDouble(part).sum();
    }

    private static List<int[]> texts(int count) {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.4, .3, .3}, {.2, .5, .3}, {.3, .3, .4}});
        return IntStream.range(0, count)
                .mapToObj(i -> source.draw(LENGTH, new Seeds(3).stream("text", i)))
                .toList();
    }

    private static MaskedDiffusion process(int block) {
        return new MaskedDiffusion(K, new Blocks(block, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }
}
