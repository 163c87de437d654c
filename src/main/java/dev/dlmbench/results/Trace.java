package dev.dlmbench.results;

import dev.dlmbench.base.FormerWords;
import java.util.List;

/**
 * One line of {@code traces.jsonl}: how a text came about.
 *
 * @param index of the text, counted from 0
 * @param length of the text in tokens
 * @param steps that changed something, in order
 */
public record Trace(long index, int length, List<Step> steps) {
    /** The role of a first step that is no step of the sampler: the prompt. */
    public static final String GIVEN = "given";

    /** Copies the steps. */
    public Trace {
        steps = List.copyOf(steps);
    }

    /**
     * One step.
     *
     * @param role what it was for: noise (what a block starts from, where that looks like tokens), draw, remask,
     *     correct; given, where the prompt is recorded, too
     * @param at positions that changed, counted from 0
     * @param to the tokens they became, as the tokenizer writes them; where a token was remasked empty, or noise
     * @param p the probability that the network gave each of them; 0 where it was remasked, is noise or given
     */
    public record Step(String role, List<Integer> at, List<String> to, List<Double> p) {

        /** Copies the lists. */
        public Step {
            role = FormerWords.step(role);
            at = List.copyOf(at);
            to = List.copyOf(to);
            p = List.copyOf(p);
        }
    }
}
