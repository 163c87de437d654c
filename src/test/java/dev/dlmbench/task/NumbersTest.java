package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "72; 72",
                " 72 ; 72",
                "72.; 72",
                "0.2; 0.2",
                ".5; 0.5",
                "0.50; 0.5",
                "10.00; 10",
                "1.5.; 1.5",
                "-3; -3",
                "\u22123; -3",
                "+3; 3",
                "-0; 0",
                "-0.25; -0.25",
                "1,200; 1200",
                "109,200,000; 109200000",
                "1,234.50; 1234.5",
                "-1,000; -1000",
                "$18; 18",
                "$1,450,000.; 1450000",
                "-$5; -5",
                "$-5; -5",
                "$ 5; 5",
                "\u20ac7.25; 7.25",
                "7.25 \u20ac; 7.25",
                "\u00a33; 3",
                "007; 7",
                "1000000; 1000000",
                "12345678901234567890123; 12345678901234567890123",
            })
    void numbersAreReadAsPeopleWriteThem(String text, String form) {
        assertThat(Numbers.parse(text).map(Numbers::form)).contains(form);
        assertThat(Numbers.parse(text).orElseThrow()).isEqualByComparingTo(new BigDecimal(form));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "-",
                "$",
                "--3",
                "-$-3",
                "1,23",
                "12,34,567",
                "1234,567",
                "1.2.3",
                "1 2",
                "3/4",
                "1e3",
                "72 clips",
                "x",
                "50%",
                "0x10",
                "NaN",
                "\u0663",
                ",5",
                "5,",
                "1..",
                "$$5"
            })
    void whatIsNoNumberIsMalformed(String text) {
        assertThat(Numbers.parse(text)).isEmpty();
    }

    @Test
    void endlessNumbersAreMalformed() {
        assertThat(Numbers.parse("9".repeat(100))).isPresent();
        assertThat(Numbers.parse("9".repeat(101))).isEmpty();
    }
}
