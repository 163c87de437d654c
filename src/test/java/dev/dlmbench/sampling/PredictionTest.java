package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.sampling.Proposal.Greedy;
import dev.dlmbench.sampling.Proposal.TopPRule;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredictionTest {
    private static final double[] P = {.1, .4, .25, .05, .2};

    private static double[] filtered(Proposal proposal, double... p) {
        Prediction prediction = new Prediction(p.length, proposal).read(logits(p), 0);
        double[] kept = new double[p.length];
        Arrays.setAll(kept, prediction::probability);
        return kept;
    }

    private static float[] logits(double... p) {
        float[] logits = new float[p.length + 1];
        for (int v = 0; v < p.length; v++) {
            logits[v] = (float) Math.log(p[v]);
        }
        logits[p.length] = 3; // the mask's own, which nobody looks at
        return logits;
    }

    private static Proposal nucleus(double p, TopPRule rule) {
        return new Proposal(1, 0, 0, p, rule, Greedy.NEVER);
    }

    /** E15: BD3-LM keeps tokens while their sum is at most p, the usual rule also the one that crosses it. */
    @ParameterizedTest
    @CsvSource({
        "BELOW, .7, 0 .615385 .384615 0 0",
        "CROSSING, .7, 0 .470588 .294118 0 .235294",
        "BELOW, .39, 0 1 0 0 0",
        "CROSSING, .39, 0 1 0 0 0",
        "BELOW, .9, 0 .470588 .294118 0 .235294",
        "CROSSING, .9, .105263 .421053 .263158 0 .210526",
        "BELOW, 1, .1 .4 .25 .05 .2",
        "CROSSING, 1, .1 .4 .25 .05 .2"
    })
    void e15TheNucleusKeepsWhatItsRuleSays(TopPRule rule, double p, String kept) {
        double[] expected = Arrays.stream(kept.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(filtered(nucleus(p, rule), P)).containsExactly(expected, within(1e-6));
    }

    @Test
    void topKKeepsTheMostProbableAndOfEqualOnesTheFirst() {
        assertThat(filtered(new Proposal(1, 2, 0, 1, TopPRule.CROSSING, Greedy.NEVER), P))
                .containsExactly(new double[] {0, .4 / .65, .25 / .65, 0, 0}, within(1e-6));
        assertThat(filtered(new Proposal(1, 2, 0, 1, TopPRule.CROSSING, Greedy.NEVER), .25, .25, .25, .25))
                .containsExactly(new double[] {.5, .5, 0, 0}, within(1e-6));
    }

    @Test
    void minPKeepsAShareOfTheMostProbable() {
        assertThat(filtered(new Proposal(1, 0, .45, 1, TopPRule.CROSSING, Greedy.NEVER), P))
                .containsExactly(new double[] {0, .4 / .85, .25 / .85, 0, .2 / .85}, within(1e-6));
    }

    @Test
    void temperatureRaisesProbabilitiesToItsInverse() {
        double total = Arrays.stream(P).map(p -> p * p).sum();
        assertThat(filtered(new Proposal(.5, 0, 0, 1, TopPRule.CROSSING, Greedy.NEVER), P))
                .containsExactly(Arrays.stream(P).map(p -> p * p / total).toArray(), within(1e-6));
    }

    @Test
    void measuresItsOwnUncertainty() {
        Prediction prediction = new Prediction(5, Proposal.PLAIN).read(logits(P), 0);
        assertThat(prediction.best()).isEqualTo(1);
        assertThat(prediction.margin()).isCloseTo(.15, within(1e-6));
        assertThat(prediction.entropy())
                .isCloseTo(-Arrays.stream(P).map(p -> p * Math.log(p)).sum(), within(1e-6));
        Prediction certain = new Prediction(5, Proposal.PLAIN).certain(2);
        assertThat(certain.divergenceFrom(prediction)).isCloseTo(-Math.log(.25), within(1e-6));
        assertThat(prediction.divergenceFrom(certain))
                .isCloseTo(-prediction.entropy() - .75 * Math.log(1e-12), within(1e-5));
        assertThat(certain.distance(prediction)).isCloseTo(.75, within(1e-6));
        assertThat(prediction.maskShare(new float[] {0, 0, 0, 0, 0, (float) Math.log(5)}, 0))
                .isCloseTo(.5, within(1e-6));
    }

    @Test
    void drawsHaveTheLawOfTheGuess() {
        SplittableRandom random = new SplittableRandom(1);
        Prediction prediction = new Prediction(5, Proposal.PLAIN).read(logits(P), 0);
        int[] counts = new int[5];
        for (int i = 0; i < 100_000; i++) {
            counts[prediction.draw(random.nextDouble())]++;
        }
        double chiSquare = 0;
        for (int v = 0; v < 5; v++) {
            chiSquare += Math.pow(counts[v] - 100_000 * P[v], 2) / (100_000 * P[v]);
        }
        assertThat(chiSquare).isLessThan(23.5); // .9999 at 4 degrees of freedom
    }

    /**
     * E12: a Gumbel race on numbers of 24 bits cannot draw rare tokens as often as it should; inversion in double
     * precision can. One token has half the mass and 200,000 share the rest: the race's largest noise is 16.6, so that
     * a rare token, at a disadvantage of ln 200,000 = 12.2, wins too seldom (Zheng et al., 2409.02908).
     */
    @Test
    void e12RareTokensAreDrawnAsOftenAsTheyShould() {
        int rare = 200_000;
        float[] logits = new float[rare + 2];
        logits[0] = (float) Math.log(rare);
        Prediction prediction = new Prediction(rare + 1, Proposal.PLAIN).read(logits, 0);
        SplittableRandom random = new SplittableRandom(2);
        int draws = 20_000;
        int hits = 0;
        for (int i = 0; i < draws; i++) {
            hits += prediction.draw(random.nextDouble()) > 0 ? 1 : 0;
        }
        assertThat(hits / (double) draws).isCloseTo(.5, within(4 * .5 / Math.sqrt(draws)));
    }

    /** The law of a race whose noise is cut at M = 1, in closed form, and by racing: what this code does not do. */
    @Test
    void cutGumbelNoiseFavoursProbableTokens() {
        double[] p = {.5, .3, .15, .05};
        double[] published = {.677534330, .276024540, .0463022362, .000138893};
        SplittableRandom random = new SplittableRandom(3);
        double largest = 1;
        int[] counts = new int[4];
        int draws = 200_000;
        for (int i = 0; i < draws; i++) {
            int winner = 0;
            double best = Double.NEGATIVE_INFINITY;
            for (int v = 0; v < 4; v++) {
                double u = random.nextDouble() * Math.exp(-Math.exp(-largest));
                double score = Math.log(p[v]) - Math.log(-Math.log(u));
                if (score > best) {
                    best = score;
                    winner = v;
                }
            }
            counts[winner]++;
        }
        for (int v = 0; v < 4; v++) {
            assertThat(counts[v] / (double) draws)
                    .isCloseTo(published[v], within(4 * Math.sqrt(published[v] / draws) + 1e-6));
        }
        Prediction prediction = new Prediction(4, Proposal.PLAIN).read(logits(p), 0);
        int rare = 0;
        for (int i = 0; i < draws; i++) {
            rare += prediction.draw(random.nextDouble()) == 3 ? 1 : 0;
        }
        assertThat(rare / (double) draws).isCloseTo(.05, within(.003));
    }
}
