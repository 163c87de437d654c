package dev.dlmbench.verdict;

import dev.dlmbench.results.Claim;
import java.util.List;

/**
 * A claim and what the results say to it.
 *
 * @param claim as the suite has it
 * @param outcome refuted if any comparison is, supported if all are
 * @param findings every comparison that it takes
 */
public record ClaimVerdict(Claim claim, Outcome outcome, List<Finding> findings) {

    /** Copies the list. */
    public ClaimVerdict {
        findings = List.copyOf(findings);
    }
}
