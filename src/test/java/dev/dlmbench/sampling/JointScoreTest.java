package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.LogMean;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.ImportanceResampling.Energy;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The score of a joint denoiser, under exact parts. */
class JointScoreTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});

    /** Two fair bits that are the same, up to one in a million. */
    private static final MarkovSource TWINS = MarkovSource.of(1, new double[][] {{1 - 1e-6, 1e-6}, {1e-6, 1 - 1e-6}});

    /**
     * Every token is masked in a share of the draws and counts as much more: the energy of masked tokens restates AR.
     */
    @ParameterizedTest
    @CsvSource({"6, 0", "3, 0", "2, 0", "6, 1", "2, 3"})
    void theEnergyOfMaskedTokensGivesTheLikelihoodOfTheCompanion(int block, int given) {
        int[] text = {0, 0, 2, 1, 2, 0};
        double[] scores = scores(SOURCE, text, given, block, Energy.CO_AR, 1, 400)[0];
        assertThat(mean(scores)).isCloseTo(-SOURCE.logLikelihood(text, given), within(4 * error(scores)));
        assertThat(error(scores)).isLessThan(.1);
    }

    /**
     * With both masked the posterior of the pair costs ln 2, with one masked nothing, so that the score is half of the
     * entropy of the pair: no bound.
     */
    @Test
    void theExactJointPosteriorScoresBelowTheEntropy() {
        double[][] scores = scores(TWINS, new int[] {0, 0}, 0, 2, Energy.AR, 64, 400);
        assertThat(mean(scores[0])).isLessThan(Math.log(2) / 2 + 4 * error(scores[0]));
        assertThat(mean(scores[1])).isGreaterThan(Math.log(2) / 2 - 4 * error(scores[1]));
        assertThat(mean(scores[1])).isLessThan(.8 * Math.log(2));
        assertThat(mean(scores[1]) - mean(scores[0])).isBetween(0.0, .05);
    }

    /** ln Z, added up over all candidates, lies between the means of the two estimates. */
    @ParameterizedTest
    @CsvSource({"4", "16", "64"})
    void theNormaliserLiesBetweenTheEstimates(int candidates) {
        double[] proposal = {.5, .3, .15, .05};
        double[] weights = {.4, 1, 2.5, 6};
        double normaliser = 0;
        for (int i = 0; i < 4; i++) {
            normaliser += proposal[i] * weights[i];
        }
        SplittableRandom random = new SplittableRandom(3);
        int count = 20_000;
        double[] below = new double[count];
        double[] above = new double[count];
        for (int r = 0; r < count; r++) {
            double[] drawn = new double[candidates];
            for (int c = 0; c < candidates; c++) {
                double u = random.nextDouble();
                drawn[c] = Math.log(weights[u < .5 ? 0 : u < .8 ? 1 : u < .95 ? 2 : 3]);
            }
            below[r] = LogMean.of(drawn);
            above[r] = JointScore.above(drawn);
        }
        assertThat(mean(below)).isLessThan(Math.log(normaliser));
        assertThat(mean(above)).isGreaterThan(Math.log(normaliser));
        assertThat(mean(above) - mean(below)).isLessThan(1.5 / candidates + 8 * error(above));
    }

    /** Returns what is below and above, of every draw of noise. */
    private static double[][] scores(
            MarkovSource source, int[] text, int given, int block, Energy energy, int candidates, int draws) {
        MaskedDiffusion process = new MaskedDiffusion(
                source.symbols(), new Blocks(block, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        Companion companion =
                Companions.of(new OracleDenoiser(source, new Autoregressive(source.symbols())), text.length);
        JointScore score =
                new JointScore(process, new ImportanceResampling(energy, candidates, 1, 1, 0), companion, text.length);
        List<JointScore.Ends> all = new ArrayList<>();
        OracleDenoiser denoiser = new OracleDenoiser(source, process);
        for (int draw = 0; draw < draws; draw++) {
            all.addAll(score.draw(denoiser, Collections.nCopies(4, text), given, draw, draws, new Seeds(2), 0));
        }
        return new double[][] {
            all.stream().mapToDouble(JointScore.Ends::low).toArray(),
            all.stream().mapToDouble(JointScore.Ends::high).toArray()
        };
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** Returns the standard error of the mean of independent values; of stratified ones it is less. */
    private static double error(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1.0) / values.length);
    }
}
