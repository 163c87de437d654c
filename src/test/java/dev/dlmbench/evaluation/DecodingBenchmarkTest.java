package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.DrawnSequence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How decoding is warmed up before it is timed. */
class DecodingBenchmarkTest {

    private static List<DrawnSequence> batch(long... calls) {
        return Arrays.stream(calls)
                .mapToObj(count -> new DrawnSequence(
                        new int[0],
                        new Calls(count - 1, 0, 0, 0, 0, 1, 0, 0, 0),
                        DrawnSequence.Ending.LENGTH,
                        List.of()))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1000, 8, 125", "1000, 128, 8", "1000, 1000, 1", "1001, 1000, 2", "1, 64, 1", "0, 64, 0"})
    void methodsWithFewCallsAreAsWarmAsThoseWithMany(int calls, int each, int decodings) {
        assertThat(DecodingBenchmark.warmUp(calls, number -> batch(each))).isEqualTo(decodings);
    }

    @Test
    void aBatchMakesAsManyCallsAsItsLongestSequence() {
        assertThat(DecodingBenchmark.warmUp(30, number -> batch(3, 10, 4))).isEqualTo(3);
    }

    @Test
    void aForkThatIsWarmedUpByCallsDoesWholeDecodings() {
        LatencySpec spec = new LatencySpec(List.of(1), 3, 1000, 5);

        assertThat(spec.decodings(8)).isEqualTo(125 + 1 + 5);
        assertThat(spec.decodings(128)).isEqualTo(8 + 1 + 5);
    }
}
