package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsTest {

    @ParameterizedTest
    @CsvSource({
        "0.30000000000000004, 0.3",
        "3.14159, 3.142",
        "0, 0",
        "-2.50, -2.5",
        "64, 64",
        "123456, 123500",
        "0.00001234, 1.234e-5",
        "12345678, 1.235e7",
        "NaN, NaN"
    })
    void showsFourDigitsThatCount(double value, String words) {
        assertThat(Digits.of(value)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 1000",
        "10000, 10k",
        "150000, 150k",
        "12500, 12500",
        "1E+6, 1M",
        "2.5E+6, 2.5M",
        "1E+8, 100M",
        "1E-4, 0.0001",
        "1E-7, 1e-7"
    })
    void labelsLargeAndSmallNumbersBriefly(String value, String words) {
        assertThat(Digits.label(new BigDecimal(value), 0, true)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2, 0.50", "3, 1, 3.0", "12000, 0, 12000"})
    void labelsEvenStepsAlike(String value, int decimals, String words) {
        assertThat(Digits.label(new BigDecimal(value), decimals, false)).isEqualTo(words);
    }
}
