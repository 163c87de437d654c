package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a suite is damaged, it is read or refused in a user's words, never with a failure of the program. */
class DamagedSuitesTest {
    private static final List<String> PIECES = List.of(
            "[",
            "]",
            "{",
            "}",
            ":",
            ": ",
            ",",
            "\n",
            "\n  ",
            "'",
            "\"",
            "*a",
            "&a ",
            "!t ",
            "- ",
            "#",
            "|\n",
            "-",
            "0",
            "1e400",
            "-1",
            "99999999999",
            ".nan",
            "null",
            "~",
            "%",
            "? ",
            "<<: ",
            "\t",
            "\u0000",
            "\uD83D\uDE00",
            "é",
            "extends: block",
            "include: [x]",
            "matrix: {process.blockSize: [1, 2]}",
            "zip: {}",
            "exclude: ['1 <']");

    @TempDir
    Path folder;

    @Test
    void isReadOrRefusedInWords() throws IOException {
        String whole = Files.readString(Path.of("experiments/quickstart.yaml"));
        SplittableRandom random = new SplittableRandom(1);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            Path file = SuiteTexts.write(folder, "suite.yaml", damaged(whole, random));
            try {
                assertThat(SuiteReader.read(file, List.of()).points()).isNotEmpty();
            } catch (SuiteException e) {
                refused++;
                assertThat(e).hasMessageNotContainingAny("Exception", "dev.dlmbench", "java.lang", "snakeyaml");
                assertThat(e.diagnostics()).isNotEmpty().allSatisfy(told -> {
                    assertThat(told.file()).isEqualTo(file.toString());
                    assertThat(told.message()).isNotBlank();
                });
            }
        }
        assertThat(refused).isBetween(100, 599);
    }

    private static String damaged(String text, SplittableRandom random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int cuts = random.nextInt(1, 4); cuts > 0; cuts--) {
            int at = random.nextInt(damaged.length());
            int end = random.nextBoolean() ? at : Math.min(damaged.length(), at + random.nextInt(1, 12));
            damaged.replace(at, end, random.nextBoolean() ? PIECES.get(random.nextInt(PIECES.size())) : "");
        }
        return damaged.toString();
    }
}
