package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.RememberingDenoiser;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.HybridNoise;
import dev.dlmbench.process.InterpolatingDiffusion;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.UniformNoise;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Samplers that choose among proposals, on masks and on noise that looks like tokens: their laws under the exact
 * conditionals, by {@link ChainLaw}'s enumeration of every proposal and all noise, and their calls.
 */
class RankedPlacesTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.65, .23, .12}, {.11, .14, .75}, {.31, .6, .09}});
    private static final int BLOCK = 3;
    private static final int[] PROMPT = {0, 2, 1};
    private static final EarlyEnd EARLY = new EarlyEnd(1, .7);

    private static Proposal at(double temperature, Proposal.Greedy greedy) {
        return new Proposal(temperature, 0, 0, 1, Proposal.TopPRule.CROSSING, greedy);
    }

    private static SamplingSpec spec(StepPlan plan, Selector selector, Proposal proposal, EarlyEnd early) {
        return new SamplingSpec(plan, proposal, selector, new Corrector.None(), 0, Stopping.FIXED, "", 1, 1, 0)
                .with(early);
    }

    static Stream<Arguments> samplers() {
        Proposal plain = Proposal.PLAIN;
        Proposal cool = at(.7, Proposal.Greedy.NEVER);
        Proposal tail = at(.8, Proposal.Greedy.LAST);
        StepPlan adaptive = new StepPlan.Adaptive();
        List<Arguments> all = new ArrayList<>();
        for (String noise : List.of("masked", "uniform", "hybrid")) {
            all.add(Arguments.of("bound", noise, spec(adaptive, new EntropyBound(.5), plain, EarlyEnd.NEVER)));
            all.add(Arguments.of("wide bound", noise, spec(adaptive, new EntropyBound(.8), plain, EarlyEnd.NEVER)));
            all.add(Arguments.of("cool bound", noise, spec(adaptive, new EntropyBound(.6), cool, EarlyEnd.NEVER)));
            all.add(Arguments.of("bound, early", noise, spec(adaptive, new EntropyBound(.5), tail, EARLY)));
            all.add(Arguments.of("refined", noise, refined(2, .62, 0, plain, EarlyEnd.NEVER)));
            all.add(Arguments.of("refined, cool", noise, refined(3, .72, 0, cool, EarlyEnd.NEVER)));
            all.add(Arguments.of("refined, early", noise, refined(3, 1, 0, plain, EARLY)));
        }
        for (String noise : List.of("uniform", "hybrid")) {
            all.add(Arguments.of("edited", noise, refined(3, .62, .35, plain, EarlyEnd.NEVER)));
            all.add(Arguments.of("edited, tail", noise, refined(3, .72, .3, tail, EarlyEnd.NEVER)));
        }
        StepPlan two = new StepPlan.Grid(2);
        Selector low = new ProposalRanking.LowConfidence(0);
        all.add(Arguments.of("low confidence", "masked", spec(two, low, cool, EarlyEnd.NEVER)));
        Selector frequent = new ProposalRanking.Frequency(0);
        all.add(Arguments.of("frequency", "masked", spec(two, frequent, cool, EarlyEnd.NEVER)));
        all.add(Arguments.of("frequency, each", "masked", spec(new StepPlan.Grid(3), frequent, plain, EarlyEnd.NEVER)));
        all.add(Arguments.of("LLaDA", "masked", spec(two, low, at(1, Proposal.Greedy.ALWAYS), EarlyEnd.NEVER)));
        return all.stream();
    }

    private static SamplingSpec refined(int steps, double bound, double editing, Proposal proposal, EarlyEnd early) {
        return spec(new StepPlan.Cumulative(steps), new BlockRefinement(bound, editing), proposal, early);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("samplers")
    void samplesHaveTheLawOfTheirRule(String name, String noise, SamplingSpec spec) {
        assertLaw(noise, spec, 8_000);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("samplers")
    void manySamplesHaveTheLawOfTheirRule(String name, String noise, SamplingSpec spec) {
        assertLaw(noise, spec, 100_000);
    }

    /** Chi-square over the 27 blocks behind a prompt; those that are expected fewer than 5 times count as one. */
    private static void assertLaw(String noise, SamplingSpec spec, int samples) {
        BlockDiffusion process = process(noise);
        double[] law;
        try (Denoiser oracle = new OracleDenoiser(SOURCE, process)) {
            law = new ChainLaw(process, spec, oracle, PROMPT).law(BLOCK);
        }
        double[] counts = new double[law.length];
        for (DrawnSequence sample : draw(noise, spec, samples)) {
            counts[(sample.tokens()[3] * 3 + sample.tokens()[4]) * 3 + sample.tokens()[5]]++;
        }
        double rareExpected = 0;
        double rare = 0;
        double chiSquare = 0;
        int cells = 0;
        for (int code = 0; code < law.length; code++) {
            double expected = samples * law[code];
            if (expected < 5) {
                rareExpected += expected;
                rare += counts[code];
            } else {
                chiSquare += (counts[code] - expected) * (counts[code] - expected) / expected;
                cells++;
            }
        }
        if (rareExpected > 1e-6) {
            chiSquare += (rare - rareExpected) * (rare - rareExpected) / rareExpected;
            cells++;
        } else {
            assertThat(rare).isZero();
        }
        // the .99999 quantile, by Wilson and Hilferty
        int freedom = Math.max(1, cells - 1);
        double cube = 1 - 2.0 / (9 * freedom) + 4.265 * Math.sqrt(2.0 / (9 * freedom));
        assertThat(chiSquare).isLessThan(freedom * cube * cube * cube);
    }

    /** One token a call, whatever chooses it before it is drawn, has the law of the source. */
    @Test
    void aBoundOfNothingHasTheLawOfTheSource() {
        SamplingSpec spec = spec(new StepPlan.Adaptive(), new EntropyBound(1e-12), Proposal.PLAIN, EarlyEnd.NEVER);
        BlockDiffusion process = process("masked");
        try (Denoiser oracle = new OracleDenoiser(SOURCE, process)) {
            double[] law = new ChainLaw(process, spec, oracle, PROMPT).law(BLOCK);
            double prompt = SOURCE.logLikelihood(PROMPT);
            for (int code = 0; code < law.length; code++) {
                int[] whole = {0, 2, 1, code / 9, code / 3 % 3, code % 3};
                double truth = Math.exp(SOURCE.logLikelihood(whole) - prompt);
                assertThat(law[code]).isCloseTo(truth, within(1e-6));
            }
        }
        assertLaw("masked", spec, 8_000);
    }

    /** A bound of nothing is one token a call; one that all entropies together stay below is a single call. */
    @ParameterizedTest
    @CsvSource({
        "masked, 1e-9, 3",
        "masked, 9, 1",
        "uniform, 9, 1",
        "hybrid, 9, 1",
        "uniform, 1e-9, 3",
        "hybrid, 1e-9, 3"
    })
    void entropyBoundsTakeAsManyCallsAsTheyAllow(String noise, double bound, int calls) {
        SamplingSpec spec = spec(new StepPlan.Adaptive(), new EntropyBound(bound), Proposal.PLAIN, EarlyEnd.NEVER);
        assertCalls(noise, spec, calls);
    }

    /** T calls where no proposal is surer than its bound, a single one where all are, and T with editing. */
    @ParameterizedTest
    @CsvSource({
        "masked, 3, 1, 0, 3",
        "masked, 2, 1, 0, 2",
        "uniform, 2, 1, 0, 2",
        "uniform, 3, 1, 0, 3",
        "hybrid, 2, 1, 0, 2",
        "masked, 3, 1e-9, 0, 1",
        "uniform, 3, 1e-9, 0, 1",
        "uniform, 3, 1e-9, .5, 3",
        "hybrid, 2, 1e-9, .5, 2"
    })
    void refinementTakesAsManyCallsAsItsPlan(String noise, int steps, double bound, double editing, int calls) {
        assertCalls(noise, refined(steps, bound, editing, Proposal.PLAIN, EarlyEnd.NEVER), calls);
    }

    /** Certain enough after the second prediction where it agrees with the first; never where nothing is enough. */
    @Test
    void blocksEndEarlyAtTheirSecondCallAtTheEarliest() {
        for (String noise : List.of("masked", "uniform", "hybrid")) {
            SamplingSpec never = refined(3, 1, 0, Proposal.PLAIN, new EarlyEnd(1, 1e-12));
            assertCalls(noise, never, 3);
            SamplingSpec soon = refined(3, 1, 0, Proposal.PLAIN, new EarlyEnd(1, 9));
            List<DrawnSequence> samples = draw(noise, soon, 300);
            assertThat(samples)
                    .allMatch(sample ->
                            sample.calls().predicting() == 2 || sample.calls().predicting() == 3);
            assertThat(samples).anyMatch(sample -> sample.calls().predicting() == 2);
            SamplingSpec patient = refined(3, 1, 0, Proposal.PLAIN, new EarlyEnd(2, 9));
            assertCalls(noise, patient, 3);
        }
    }

    private static void assertCalls(String noise, SamplingSpec spec, int calls) {
        assertThat(draw(noise, spec, 50)).allSatisfy(sample -> {
            assertThat(sample.calls().predicting()).isEqualTo(calls);
            assertThat(sample.calls().denoise()).isEqualTo(calls);
            for (int token : sample.tokens()) {
                assertThat(token).isBetween(0, 2);
            }
        });
    }

    /** ceil(i n / T) tokens after step i. */
    @ParameterizedTest
    @CsvSource({"10, 4, 3 2 3 2", "16, 16, 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "3, 2, 2 1", "2, 4, 1 0 1 0", "7, 1, 7"})
    void cumulativePlansRoundUp(int tokens, int steps, String counts) {
        BlockDiffusion process = process("masked");
        int[] laid = new StepPlan.Cumulative(steps)
                .layOut(new StepLayout(process, tokens, tokens, new double[0], false, new SplittableRandom(1)))
                .counts();
        assertThat(laid)
                .containsExactly(Stream.of(counts.split(" ", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    private static List<DrawnSequence> draw(String noise, SamplingSpec spec, int count) {
        BlockDiffusion process = process(noise);
        Sampler sampler = new Sampler(
                process, spec, new Sampler.Setup(2 * BLOCK, List.of(), List.of(), true, 0, ChainLaw.SHARES));
        List<DrawnSequence> samples = new ArrayList<>();
        try (Denoiser oracle = new RememberingDenoiser(new OracleDenoiser(SOURCE, process))) {
            while (samples.size() < count) {
                int batch = Math.min(500, count - samples.size());
                samples.addAll(
                        sampler.draw(oracle, batch, new Seeds(3), samples.size(), Template.of(PROMPT), Watcher.NONE));
            }
        }
        return samples;
    }

    private static BlockDiffusion process(String noise) {
        Blocks blocks = new Blocks(BLOCK, CleanRows.BLOCK_CAUSAL);
        return switch (noise) {
            case "masked" -> new MaskedDiffusion(3, blocks, StandardSchedule.LINEAR);
            case "uniform" -> new InterpolatingDiffusion(3, blocks, new UniformNoise(StandardSchedule.LINEAR));
            default -> new InterpolatingDiffusion(3, blocks, new HybridNoise(.2));
        };
    }
}
