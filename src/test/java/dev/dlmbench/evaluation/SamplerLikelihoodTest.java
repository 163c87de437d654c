package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SamplerParts;
import dev.dlmbench.fixture.TableDenoiser;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.Remdm;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exact likelihoods of samplers, on languages so small that every text can be asked for. */
class SamplerLikelihoodTest {
    private static final int K = 3;
    private static final int LENGTH = 5;
    private static final TableDenoiser TABLE = new TableDenoiser(K, 3);

    /** Selectors by name, with how many steps a block takes; 0 where the selector decides. */
    static Stream<Arguments> samplers() {
        return Stream.of(
                        "left-to-right",
                        "fixed-random",
                        "margin",
                        "entropy",
                        "max-probability",
                        "max-threshold",
                        "max-factor",
                        "entropy-bound")
                .flatMap(selector -> IntStream.of(1, 2, 3, 4, 5)
                        .boxed()
                        .flatMap(block -> (SamplerParts.selector(selector, .6).adaptive()
                                        ? IntStream.of(0)
                                        : IntStream.rangeClosed(1, block))
                                .mapToObj(steps -> Arguments.of(selector, block, steps))));
    }

    @ParameterizedTest
    @MethodSource("samplers")
    void probabilitiesOfAllTextsSumTo1(String selector, int block, int steps) {
        assertThat(total(nats(order(block, sampler(selector, steps)), texts()))).isCloseTo(1, within(1e-12));
    }

    @Test
    void probabilitiesAtAnotherTemperatureSumTo1() {
        SamplingSpec spec =
                sampler("margin", 2).with(new Proposal(.7, 0, 0, 1, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER));
        assertThat(total(nats(order(3, spec), texts()))).isCloseTo(1, within(1e-12));
        SamplingSpec apart = sampler("entropy-bound", 0).with(spec.proposal()); // ranked by what is not drawn from
        assertThat(total(nats(order(3, apart), texts()))).isCloseTo(1, within(1e-12));
    }

    /** A permutation of a block of four has its path written down here step by step. */
    @Test
    void isTheSumOfTheLogarithmsAlongThePath() {
        int[] text = {2, 0, 1, 1};
        SamplingSpec spec = SamplingSpec.ancestral(2, 1, 1).with(new PlaceOrder.Permutation(List.of(3, 0, 2, 1)));
        double nats = -Math.log(TABLE.prediction(new int[0], new int[] {K, K, K, K}, 3)[1])
                - Math.log(TABLE.prediction(new int[0], new int[] {K, K, K, K}, 0)[2])
                - Math.log(TABLE.prediction(new int[0], new int[] {2, K, K, 1}, 2)[1])
                - Math.log(TABLE.prediction(new int[0], new int[] {2, K, K, 1}, 1)[0]);
        assertThat(nats(order(4, spec), List.<int[]>of(text))[0]).isCloseTo(nats, within(1e-12));
    }

    /** With DUEL's rule left to right, blocks of one token are autoregression. */
    @Test
    void blocksOfOneTokenHaveTheLikelihoodOfAutoregression() {
        double[] exact = nats(new Likelihood(process(1), new LikelihoodSpec(Estimator.EXACT, 1), 64), texts());
        assertThat(nats(order(1, sampler("max-probability", 1)), texts())).containsExactly(exact, within(1e-12));
        assertThat(nats(anyOrder(1), texts())).containsExactly(exact, within(1e-12));
    }

    /** What the bound averages are logarithms, what random order averages are probabilities. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void theMeanOverAllOrdersIsTheNelboAndNotBelowTheLikelihoodOfRandomOrder(int block) {
        List<double[]> orders = permutations(block).stream()
                .map(order -> nats(
                        order(block, SamplingSpec.ancestral(block, 1, 1).with(new PlaceOrder.Permutation(order))),
                        wholeBlocks(block)))
                .toList();
        double[] nelbo = nats(
                new Likelihood(process(block), new LikelihoodSpec(Estimator.ENUMERATION, 1), 64), wholeBlocks(block));
        double[] random = nats(anyOrder(block), wholeBlocks(block));
        for (int text = 0; text < nelbo.length; text++) {
            int at = text;
            assertThat(orders.stream().mapToDouble(nats -> nats[at]).average().orElseThrow())
                    .isCloseTo(nelbo[text], within(1e-10));
            assertThat(random[text]).isLessThanOrEqualTo(nelbo[text] + 1e-12);
        }
    }

    /** One block, so that the likelihood of random order is the mean over all orders of the products along them. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void anyOrderIsTheMeanOverAllOrders(int block) {
        for (int[] text : texts(block)) {
            double mean = permutations(block).stream()
                    .mapToDouble(order -> probability(text, order))
                    .average()
                    .orElseThrow();
            assertThat(nats(anyOrder(block), List.<int[]>of(text))[0]).isCloseTo(-Math.log(mean), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8})
    void anyOrderProbabilitiesSumTo1(int block) {
        assertThat(total(nats(anyOrder(block), texts()))).isCloseTo(1, within(1e-12));
    }

    /** With true conditionals every order has the true likelihood. */
    @ParameterizedTest
    @CsvSource({"ORDER, 1", "ORDER, 2", "ORDER, 4", "ORDER, 5", "ANY_ORDER, 2", "ANY_ORDER, 4", "ANY_ORDER, 8"})
    void trueConditionalsHaveTheTrueLikelihood(Estimator estimator, int block) {
        MarkovSource source = MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .3, .4}});
        MaskedDiffusion process = process(block);
        Likelihood likelihood = new Likelihood(
                process,
                new LikelihoodSpec(estimator, 1),
                16,
                Optional.of(new Sampler(process, sampler("entropy", block), Sampler.Setup.of(2 * LENGTH))));
        List<int[]> documents = IntStream.range(0, 20)
                .mapToObj(i -> source.draw(2 * LENGTH, new Seeds(3).stream("text", i)))
                .toList();
        try (OracleDenoiser oracle = new OracleDenoiser(source, process)) {
            List<DocumentLikelihood> scores = likelihood.score(oracle, documents, new Seeds(1), (done, round) -> {});
            for (DocumentLikelihood score : scores) {
                assertThat(score.nats())
                        .isCloseTo(-source.logLikelihood(documents.get(score.document())), within(1e-5));
            }
        }
    }

    /** Tokens that are given have no probability, and are seen from the first step on. */
    @ParameterizedTest
    @CsvSource({"ORDER, 2, 3", "ORDER, 5, 2", "ORDER, 1, 4", "ANY_ORDER, 2, 3", "ANY_ORDER, 5, 2", "ANY_ORDER, 4, 4"})
    void probabilitiesOfAllContinuationsOfAContextSumTo1(Estimator estimator, int block, int context) {
        List<int[]> continued = texts().stream()
                .filter(text -> IntStream.range(0, context).allMatch(i -> text[i] == 1))
                .toList();
        Likelihood likelihood = estimator == Estimator.ORDER ? order(block, sampler("margin", 2)) : anyOrder(block);
        List<DocumentLikelihood> scores =
                likelihood.score(TABLE, continued, document -> context, new Seeds(1), (done, round) -> {});
        assertThat(scores).allMatch(score -> score.tokens() == LENGTH - context);
        assertThat(total(scores.stream().mapToDouble(DocumentLikelihood::nats).toArray()))
                .isCloseTo(1, within(1e-12));
    }

    /** Agreement with what the samplers do draw. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "left-to-right, 3, 2",
        "margin, 5, 2",
        "entropy, 5, 3",
        "max-probability, 5, 5",
        "max-probability, 2, 1",
        "max-threshold, 5, 0",
        "max-factor, 3, 0",
        "entropy-bound, 5, 0"
    })
    void isTheLawOfTheSamplesThatAreDrawn(String selector, int block, int steps) {
        SamplingSpec spec = sampler(selector, steps);
        Map<List<Integer>, Integer> counts = new HashMap<>();
        int samples = 100_000;
        Sampler sampler = new Sampler(process(block), spec, Sampler.Setup.of(LENGTH));
        for (int first = 0; first < samples; first += 1000) {
            for (DrawnSequence drawn : sampler.draw(TABLE, 1000, new Seeds(8), first)) {
                counts.merge(Arrays.stream(drawn.tokens()).boxed().toList(), 1, Integer::sum);
            }
        }
        double[] nats = nats(order(block, spec), texts());
        double statistic = 0;
        for (int i = 0; i < nats.length; i++) {
            double expected = samples * Math.exp(-nats[i]);
            double drawn =
                    counts.getOrDefault(Arrays.stream(texts().get(i)).boxed().toList(), 0);
            statistic += (drawn - expected) * (drawn - expected) / expected;
        }
        double tail = 1 - new ChiSquaredDistribution(nats.length - 1.0).cumulativeProbability(statistic);
        assertThat(tail).isGreaterThan(1e-4);
    }

    /** Of every sampler that does not qualify, why. */
    @Test
    void samplersThatLeadToATextOnManyPathsAreRefused() {
        SamplingSpec plain = SamplingSpec.ancestral(2, 1, 1);
        assertChance(plain, "every position moves by chance");
        assertChance(plain.with(new PlaceOrder.RandomOrder()), "the order is drawn");
        assertChance(plain.with(SamplerParts.selector("confidence", 0)), "max-probability");
        assertChance(sampler("threshold", 0), "max-threshold");
        assertChance(sampler("factor", 0), "max-factor");
        assertChance(plain.with(SamplerParts.selector("low-confidence", 0)), "max-probability");
        assertChance(plain.with(SamplerParts.selector("block-refinement", .9)), "max-probability");
        assertChance(sampler("margin", 2).with(new EarlyEnd(1, .1)), "early");
        assertChance(plain.with(SamplerParts.drawing("margin", .5)), "temperature");
        assertChance(sampler("margin", 2).with(new StepPlan.FirstHitting()), "first-hitting");
        assertChance(plain.with((Corrector) new Remdm.Cap(.1, 1, 0)), "corrector");
        for (Proposal.Greedy greedy : List.of(Proposal.Greedy.ALWAYS, Proposal.Greedy.LAST)) {
            assertChance(
                    sampler("margin", 2).with(new Proposal(1, 0, 0, 1, Proposal.TopPRule.CROSSING, greedy)), "greedy");
        }
        assertChance(
                sampler("margin", 2).with(new Proposal(1, 0, 0, .9, Proposal.TopPRule.CROSSING, Proposal.Greedy.NEVER)),
                "topP");
    }

    /**
     * A text of which a sampler does not draw every token has no likelihood under it, and not one that is too large.
     */
    @Test
    void aTextThatIsNotDrawnWhollyIsRefused() {
        SamplingSpec two = SamplingSpec.ancestral(2, 1, 1).with(new PlaceOrder.Permutation(List.of(1, 0)));
        Sampler sampler = new Sampler(process(4), two, Sampler.Setup.of(4));
        assertThatThrownBy(() -> sampler.follow(TABLE, texts(4), 0))
                .hasMessageContaining("drew 2 tokens of a text of 4");
    }

    private static void assertChance(SamplingSpec spec, String why) {
        assertThat(spec.chance()).contains(why);
        Sampler sampler = new Sampler(process(2), spec, Sampler.Setup.of(LENGTH));
        assertThatThrownBy(() -> sampler.follow(TABLE, texts(), 0)).hasMessageContaining(why);
    }

    private static SamplingSpec sampler(String selector, int steps) {
        SamplingSpec plain = SamplingSpec.ancestral(Math.max(1, steps), 1, 1);
        Selector parts = SamplerParts.selector(selector, selector.endsWith("factor") ? 1.5 : .6);
        return parts.adaptive()
                ? new SamplingSpec(
                        new StepPlan.Adaptive(),
                        plain.proposal(),
                        parts,
                        plain.corrector(),
                        0,
                        plain.stopping(),
                        "",
                        1,
                        1,
                        0)
                : plain.with(parts);
    }

    private static Likelihood order(int block, SamplingSpec spec) {
        MaskedDiffusion process = process(block);
        return new Likelihood(
                process,
                new LikelihoodSpec(Estimator.ORDER, 1),
                64,
                Optional.of(new Sampler(process, spec, Sampler.Setup.of(LENGTH))));
    }

    private static Likelihood anyOrder(int block) {
        return new Likelihood(process(block), new LikelihoodSpec(Estimator.ANY_ORDER, 1), 64);
    }

    private static MaskedDiffusion process(int block) {
        return new MaskedDiffusion(K, new Blocks(block, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }

    private static double[] nats(Likelihood likelihood, List<int[]> texts) {
        return likelihood.score(TABLE, texts, new Seeds(1), (done, round) -> {}).stream()
                .mapToDouble(DocumentLikelihood::nats)
                .toArray();
    }

    private static double total(double[] nats) {
        return DoubleStream.of(nats).map(each -> Math.exp(-each)).sum();
    }

    private static List<int[]> texts() {
        return texts(LENGTH);
    }

    private static List<int[]> wholeBlocks(int block) {
        return texts(LENGTH / block * block);
    }

    /** Returns every text of a length. */
    private static List<int[]> texts(int length) {
        int count = (int) Math.pow(K, length);
        List<int[]> texts = new ArrayList<>();
        for (int code = 0; code < count; code++) {
            int[] text = new int[length];
            for (int i = 0, left = code; i < length; i++, left /= K) {
                text[i] = left % K;
            }
            texts.add(text);
        }
        return texts;
    }

    private static double probability(int[] text, List<Integer> order) {
        int[] state = new int[text.length];
        Arrays.fill(state, K);
        double probability = 1;
        for (int place : order) {
            probability *= TABLE.prediction(new int[0], state, place)[text[place]];
            state[place] = text[place];
        }
        return probability;
    }

    private static List<List<Integer>> permutations(int size) {
        if (size == 0) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (List<Integer> shorter : permutations(size - 1)) {
            for (int at = 0; at <= shorter.size(); at++) {
                List<Integer> longer = new ArrayList<>(shorter);
                longer.add(at, size - 1);
                all.add(longer);
            }
        }
        return all;
    }
}
