package dev.dlmbench.results;

import dev.dlmbench.base.FormerWords;
import java.util.Set;

/**
 * Something that a suite's author says is so, and that the results can contradict.
 *
 * @param id its name within the suite
 * @param says it in words
 * @param cites where it was said first, or empty
 * @param expect what must hold of the results, in the language of claims
 * @param line of the suite file where it stands
 */
public record Claim(String id, String says, String cites, String expect, int line) {

    /**
     * Returns the same claim, with settings as they are called now.
     *
     * @param axes last words of the settings that points are named by
     */
    Claim inPresentWords(Set<String> axes) {
        return new Claim(id, says, cites, FormerWords.choices(expect, axes), line);
    }
}
