package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copula diffusion on two tokens and on a small language, by adding up all texts and by drawing them. */
class CopulaTest {
    private static final int LENGTH = 4;

    /** The language. */
    private static final MarkovSource TRUE = MarkovSource.of(1, new double[][] {{.9, .1}, {.15, .85}});

    /** The same odds ratio of neighbours, so the same copula, with other marginals: it favours the second token. */
    private static final MarkovSource BIASED = MarkovSource.of(1, new double[][] {
        {.9 / (.9 + .1 * 1.4), .1 * 1.4 / (.9 + .1 * 1.4)}, {.15 / (.15 + .85 * 1.4), .85 * 1.4 / (.15 + .85 * 1.4)}
    });

    /**
     * Two tokens whose copula has the odds ratio 125 and uniform marginals; wanted are marginals of .9. Iterative
     * proportional fitting meets both; weights for all positions at once overshoot; drawn left to right the first is
     * right, the second is not, and the odds ratio is kept.
     */
    @Test
    void ofTwoTokensTheOddsRatioIsKept() {
        double same = Math.sqrt(125) / (1 + Math.sqrt(125)) / 2;
        double[] copula = {same, .5 - same, .5 - same, same};
        double[] fitted = fitted(copula, new double[] {.9, .9});
        assertThat(fitted[0]).isCloseTo(.8768, within(5e-5));
        assertThat(fitted[1]).isCloseTo(.0232, within(5e-5));
        assertThat(fitted[3]).isCloseTo(.0768, within(5e-5));
        double[] atOnce = new double[4];
        for (int code = 0; code < 4; code++) {
            atOnce[code] = copula[code] * (code < 2 ? 1.8 : .2) * (code % 2 == 0 ? 1.8 : .2);
        }
        double all = Arrays.stream(atOnce).sum();
        assertThat((atOnce[0] + atOnce[1]) / all).isCloseTo(.978, within(5e-4));

        double[] leftToRight =
                new double[4]; // the second given the first: the companion's, weighted by .9 and .1 over .5
        for (int code = 0; code < 4; code++) {
            double[] weighed = {
                copula[code / 2 * 2] * 1.8, copula[code / 2 * 2 + 1] * .2,
            };
            leftToRight[code] = (code < 2 ? .9 : .1) * weighed[code % 2] / (weighed[0] + weighed[1]);
        }
        assertThat(leftToRight[0] + leftToRight[2]).isCloseTo(.936, within(5e-4));
        assertThat(leftToRight[0] * leftToRight[3] / leftToRight[1] / leftToRight[2])
                .isCloseTo(125, within(1e-9));

        MarkovSource companion =
                MarkovSource.of(1, new double[][] {{2 * same, 1 - 2 * same}, {1 - 2 * same, 2 * same}});
        Denoiser marginals = new Marginals(new double[] {.9, .1}, new double[] {.5, .5});
        int count = 40_000;
        double[] drawn = drawn(marginals, companion, 2, SamplingSpec.ancestral(1, 1, 1), count);
        assertThat(variation(drawn, leftToRight)).isLessThan(4 * Math.sqrt(1.0 / count));
    }

    /** With exact parts, final from left to right, every number of steps has the exact law. */
    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void exactPartsGiveTheExactLaw(int steps) {
        SamplingSpec fromTheLeft = SamplingSpec.ancestral(steps, 1, 1);
        SamplingSpec spec = steps == 1
                ? fromTheLeft
                : new SamplingSpec(
                        new StepPlan.Grid(steps),
                        Proposal.PLAIN,
                        new PlaceOrder.LeftToRight(),
                        new Corrector.None(),
                        0,
                        Stopping.FIXED,
                        "",
                        1,
                        1,
                        0);
        int count = 20_000;
        double[] drawn = drawn(new OracleDenoiser(TRUE, masked()), TRUE, LENGTH, spec, count);
        assertThat(variation(drawn, law(TRUE))).isLessThan(4 * Math.sqrt(4.0 / count));
    }

    /**
     * In two steps, with a companion that learnt other marginals: the law, added up, is what is drawn, and is nearer to
     * the language than the companion and than two steps of diffusion alone.
     */
    @Test
    void twoStepsAreNearerToTheLanguageThanBothParts() {
        double[] law = twoSteps(true);
        assertThat(Arrays.stream(law).sum()).isCloseTo(1, within(1e-12));
        double ofCopula = variation(law, law(TRUE));
        double ofDiffusion = variation(twoSteps(false), law(TRUE));
        double ofCompanion = variation(law(BIASED), law(TRUE));
        assertThat(ofCopula).isLessThan(Math.min(ofDiffusion, ofCompanion));

        int count = 40_000;
        double[] drawn =
                drawn(new OracleDenoiser(TRUE, masked()), BIASED, LENGTH, SamplingSpec.ancestral(2, 1, 1), count);
        assertThat(variation(drawn, law)).isLessThan(4 * Math.sqrt(4.0 / count));
    }

    /** A step is two calls of the network, and draws of the companion up to the last token that it needs. */
    @Test
    void callsAreCountedByWhatTheyAreFor() {
        SamplingSpec spec = SamplingSpec.ancestral(1, 1, 1).with(new Copula());
        Sampler sampler = new Sampler(masked(), spec, Sampler.Setup.of(LENGTH), Optional.of(companion(TRUE, LENGTH)));
        DrawnSequence sample = sampler.draw(new OracleDenoiser(TRUE, masked()), 1, new Seeds(1), 0)
                .get(0);
        assertThat(sample.calls().denoise()).isEqualTo(2);
        assertThat(sample.calls().next()).isEqualTo(LENGTH);
        assertThat(sample.calls().predicting()).isEqualTo(2 + LENGTH);
    }

    private static Companion companion(MarkovSource source, int length) {
        return Companions.of(new OracleDenoiser(source, new Autoregressive(2)), length);
    }

    private static MaskedDiffusion masked() {
        return masked(LENGTH);
    }

    private static MaskedDiffusion masked(int length) {
        return new MaskedDiffusion(2, new Blocks(length, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }

    private static double[] drawn(Denoiser denoiser, MarkovSource companion, int length, SamplingSpec spec, int count) {
        Sampler sampler = new Sampler(
                masked(length),
                spec.with(new Copula()),
                Sampler.Setup.of(length),
                Optional.of(companion(companion, length)));
        double[] drawn = new double[1 << length];
        int batch = 500;
        for (int first = 0; first < count; first += batch) {
            for (DrawnSequence sample : sampler.draw(denoiser, batch, new Seeds(5), first)) {
                drawn[code(sample.tokens())] += 1.0 / count;
            }
        }
        return drawn;
    }

    /** Returns the law of two steps, each token of the first kept with probability 1/2, by adding up all there are. */
    private static double[] twoSteps(boolean copula) {
        double[] law = new double[1 << LENGTH];
        int[] nothing = new int[LENGTH];
        Arrays.fill(nothing, 2);
        for (int first = 0; first < law.length; first++) {
            for (int kept = 0; kept < law.length; kept++) {
                int[] seen = nothing.clone();
                for (int i = 0; i < LENGTH; i++) {
                    seen[i] = (kept >> i & 1) == 1 ? text(first)[i] : 2;
                }
                double before = step(nothing, text(first), copula) / law.length;
                for (int last = 0; last < law.length; last++) {
                    law[last] += before * step(seen, text(last), copula);
                }
            }
        }
        return law;
    }

    /** Returns the probability that a step which draws all that is not seen gives a text. */
    private static double step(int[] seen, int[] text, boolean copula) {
        double probability = 1;
        for (int i = 0; i < LENGTH; i++) {
            if (seen[i] != 2) {
                probability *= seen[i] == text[i] ? 1 : 0;
                continue;
            }
            double[] weights = new double[2];
            for (int v = 0; v < 2; v++) {
                double all = posterior(seen, i, v);
                double before = posterior(firsts(seen, i), i, v);
                double next = i == 0
                        ? 1
                        : Math.exp(BIASED.logLikelihood(with(text, i, v), 0)
                                - BIASED.logLikelihood(Arrays.copyOf(text, i), 0));
                weights[v] = !copula || i == 0 ? all : all / before * next;
            }
            probability *= weights[text[i]] / (weights[0] + weights[1]);
        }
        return probability;
    }

    private static int[] with(int[] text, int place, int token) {
        int[] start = Arrays.copyOf(text, place + 1);
        start[place] = token;
        return start;
    }

    private static int[] firsts(int[] seen, int count) {
        int[] firsts = seen.clone();
        Arrays.fill(firsts, count, firsts.length, 2);
        return firsts;
    }

    /** Returns the probability of a token in a place given what is seen, by adding up all texts. */
    private static double posterior(int[] seen, int place, int token) {
        double with = 0;
        double all = 0;
        double[] law = law(TRUE);
        for (int code = 0; code < law.length; code++) {
            int[] text = text(code);
            boolean fits = true;
            for (int i = 0; i < LENGTH; i++) {
                fits &= seen[i] == 2 || seen[i] == text[i];
            }
            all += fits ? law[code] : 0;
            with += fits && text[place] == token ? law[code] : 0;
        }
        return with / all;
    }

    private static double[] law(MarkovSource source) {
        double[] law = new double[1 << LENGTH];
        for (int code = 0; code < law.length; code++) {
            law[code] = Math.exp(source.logLikelihood(text(code), 0));
        }
        return law;
    }

    /** Returns the law with these probabilities of the first token that has the copula of another (2 x 2). */
    private static double[] fitted(double[] copula, double[] first) {
        double[] law = copula.clone();
        for (int round = 0; round < 1000; round++) {
            for (int position = 0; position < 2; position++) {
                double sum = position == 0 ? law[0] + law[1] : law[0] + law[2];
                for (int code = 0; code < 4; code++) {
                    boolean isFirst = position == 0 ? code < 2 : code % 2 == 0;
                    law[code] *= isFirst ? first[position] / sum : (1 - first[position]) / (1 - sum);
                }
            }
        }
        return law;
    }

    private static int[] text(int code) {
        int[] text = new int[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            text[i] = code >> (LENGTH - 1 - i) & 1;
        }
        return text;
    }

    private static int code(int[] text) {
        int code = 0;
        for (int token : text) {
            code = 2 * code + token;
        }
        return code;
    }

    private static double variation(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]) / 2;
        }
        return sum;
    }

    /** A model that predicts the same for every position: one law given all that is visible, another from the left. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Marginals(double[] all, double[] before) implements Denoiser {
        @Override
        public int tokens() {
            return 2;
        }

        @Override
        public boolean timed() {
            return false;
        }

        @Override
        public double[] losses(LossInputs inputs) {
            throw new UnsupportedOperationException("it only predicts");
        }

        @Override
        public void open(int batch, int block, int window, int maxLength) {}

        @Override
        public void keep(int[] sequences) {}

        @Override
        public Logits denoise(int[] sequences, int[] finished, int[] ids, double[] alpha, int start) {
            return logits(all, ids.length);
        }

        @Override
        public Logits next(int[] ids, int start) {
            throw new UnsupportedOperationException("it predicts blocks");
        }

        @Override
        public Logits verify(int[] sequences, int[] candidate, int[] noise, int start) {
            throw new UnsupportedOperationException("it predicts blocks");
        }

        @Override
        public Logits causal(int[] sequences, int[] ids, double[] alpha, int start) {
            return logits(before, ids.length);
        }

        private static Logits logits(double[] law, int rows) {
            float[] logits = new float[3 * rows];
            for (int i = 0; i < rows; i++) {
                logits[3 * i] = (float) Math.log(law[0]);
                logits[3 * i + 1] = (float) Math.log(law[1]);
            }
            return Logits.of(logits);
        }

        @Override
        public void close() {}
    }
}
