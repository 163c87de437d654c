package dev.dlmbench.verdict;

import dev.dlmbench.statistics.McNemar;
import java.util.Locale;

/**
 * What the two sides of a comparison get right of the same examples, in one seed.
 *
 * @param seed of both sides
 * @param table of what is right
 */
public record PairedSeed(long seed, McNemar table) {

    /** Returns the table in words, with the p-value of the exact test that both sides are as good. */
    public String words() {
        return String.format(
                Locale.ROOT,
                "seed %d: %d examples solved by both sides, %d by the left one alone, %d by the right one alone, %d by"
                        + " neither; McNemar's test, exact p = %.2g",
                seed,
                table.both(),
                table.left(),
                table.right(),
                table.neither(),
                table.exact());
    }
}
