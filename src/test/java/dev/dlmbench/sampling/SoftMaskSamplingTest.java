package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Importance;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.SoftMaskSpec;
import dev.dlmbench.process.SoftMaskedDiffusion;
import dev.dlmbench.process.TokenShares;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ancestral samples under soft masks, with the exact conditionals of a small language. */
class SoftMaskSamplingTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.65, .23, .12}, {.11, .14, .75}, {.31, .6, .09}});
    private static final List<Double> SHARES = List.of(.3, .2, .5);

    /** Of the text .65 is less important than the first token, half of it itself, then .9 and .25. */
    private static final double[] EXPONENTS = {Math.pow(8, .35), Math.pow(8, .1), Math.pow(8, .75)};

    private static SoftMaskedDiffusion process(Importance by, int block) {
        return new SoftMaskedDiffusion(
                TokenShares.of(3, SHARES), new Blocks(block, CleanRows.BLOCK_CAUSAL), new SoftMaskSpec(by, 8));
    }

    private static double[] counts(SoftMaskedDiffusion process, int length, int steps, int samples) {
        Sampler sampler = new Sampler(process, SamplingSpec.ancestral(steps, 1, 1), Sampler.Setup.of(length));
        double[] counts = new double[(int) Math.pow(3, length)];
        try (Denoiser oracle = new OracleDenoiser(SOURCE, process)) {
            for (int first = 0; first < samples; first += 500) {
                for (DrawnSequence sample : sampler.draw(oracle, 500, new Seeds(7), first)) {
                    counts[Arrays.stream(sample.tokens()).reduce(0, (code, token) -> 3 * code + token)]++;
                }
            }
        }
        return counts;
    }

    private static double chiSquare(double[] counts, double[] law, int samples) {
        double sum = 0;
        for (int code = 0; code < law.length; code++) {
            sum += Math.pow(counts[code] - samples * law[code], 2) / (samples * law[code]);
        }
        return sum;
    }

    /** Many steps draw from the source; the .9999 quantile of chi-square at 26 degrees of freedom is 61.7. */
    @ParameterizedTest
    @CsvSource({"FREQUENCY, 3", "ENTROPY, 3", "POSITION, 3", "FREQUENCY, 1"})
    void manyStepsHaveTheLawOfTheSource(Importance by, int block) {
        double[] law = new double[27];
        Arrays.setAll(law, code -> Math.exp(SOURCE.logLikelihood(new int[] {code / 9, code / 3 % 3, code % 3})));
        assertThat(chiSquare(counts(process(by, block), 3, 96, 6_000), law, 6_000))
                .isLessThan(61.7);
    }

    /**
     * Two steps over two places, by enumeration: at clock t a mask that is token v with probability p(v) stays one
     * until s with probability (s / t)^w_v, and p(v) is the law of the token given what is seen and that the masks are
     * there. The .9999 quantile at 8 degrees of freedom is 31.8.
     */
    @Test
    void twoStepsHaveTheLawOfTheirRule() {
        SoftMaskedDiffusion process = process(Importance.FREQUENCY, 2);
        double s = clock(.5);
        double[][] joint = new double[3][3];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                joint[a][b] = Math.exp(SOURCE.logLikelihood(new int[] {a, b}));
            }
        }
        double[] first = new double[3];
        double[] second = new double[3];
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                first[a] += joint[a][b];
                second[b] += joint[a][b];
            }
        }
        double[] law = new double[9];
        double[] stays = new double[3];
        Arrays.setAll(stays, v -> Math.pow(s, EXPONENTS[v]));
        double[] tiltedFirst = new double[3];
        double[] tiltedSecond = new double[3];
        double firstStays = 0;
        double secondStays = 0;
        double whole = 0;
        for (int a = 0; a < 3; a++) {
            firstStays += first[a] * stays[a];
            secondStays += second[a] * stays[a];
            for (int b = 0; b < 3; b++) {
                double both = joint[a][b] * stays[a] * stays[b];
                tiltedFirst[a] += both;
                tiltedSecond[b] += both;
                whole += both;
            }
        }
        for (int a = 0; a < 3; a++) {
            for (int b = 0; b < 3; b++) {
                double together = first[a] * (1 - stays[a]) * second[b] * (1 - stays[b]);
                double neither = firstStays * secondStays * tiltedFirst[a] / whole * tiltedSecond[b] / whole;
                double secondLater = 0;
                double firstLater = 0;
                for (int v = 0; v < 3; v++) {
                    secondLater += joint[a][v] * stays[v];
                    firstLater += joint[v][b] * stays[v];
                }
                double left = first[a] * (1 - stays[a]) * secondStays * joint[a][b] * stays[b] / secondLater;
                double right = second[b] * (1 - stays[b]) * firstStays * joint[a][b] * stays[a] / firstLater;
                law[3 * a + b] = together + neither + left + right;
            }
        }
        assertThat(chiSquare(counts(process, 2, 2, 20_000), law, 20_000)).isLessThan(31.8);
    }

    /** Solves, by halving, for the clock at which the mean of t^(8^x) over 32 middles of x is a share. */
    private static double clock(double share) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double t = (low + high) / 2;
            double mean = 0;
            for (int part = 0; part < 32; part++) {
                mean += Math.pow(t, Math.pow(8, (part + .5) / 32)) / 32;
            }
            low = mean < share ? t : low;
            high = mean < share ? high : t;
        }
        return low;
    }
}
