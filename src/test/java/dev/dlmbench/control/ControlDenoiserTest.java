package dev.dlmbench.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Controls write as autoregressive models do, and no network is called. */
class ControlDenoiserTest {
    private static final int[] TEXT = new Random(4).ints(60, 0, 3).toArray();
    private static final NextTokenLaw BACK_OFF = new BackOffLaw(new Occurrences(TEXT, 1, 3, 3, false));
    private static final NextTokenLaw SHUFFLED = new ShuffledLaw(new Occurrences(TEXT, 1, 3, 2, true), .5);

    private static List<DrawnSequence> draw(NextTokenLaw law, int count, long seed, Template given) {
        Sampler sampler =
                new Sampler(new Autoregressive(3), SamplingSpec.ancestral(0, count, count), Sampler.Setup.of(6));
        return sampler.draw(new ControlDenoiser(law, 3), count, new Seeds(seed), 0, given, Watcher.NONE);
    }

    /** Logits are in single precision, which leaves probabilities right to about 1e-7. */
    @Test
    void textsAreDrawnAsOftenAsTheirProbabilitySays() {
        int count = 20_000;
        for (NextTokenLaw law : List.of(BACK_OFF, SHUFFLED)) {
            Map<List<Integer>, Integer> drawn = new HashMap<>();
            draw(law, count, 1, Template.EMPTY)
                    .forEach(sample -> drawn.merge(
                            List.of(sample.tokens()[0], sample.tokens()[1], sample.tokens()[2], sample.tokens()[3]),
                            1,
                            Integer::sum));
            double[] chiSquare = new double[1];
            Laws.enumerate(law, 3, 4, (text, probability) -> {
                int found = drawn.getOrDefault(List.of(text[0], text[1], text[2], text[3]), 0);
                if (probability == 0) {
                    assertThat(found).isZero();
                } else {
                    chiSquare[0] += Math.pow(found - count * probability, 2) / (count * probability);
                }
            });
            assertThat(chiSquare[0])
                    .as("80 degrees of freedom or fewer: 99.99 %")
                    .isLessThan(137);
        }
    }

    @Test
    void stepsAreCountedAndNoCalls() {
        for (DrawnSequence sample : draw(BACK_OFF, 3, 1, Template.of(new int[] {0, 1}))) {
            assertThat(sample.tokens()).hasSize(6).startsWith(0, 1);
            assertThat(sample.calls().all()).isZero();
            assertThat(sample.calls().queryTokens()).isZero();
            assertThat(sample.calls().steps()).isEqualTo(4);
        }
    }

    @Test
    void aSeedGivesTheSameTextsAloneAndSideBySide() {
        List<DrawnSequence> three = draw(SHUFFLED, 3, 7, Template.EMPTY);
        assertThat(draw(SHUFFLED, 1, 7, Template.EMPTY).get(0).tokens())
                .isEqualTo(three.get(0).tokens());
        assertThat(three.get(0).tokens()).isNotEqualTo(three.get(1).tokens());
    }

    @Test
    void lossesAreMinusTheLogarithmsOfTheLaw() {
        int[][] texts = {{0, 2, 1, 1}, {2, 2, 0, 1}};
        double[] losses = new ControlDenoiser(BACK_OFF, 3).losses(new Autoregressive(3).exact(texts));
        for (int b = 0; b < 2; b++) {
            double nats = 0;
            for (int i = 0; i < 4; i++) {
                nats += losses[4 * b + i];
            }
            assertThat(nats).isCloseTo(-Math.log(Laws.probability(BACK_OFF, texts[b])), within(1e-12));
        }
        double[] given = new ControlDenoiser(BACK_OFF, 3)
                .losses(new Autoregressive(3).given(2).exact(texts));
        assertThat(given[1]).isZero();
        assertThat(given[2]).isEqualTo(losses[2]);
    }
}
