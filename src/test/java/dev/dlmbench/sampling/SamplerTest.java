package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the true conditionals in the network's place, samples have the law of the source. */
class SamplerTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});
    private static final int LENGTH = 4;
    private static final int SAMPLES = 10_000;

    /** Chi-square over all 81 strings; the .999 quantile at 80 degrees of freedom is 124.8. */
    @ParameterizedTest
    @CsvSource({
        "AUTOREGRESSIVE, 0, 0",
        "MASKED, 1, 1",
        "MASKED, 2, 64",
        "MASKED, 4, 128",
        "UNIFORM, 2, 128",
        "UNIFORM, 4, 256",
        "HYBRID, 2, 128",
        "HYBRID, 4, 256"
    })
    void samplesHaveTheLawOfTheSource(ProcessKind kind, int block, int steps) {
        int[] counts = new int[81];
        for (Sample sample : draw(kind, block, steps, SAMPLES)) {
            int code = 0;
            for (int token : sample.tokens()) {
                code = 3 * code + token;
            }
            counts[code]++;
        }
        double chiSquare = 0;
        for (int code = 0; code < 81; code++) {
            int[] string = {code / 27, code / 9 % 3, code / 3 % 3, code % 3};
            double expected = SAMPLES * Math.exp(SOURCE.logLikelihood(string));
            chiSquare += (counts[code] - expected) * (counts[code] - expected) / expected;
        }
        assertThat(chiSquare).isLessThan(124.8);
    }

    @Test
    void oneMaskedStepIgnoresWhatTokensSayAboutEachOther() {
        int[] pairs = new int[2];
        for (Sample sample : draw(ProcessKind.MASKED, 4, 1, 4_000)) {
            pairs[sample.tokens()[0] == 1 && sample.tokens()[1] == 1 ? 1 : 0]++;
        }
        double independent = Math.pow(share(1), 2);
        assertThat(pairs[1] / 4_000.0).isBetween(independent - .03, independent + .03);
    }

    private static double share(int symbol) {
        double share = 0;
        for (int other = 0; other < 3; other++) {
            share += Math.exp(SOURCE.logLikelihood(new int[] {other, symbol}));
        }
        return share;
    }

    @Test
    void countsEveryCallByItsRole() {
        Calls calls = draw(ProcessKind.UNIFORM, 2, 3, 5).get(0).calls();
        assertThat(calls).isEqualTo(new Calls(6, 1, 0, 14, 3 * 2 * 2 + 2 * 2 + 3 * 2 * 4));
        assertThat(draw(ProcessKind.AUTOREGRESSIVE, 0, 0, 5).get(0).calls())
                .isEqualTo(new Calls(4, 0, 0, 4, 1 + 2 + 3 + 4));
    }

    /**
     * A prediction holds until a token is revealed: T (1 - (1 - 1/T)^n) calls on average (Zheng et al., 2409.02908).
     */
    @Test
    void callsTheNetworkOnlyAfterAChange() {
        List<Sample> samples = new ArrayList<>();
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4))) {
            for (int i = 0; i < 4_000; i++) {
                samples.addAll(sampler(ProcessKind.MASKED, 4, 8).draw(oracle, 1, LENGTH, new Seeds(11), i));
            }
        }
        double mean = samples.stream()
                .mapToLong(sample -> sample.calls().denoise())
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(8 * (1 - Math.pow(7.0 / 8, 4)), within(0.05));
        assertThat(samples).allMatch(sample -> sample.calls().denoise() <= 4);
        assertThat(samples).anyMatch(sample -> sample.calls().reused() > 0);
    }

    @Test
    void aSequenceIsTheSameInEveryBatch() {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(ProcessKind.MASKED, 4))) {
            Sampler sampler = sampler(ProcessKind.MASKED, 2, 4);
            int[] together =
                    sampler.draw(oracle, 5, LENGTH, new Seeds(1), 0).get(3).tokens();
            assertThat(sampler.draw(oracle, 1, LENGTH, new Seeds(1), 3).get(0).tokens())
                    .isEqualTo(together);
        }
    }

    private static List<Sample> draw(ProcessKind kind, int block, int steps, int count) {
        try (OracleDenoiser oracle = new OracleDenoiser(SOURCE, process(kind, block))) {
            return sampler(kind, block, steps).draw(oracle, count, LENGTH, new Seeds(11), 0);
        }
    }

    private static GenerativeProcess process(ProcessKind kind, int block) {
        return new ProcessSpec(
                        kind,
                        block,
                        null,
                        CleanRows.BLOCK_CAUSAL,
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        0,
                        kind == ProcessKind.HYBRID ? .2 : 0)
                .process(block, 3);
    }

    private static Sampler sampler(ProcessKind kind, int block, int steps) {
        return new Sampler(process(kind, block), new SamplingSpec(steps, 1, 1, 1));
    }
}
