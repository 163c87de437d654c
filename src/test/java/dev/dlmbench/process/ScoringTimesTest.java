package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The times at which uniform noise is scored: they change the variance of an estimate and not its mean. */
class ScoringTimesTest {
    private static final int NUMBERS = 200_000;

    /**
     * A replaced token is there with probability r, the share of alpha that is gone, and costs about ln(1/r) / r per
     * unit of r. The mean is the integral of ln(1/r), which is 1. With r = u^3 for a uniform u the second moment is the
     * integral of 81 u ln(u)^2, which is 81/4; with r = u it is that of ln(r)^2 / r, which is infinite.
     */
    @ParameterizedTest
    @EnumSource
    void rareTokensThatCostMuchLeaveTheSecondMomentSmallUnderEverySchedule(StandardSchedule schedule) {
        InterpolatingDiffusion scheduled =
                new InterpolatingDiffusion(6, new Blocks(4, CleanRows.BLOCK_CAUSAL), new UniformNoise(schedule));
        double first = 0;
        double second = 0;
        for (int i = 0; i < NUMBERS; i++) {
            double time = scheduled.scoringTime((i + .5) / NUMBERS);
            double gone = 1 - scheduled.alpha(time);
            double loss = -schedule.slope(time) * scheduled.scoringWeight(time) * -Math.log(gone) / gone;
            first += gone * loss / NUMBERS;
            second += gone * loss * loss / NUMBERS;
        }

        assertThat(first).isCloseTo(1, within(1e-3));
        assertThat(second).isCloseTo(81. / 4, within(.05));
    }
}
