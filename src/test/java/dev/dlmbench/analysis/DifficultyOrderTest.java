package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifficultyOrderTest {

    @Test
    void numbersGoByTheirValueAndBeforeNames() {
        assertSorted("-3", "-0.5", "0.25", "0.5", "2", "10", "2x2", "2x10", "10x2", "easy", "level 2", "level 10", "x");
    }

    @Test
    void aNameGoesBeforeOnesThatItBegins() {
        assertSorted("2", "2x", "2x2", "2x2x2", "x", "x1");
    }

    /** No two of these compare as equal, so that none takes the place of another in a sorted map. */
    @Test
    void otherSpellingsOfANumberStayApart() {
        assertSorted("01", "1", "1.0", "2x02", "2x2");
    }

    @Test
    void digitsOfOtherScriptsAreLettersOfNames() {
        assertSorted("level 2", "\u0663a", "\u0663b", "\u0663b2", "\u0663b10");
    }

    private static void assertSorted(String... difficulties) {
        Random random = new Random(1);
        for (int order = 0; order < 50; order++) {
            List<String> shuffled = new ArrayList<>(List.of(difficulties));
            Collections.shuffle(shuffled, random);
            assertThat(shuffled.stream().sorted(DifficultyOrder.EASIEST_FIRST)).containsExactly(difficulties);
        }
    }
}
