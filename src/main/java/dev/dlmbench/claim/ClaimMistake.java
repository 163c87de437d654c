package dev.dlmbench.claim;

import java.util.Collection;
import java.util.List;

/** Something in the text of a claim that cannot be understood. */
public final class ClaimMistake extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int at;
    private final String rule;
    private final String word;
    private final transient List<String> choices;

    ClaimMistake(int at, String rule) {
        this(at, rule, "", List.of());
    }

    ClaimMistake(int at, String rule, String word, Collection<String> choices) {
        super(rule, null, false, false);
        this.at = at;
        this.rule = rule;
        this.word = word;
        this.choices = List.copyOf(choices);
    }

    /** Returns the index of the character where it is. */
    public int at() {
        return at;
    }

    /** Returns what is wrong. */
    public String rule() {
        return rule;
    }

    /** Returns the word that is not known, or the empty string. */
    public String word() {
        return word;
    }

    /** Returns what the word could have been. */
    public List<String> choices() {
        return choices;
    }
}
