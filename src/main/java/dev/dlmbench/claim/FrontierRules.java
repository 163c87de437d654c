package dev.dlmbench.claim;

import dev.dlmbench.claim.Expectation.Alignment;
import dev.dlmbench.claim.Expectation.Frontier;
import dev.dlmbench.claim.Expectation.Term;
import dev.dlmbench.claim.Expectation.Tolerance;
import java.util.List;
import java.util.Optional;

/** What goes with a frontier in a comparison: another one, a share as tolerance, and the entropies that both have. */
final class FrontierRules {
    private FrontierRules() {}

    /**
     * Checks a comparison, which may be one of other things.
     *
     * @param start where it begins
     * @throws ClaimMistake if it is one of frontiers and makes no sense
     */
    static void check(List<Term> sides, int start, Optional<Tolerance> tolerance, Optional<Alignment> aligned) {
        if (sides.stream().noneMatch(Frontier.class::isInstance)) {
            return;
        }
        if (!sides.stream().allMatch(Frontier.class::isInstance)) {
            throw new ClaimMistake(start, "a frontier is compared with a frontier only");
        }
        if (aligned.isPresent()) {
            throw new ClaimMistake(
                    aligned.get().at(), "frontiers are compared at equal entropy already; leave out 'at'");
        }
        if (tolerance.isPresent() && !tolerance.get().relative()) {
            throw new ClaimMistake(
                    start, "frontiers are compared by ratios; say within what share, such as 'within 2%'");
        }
    }
}
