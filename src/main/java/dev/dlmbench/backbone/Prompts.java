package dev.dlmbench.backbone;

import java.util.BitSet;

/** Which tokens of a training sequence are given: the prompts of the examples in it. */
@FunctionalInterface
public interface Prompts {
    /** Sequences without prompts. */
    Prompts NONE = sequence -> new BitSet();

    /**
     * Returns the places of the given tokens, counted from 0.
     *
     * @param sequence n clean tokens, as they are learnt from
     * @throws IllegalArgumentException if no such sequence is known
     */
    BitSet in(int[] sequence);

    /**
     * Returns the places of those given tokens that are the thought before the one that is learnt.
     *
     * @param sequence n clean tokens, as they are learnt from
     * @throws IllegalArgumentException if no such sequence is known
     */
    default BitSet previous(int[] sequence) {
        return new BitSet();
    }
}
