package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.SphereOracle;
import dev.dlmbench.process.SphereDiffusion;
import dev.dlmbench.process.SpherePath;
import dev.dlmbench.process.SpherePath.Origin;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks that the source leads draw its texts. */
class SphereRoundTest {
    private static final MarkovSource SOURCE = MarkovSource.random(new CorpusSpec.Markov(1, 4, 0.5, 3));
    private static final int K = 4;
    private static final int LENGTH = 12;
    private static final int STEPS = 50;

    @ParameterizedTest
    @EnumSource(
            value = Origin.class,
            names = {"MASK", "UNIFORM"})
    void pairsOfNeighboursHaveTheirFrequencies(Origin start) {
        double[][] expected = SOURCE.pairs();
        double[][] found = new double[K][K];
        int count = 400;
        double pairs = count * (LENGTH - 1);
        try (SphereOracle oracle = new SphereOracle(SOURCE, path(start))) {
            for (DrawnSequence sample : sampler(start).draw(oracle, count, new Seeds(1), 0)) {
                for (int i = 1; i < LENGTH; i++) {
                    found[sample.tokens()[i - 1]][sample.tokens()[i]] += 1 / pairs;
                }
                assertThat(sample.calls().denoise()).isEqualTo(STEPS);
                assertThat(sample.calls().queryTokens()).isEqualTo(STEPS * LENGTH);
            }
        }
        double whole = Arrays.stream(expected).flatMapToDouble(Arrays::stream).sum();
        for (int a = 0; a < K; a++) {
            for (int b = 0; b < K; b++) {
                assertThat(found[a][b]).isCloseTo(expected[a][b] / whole, within(.025));
            }
        }
    }

    @Test
    void aSequenceIsTheSameAloneAndInABatch() {
        try (SphereOracle oracle = new SphereOracle(SOURCE, path(Origin.MASK))) {
            Sampler sampler = sampler(Origin.MASK);
            List<DrawnSequence> together = sampler.draw(oracle, 3, new Seeds(2), 5);
            DrawnSequence alone = sampler.draw(oracle, 1, new Seeds(2), 6).get(0);
            assertThat(alone.tokens()).containsExactly(together.get(1).tokens());
        }
    }

    @Test
    void whatIsGivenStays() {
        try (SphereOracle oracle = new SphereOracle(SOURCE, path(Origin.MASK))) {
            Template prompt = Template.of(new int[] {2, 0, 3});
            for (DrawnSequence sample : sampler(Origin.MASK).draw(oracle, 4, new Seeds(3), 0, prompt, Watcher.NONE)) {
                assertThat(sample.tokens()).startsWith(2, 0, 3).hasSize(LENGTH);
            }
        }
    }

    private static SpherePath path(Origin start) {
        return new SpherePath(start, 0, 1e-3, .2, 0, 1, STEPS);
    }

    private static Sampler sampler(Origin start) {
        return new Sampler(
                new SphereDiffusion(K, path(start), 0), SamplingSpec.ancestral(STEPS, 1, 1), Sampler.Setup.of(LENGTH));
    }
}
