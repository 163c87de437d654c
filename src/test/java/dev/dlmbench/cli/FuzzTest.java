package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged input is read or refused; {@code ci/fuzz.sh} does the same with much more of it. */
class FuzzTest {
    /** Only what hangs takes so long, also on a machine that has other things to do. */
    private static final Duration HANG = Duration.ofSeconds(30);

    @TempDir
    Path scratch;

    @ParameterizedTest
    @CsvSource({"suites, 30", "results, 12", "files, 100"})
    void isReadOrRefusedInWords(String target, int count) throws IOException, InterruptedException {
        assertReadOrRefused(target, count);
    }

    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"suites, 120", "results, 60", "files, 600"})
    void muchIsReadOrRefusedInWords(String target, int count) throws IOException, InterruptedException {
        assertReadOrRefused(target, count);
    }

    private void assertReadOrRefused(String target, int count) throws IOException, InterruptedException {
        Fuzz.Tally tally = new Fuzz(FuzzTargets.of(target, scratch), 1, HANG).run(0, count);

        assertThat(tally.failures()).isEmpty();
        assertThat(tally.read() + tally.refused()).isEqualTo(count);
        assertThat(tally.read()).as("undamaged enough to be read").isGreaterThan(count / 50);
        assertThat(tally.refused()).as("damaged enough to be refused").isGreaterThan(count / 5);
    }

    /** The same number is the same input, in one run as in another. */
    @ParameterizedTest
    @ValueSource(strings = {"suites", "files"})
    void repeats(String target) throws IOException {
        FuzzTarget once = FuzzTargets.of(target, scratch.resolve("once"));
        FuzzTarget again = FuzzTargets.of(target, scratch.resolve("again"));
        for (int number = 0; number < 20; number++) {
            FuzzTarget.Damaged first = once.damage(new SplittableRandom(number));
            FuzzTarget.Damaged second = again.damage(new SplittableRandom(number));
            assertThat(second.file()).isEqualTo(first.file());
            assertThat(second.bytes()).isEqualTo(first.bytes());
        }
    }
}
