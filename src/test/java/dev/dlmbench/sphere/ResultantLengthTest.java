package dev.dlmbench.sphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultantLengthTest {

    /** The mean of cos(rho r) over the density r^(d - 1) exp(-r^2 / 2) of chi_d, by Simpson's rule. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, .7", "3, .9", "3, 1.5", "10, .1", "27, .05", "27, .2", "27, .31", "65, .1", "1000, .02"})
    void itIsTheMeanOfTheCosine(int dimension, double rho) {
        double middle = Math.sqrt(dimension);
        double low = Math.max(0, middle - 12);
        int intervals = 20_000;
        double width = (middle + 12 - low) / intervals;
        double whole = 0;
        double cosines = 0;
        for (int i = 0; i <= intervals; i++) {
            double r = low + i * width;
            double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
            double density = dimension == 1
                    ? Math.exp(-r * r / 2)
                    : Math.exp((dimension - 1) * Math.log(Math.max(r, 1e-300) / middle) - (r * r - dimension) / 2);
            whole += weight * density;
            cosines += weight * density * Math.cos(rho * r);
        }
        assertThat(ResultantLength.of(rho, dimension)).isCloseTo(cosines / whole, within(1e-9));
    }

    /** In three dimensions E cos(rho chi_3) = (1 - rho^2) exp(-rho^2 / 2): one such factor and not two. */
    @Test
    void inThreeDimensionsItIsAPolynomialTimesOneExponential() {
        assertThat(ResultantLength.of(.6, 3)).isCloseTo(.64 * Math.exp(-.18), within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 27, 30_522})
    void spreadIsItsInverse(int dimension) {
        for (double length : new double[] {1e-3, .1, .5, .9, .999, 1}) {
            double rho = ResultantLength.spread(length, dimension);
            assertThat(ResultantLength.of(rho, dimension)).isCloseTo(length, within(1e-10));
        }
    }

    /** Points spread around a centre have a mean of that length, by drawing them. */
    @Test
    void pointsAroundACentreHaveThatMean() {
        int dimension = 4;
        double rho = ResultantLength.spread(.7, dimension);
        SplittableRandom random = new SplittableRandom(2);
        double[] centre = {1, 0, 0, 0, 0};
        double mean = 0;
        int points = 40_000;
        for (int i = 0; i < points; i++) {
            mean += Hypersphere.step(centre, new double[5], rho * rho, random)[0] / points;
        }
        assertThat(mean).isCloseTo(.7, within(4 * .5 / Math.sqrt(points)));
    }
}
