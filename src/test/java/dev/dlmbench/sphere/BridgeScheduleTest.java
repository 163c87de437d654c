package dev.dlmbench.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BridgeScheduleTest {

    /** Gamma is beta over what is left of its integral, here by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"1e-3, 0.2, 0", "1e-3, 0.2, 0.3", "1e-3, 0.2, 0.99", "0.2, 1e-3, 0.5", "0.1, 0.1, 0.25"})
    void gammaIsBetaOverItsIntegral(double first, double last, double time) {
        BridgeSchedule schedule = new BridgeSchedule(first, last);
        int intervals = 2000;
        double width = (1 - time) / intervals;
        double integral = 0;
        for (int i = 0; i <= intervals; i++) {
            double t = time + i * width;
            double beta = Math.exp((1 - t) * Math.log(first) + t * Math.log(last));
            integral += (i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2) * beta * width / 3;
        }
        assertThat(schedule.gamma(time)).isCloseTo(schedule.beta(time) / integral, within(1e-9 * schedule.gamma(time)));
    }
}
