package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PooledRateTest {
    /** 3 and 9 nats over 2 and 4 tokens: 12 / 6 = 2; residuals -1 and 1; sqrt(2 * 2 / 1) / 6. */
    @Test
    void poolsBeforeItDivides() {
        PooledRate rate = PooledRate.of(new double[] {3, 9}, new double[] {2, 4});
        assertThat(rate.value()).isEqualTo(2);
        assertThat(rate.standardError()).isCloseTo(2.0 / 6, within(1e-15));
        assertThat(rate.texts()).isEqualTo(2);
    }

    /** 1, 2, 3: mean 2, sample variance 1, standard error 1 / sqrt 3. */
    @Test
    void isTheMeanForTextsOfOneToken() {
        PooledRate rate = PooledRate.of(new double[] {1, 2, 3}, new double[] {1, 1, 1});
        assertThat(rate.value()).isEqualTo(2);
        assertThat(rate.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-15));
    }

    @Test
    void hasNoErrorFromOneText() {
        assertThat(PooledRate.of(new double[] {3}, new double[] {2}).standardError())
                .isNaN();
    }
}
