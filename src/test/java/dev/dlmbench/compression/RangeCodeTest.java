package dev.dlmbench.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.Seeds;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The entropy coder: whole numbers out of probabilities, and bytes out of whole numbers. */
class RangeCodeTest {
    private static final double LN_2 = Math.log(2);

    /** Laws that differ from token to token, and tokens, by name. */
    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("even laws", 3, 4000, law(3, random -> 1.0), token(3)),
                Arguments.of("one token alone", 1, 500, law(1, random -> 1.0), token(1)),
                Arguments.of("skewed laws", 65, 4000, law(65, random -> Math.exp(6 * random.nextDouble())), token(65)),
                Arguments.of(
                        "laws with a peak", 27, 4000, law(27, random -> Math.pow(random.nextDouble(), 40)), token(27)),
                Arguments.of(
                        "a large vocabulary", 50_257, 60, law(50_257, random -> random.nextDouble()), token(50_257)),
                Arguments.of("certain tokens", 8, 20_000, certain(8, 0), (IntFunction<Integer>) i -> i % 8),
                Arguments.of("impossible tokens", 8, 2000, certain(8, 1), (IntFunction<Integer>) i -> i % 8),
                Arguments.of("the least token behind certain ones", 5, 3000, certain(5, 0), (IntFunction<Integer>)
                        i -> i == 2999 ? 4 : i % 5),
                Arguments.of("always the last token", 4, 5000, certain(4, 3), (IntFunction<Integer>) i -> 3),
                Arguments.of("nothing", 4, 0, law(4, random -> 1.0), token(4)));
    }

    /**
     * The bound adds what each step can lose: rounding the law to whole numbers, K of 2^30, rounding the interval, less
     * than 2^-26 of it, and the end, a byte.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void whatGoesInComesOutAndTheCodeIsAsLongAsTheLawSays(
            String name, int tokens, int length, IntFunction<double[]> law, IntFunction<Integer> message) {
        Frequencies frequencies = new Frequencies(tokens);
        RangeEncoder encoder = new RangeEncoder();
        double bits = 0;
        double spent = 0;
        for (int i = 0; i < length; i++) {
            double[] its = law.apply(i);
            int token = message.apply(i);
            frequencies.of(its);
            encoder.encode(frequencies.start(token), frequencies.count(token));
            spent -= Math.log(frequencies.count(token) / Math.pow(2, 30)) / LN_2;
            bits -= Math.log(Math.max(its[token], Math.pow(2, -30))) / LN_2;
        }
        byte[] code = encoder.finish();
        double interval = -length * Math.log1p(-Math.pow(2, -26)) / LN_2;
        assertThat(8.0 * code.length).isLessThanOrEqualTo(spent + interval + 8 + 1e-6);
        double rounding = -length * Math.log1p(-tokens / Math.pow(2, 30)) / LN_2;
        assertThat(8.0 * code.length).isLessThanOrEqualTo(bits + rounding + interval + 8 + 1e-6);
        RangeDecoder decoder = new RangeDecoder(code);
        for (int i = 0; i < length; i++) {
            frequencies.of(law.apply(i));
            int token = frequencies.token(decoder.number());
            assertThat(token).isEqualTo(message.apply(i));
            decoder.take(frequencies.start(token), frequencies.count(token));
        }
    }

    /** On the average over tokens of the law itself the code has the entropy, up to the bounds above and chance. */
    @Test
    void tokensOfTheLawTakeItsEntropy() {
        double[] law = {.5, .25, .125, .0625, .0625};
        double entropy = 1.875; // 1/2 + 2/4 + 3/8 + 4/16 + 4/16
        int length = 100_000;
        Frequencies frequencies = new Frequencies(5).of(law);
        RangeEncoder encoder = new RangeEncoder();
        SplittableRandom random = new Seeds(5).stream("text");
        for (int i = 0; i < length; i++) {
            double u = random.nextDouble();
            int token = u < .5 ? 0 : u < .75 ? 1 : u < .875 ? 2 : u < .9375 ? 3 : 4;
            encoder.encode(frequencies.start(token), frequencies.count(token));
        }
        double deviation = Math.sqrt((.5 * 1 + .25 * 4 + .125 * 9 + .125 * 16 - entropy * entropy) / length);
        assertThat(encoder.finish().length * 8.0 / length).isBetween(entropy - 4 * deviation, entropy + 4 * deviation);
    }

    /** The interval by exact arithmetic, with the same rounding: the code names a number in it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 100})
    void theCodeIsANumberInTheIntervalOfItsTokens(int length) {
        SplittableRandom random = new Seeds(length).stream("counts");
        for (int repetition = 0; repetition < 200; repetition++) {
            RangeEncoder encoder = new RangeEncoder();
            BigInteger low = BigInteger.ZERO;
            BigInteger range = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
            int shifted = 0; // bits that the interval has been multiplied by
            for (int i = 0; i < length; i++) {
                int count = 1 + random.nextInt(random.nextBoolean() ? 3 : Frequencies.TOTAL - 1);
                int start = random.nextBoolean()
                        ? Frequencies.TOTAL - count
                        : random.nextInt(Frequencies.TOTAL - count + 1);
                encoder.encode(start, count);
                BigInteger unit = range.shiftRight(30);
                low = low.add(unit.multiply(BigInteger.valueOf(start)));
                range = unit.multiply(BigInteger.valueOf(count));
                while (range.bitLength() <= 56) {
                    low = low.shiftLeft(8);
                    range = range.shiftLeft(8);
                    shifted += 8;
                }
            }
            byte[] code = encoder.finish();
            BigInteger number = new BigInteger(1, code).shiftLeft(64 + shifted - 8 * code.length);
            assertThat(number).isGreaterThanOrEqualTo(low);
            assertThat(number).isLessThan(low.add(range));
        }
    }

    /** Every token has a code, and none takes what is another's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 65, 50_257})
    void countsAreAtLeast1AndAddUpToTheTotal(int tokens) {
        double[] law = new double[tokens];
        law[tokens - 1] = 1;
        Frequencies frequencies = new Frequencies(tokens).of(law);
        assertThat(IntStream.range(0, tokens).mapToLong(frequencies::count).sum())
                .isEqualTo(1L << 30);
        assertThat(IntStream.range(0, tokens).map(frequencies::count)).allMatch(count -> count >= 1);
        assertThat(frequencies.token(0)).isEqualTo(0);
        assertThat(frequencies.token(Frequencies.TOTAL - 1)).isEqualTo(tokens - 1);
        assertThat(frequencies.token(frequencies.start(tokens - 1))).isEqualTo(tokens - 1);
    }

    @Test
    void whatIsNoDistributionIsRefused() {
        Frequencies frequencies = new Frequencies(2);
        assertThatThrownBy(() -> frequencies.of(new double[] {Double.NaN, 1})).hasMessageContaining("token 0");
        assertThatThrownBy(() -> frequencies.of(new double[] {1.5, -.5})).hasMessageContaining("token 1");
        assertThatThrownBy(() -> frequencies.of(new double[] {.5, .4})).hasMessageContaining("0.9");
        assertThatThrownBy(() -> new Frequencies(0)).hasMessageContaining("not 0");
        assertThatThrownBy(() -> new Frequencies(1 << 23)).hasMessageContaining("8388608");
    }

    /** A code that was cut gives other tokens, and no error: whoever keeps it says how long it is. */
    @Test
    void aCodeThatWasCutGivesOtherTokens() {
        Frequencies frequencies =
                new Frequencies(7).of(law(7, SplittableRandom::nextDouble).apply(0));
        int[] tokens = IntStream.range(0, 400).map(i -> i * i % 7).toArray();
        RangeEncoder encoder = new RangeEncoder();
        for (int token : tokens) {
            encoder.encode(frequencies.start(token), frequencies.count(token));
        }
        byte[] code = encoder.finish();
        assertThat(decoded(code, frequencies)).containsExactly(tokens);
        for (int cut = 0; cut < code.length; cut++) {
            assertThat(decoded(Arrays.copyOf(code, cut), frequencies)).isNotEqualTo(tokens);
        }
    }

    private static int[] decoded(byte[] code, Frequencies frequencies) {
        RangeDecoder decoder = new RangeDecoder(code);
        int[] tokens = new int[400];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = frequencies.token(decoder.number());
            decoder.take(frequencies.start(tokens[i]), frequencies.count(tokens[i]));
        }
        return tokens;
    }

    /** What a weight of a token is made of. */
    private interface Weight {
        double of(SplittableRandom random);
    }

    private static IntFunction<double[]> law(int tokens, Weight weight) {
        return i -> {
            SplittableRandom random = new Seeds(1).stream("law", i % 50);
            double[] law = new double[tokens];
            Arrays.setAll(law, token -> weight.of(random));
            double sum = Arrays.stream(law).sum();
            Arrays.setAll(law, token -> law[token] / sum);
            return law;
        };
    }

    private static IntFunction<double[]> certain(int tokens, int further) {
        return i -> {
            double[] law = new double[tokens];
            law[(i + further) % tokens] = 1;
            return law;
        };
    }

    private static IntFunction<Integer> token(int tokens) {
        return i -> new Seeds(2).stream("token", i).nextInt(tokens);
    }
}
