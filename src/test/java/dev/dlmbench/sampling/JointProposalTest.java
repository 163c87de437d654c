package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.ImportanceResampling.Energy;
import dev.dlmbench.text.MarkovSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of one step that depend on each other by a companion, under exact sources. */
class JointProposalTest {
    /** Two tokens that are always the same, up to one in a million: .7 of them the first. */
    private static final MarkovSource TWINS = MarkovSource.of(1, new double[][] {{1 - 3e-6, 3e-6}, {7e-6, 1 - 7e-6}});

    private static final MarkovSource SOURCE = MarkovSource.of(1, new double[][] {{.8, .2}, {.3, .7}});

    /** Total variation after one step: the law of the choice, added up, beside three digits that were found by hand. */
    @ParameterizedTest
    @CsvSource({"1, .420, .0005", "2, .176, .0005", "4, .095, .0005", "8, .051, .001", "16, .025, .0005"})
    void moreCandidatesComeNearerToTheJointLaw(int candidates, double derived, double tolerance) {
        double[] law = chosen(new double[] {.49, .21, .21, .09}, new double[] {.7, 0, 0, .3}, candidates);
        double expected = variation(law, new double[] {.7, 0, 0, .3});
        assertThat(expected).isCloseTo(derived, within(tolerance));

        int count = 20_000;
        double[] drawn = drawn(TWINS, 2, resampled(Energy.AR, candidates, 1), Template.EMPTY, count);
        assertThat(variation(drawn, law)).isLessThan(4 * Math.sqrt(1.0 / count));
    }

    /** The chosen candidate is stochastically likelier: an energy of the wrong sign would make it less likely. */
    @Test
    void theChosenCandidateIsLikelierUnderTheCompanion() {
        double before = Double.NEGATIVE_INFINITY;
        for (int candidates : new int[] {1, 2, 4, 8}) {
            double[] drawn = drawn(SOURCE, 6, resampled(Energy.AR, candidates, 1), Template.EMPTY, 4_000);
            double mean = 0;
            for (int code = 0; code < drawn.length; code++) {
                mean += drawn[code] * SOURCE.logLikelihood(text(code, 6), 0);
            }
            assertThat(mean).isGreaterThan(before + .02); // standard error .02 at most; the steps are .1 and more
            before = mean;
        }
    }

    /**
     * Among very many candidates the law is that of the energy: the posterior, or what only masked tokens make of it.
     */
    @Test
    void visibleTokensCountWithOneEnergyAndNotWithTheOther() {
        int[] visible = {-1, -1, 1};
        Template template = Template.of(visible);
        double[] posterior = new double[8];
        double[] ahead = new double[8];
        for (int first = 0; first < 2; first++) {
            for (int second = 0; second < 2; second++) {
                int[] text = {first, second, 1};
                posterior[code(text)] = Math.exp(SOURCE.logLikelihood(text, 0));
                ahead[code(text)] = Math.exp(SOURCE.logLikelihood(new int[] {first, second}, 0));
            }
        }
        normalise(posterior);
        int count = 4_000;
        double most = 4 * Math.sqrt(1.0 / count) + .01; // and what 300 candidates are short of all
        assertThat(variation(drawn(SOURCE, 3, resampled(Energy.AR, 300, 1), template, count), posterior))
                .isLessThan(most);
        assertThat(variation(drawn(SOURCE, 3, resampled(Energy.CO_AR, 300, 1), template, count), ahead))
                .isLessThan(most);
        assertThat(variation(posterior, ahead)).isGreaterThan(2 * most);
    }

    /** Every candidate of a step that draws is a call; outside of the window there is none. */
    @Test
    void candidatesAreCountedApartFromDenoising() {
        ImportanceResampling inAll = new ImportanceResampling(Energy.AR, 3, 1, 1, 0);
        ImportanceResampling late = new ImportanceResampling(Energy.AR, 3, 1, .5, 0);
        for (ImportanceResampling each : List.of(inAll, late)) {
            SamplingSpec spec = SamplingSpec.ancestral(4, 1, 1).with(each);
            for (DrawnSequence sample : sampler(SOURCE, 8, spec).draw(denoiser(SOURCE, 8), 20, new Seeds(1), 0)) {
                long drawing = sample.calls().denoise();
                assertThat(drawing).isBetween(1L, 4L);
                // times 1, .75, .5 and .25; a step may have nothing to draw, and then no candidate is scored
                assertThat(sample.calls().weigh())
                        .isLessThanOrEqualTo(each.until() == 0 && each.from() == 1 ? 12L : 6L);
                assertThat(sample.calls().weigh() % 3).isZero();
                assertThat(sample.calls().predicting())
                        .isEqualTo(drawing + sample.calls().weigh());
            }
        }
        SamplingSpec none = SamplingSpec.ancestral(4, 1, 1).with(new ImportanceResampling(Energy.AR, 3, 1, .1, 0));
        assertThat(sampler(SOURCE, 8, none).draw(denoiser(SOURCE, 8), 20, new Seeds(1), 0))
                .allSatisfy(sample -> assertThat(sample.calls().weigh()).isZero());
    }

    @Test
    void whatComputesWithACompanionNeedsOne() {
        Sampler alone = new Sampler(masked(4), resampled(Energy.AR, 2, 1), Sampler.Setup.of(4));
        assertThatThrownBy(() -> alone.draw(denoiser(SOURCE, 4), 1, new Seeds(1), 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another model");
    }

    private static SamplingSpec resampled(Energy energy, int candidates, int steps) {
        return SamplingSpec.ancestral(steps, 1, 1).with(new ImportanceResampling(energy, candidates, 1, 1, 0));
    }

    private static Sampler sampler(MarkovSource source, int length, SamplingSpec spec) {
        Denoiser next = new OracleDenoiser(source, new Autoregressive(source.symbols()));
        return new Sampler(masked(length), spec, Sampler.Setup.of(length), Optional.of(Companions.of(next, length)));
    }

    private static MaskedDiffusion masked(int length) {
        return new MaskedDiffusion(2, new Blocks(length, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
    }

    private static Denoiser denoiser(MarkovSource source, int length) {
        return new OracleDenoiser(source, masked(length));
    }

    /** Returns how often each text is drawn. */
    private static double[] drawn(MarkovSource source, int length, SamplingSpec spec, Template template, int count) {
        double[] drawn = new double[1 << length];
        Sampler sampler = sampler(source, length, spec);
        int batch = 500;
        for (int first = 0; first < count; first += batch) {
            List<SequenceCondition> asked = Collections.nCopies(batch, new SequenceCondition(template, length));
            for (DrawnSequence sample :
                    sampler.draw(denoiser(source, length), asked, new Seeds(3), first, Watcher.NONE)) {
                drawn[code(sample.tokens())] += 1.0 / count;
            }
        }
        return drawn;
    }

    /** Returns the law of the one among some proposals that is chosen in proportion to target over proposal. */
    private static double[] chosen(double[] proposal, double[] target, int candidates) {
        double[] law = new double[proposal.length];
        add(law, proposal, target, new int[proposal.length], 0, candidates, 1);
        return law;
    }

    private static void add(
            double[] law, double[] proposal, double[] target, int[] counts, int outcome, int left, double ways) {
        if (outcome == counts.length - 1) {
            counts[outcome] = left;
            double probability = ways * Math.pow(proposal[outcome], left);
            double total = 0;
            int all = 0;
            for (int i = 0; i < counts.length; i++) {
                total += counts[i] * target[i] / proposal[i];
                all += counts[i];
            }
            for (int i = 0; i < counts.length; i++) {
                law[i] += probability
                        * (total > 0 ? counts[i] * target[i] / proposal[i] / total : (double) counts[i] / all);
            }
            return;
        }
        double choose = 1;
        for (int count = 0; count <= left; count++) {
            counts[outcome] = count;
            add(
                    law,
                    proposal,
                    target,
                    counts,
                    outcome + 1,
                    left - count,
                    ways * choose * Math.pow(proposal[outcome], count));
            choose = choose * (left - count) / (count + 1);
        }
    }

    private static int[] text(int code, int length) {
        int[] text = new int[length];
        for (int i = 0; i < length; i++) {
            text[i] = code >> (length - 1 - i) & 1;
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

    private static void normalise(double[] law) {
        double sum = 0;
        for (double each : law) {
            sum += each;
        }
        for (int i = 0; i < law.length; i++) {
            law[i] /= sum;
        }
    }

    private static double variation(double[] p, double[] q) {
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            sum += Math.abs(p[i] - q[i]) / 2;
        }
        return sum;
    }
}
