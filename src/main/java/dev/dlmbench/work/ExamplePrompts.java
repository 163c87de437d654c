package dev.dlmbench.work;

import dev.dlmbench.backbone.Prompts;
import dev.dlmbench.text.PreparedExamples;
import java.util.BitSet;

/**
 * The prompts of a task's examples.
 *
 * @param examples that training sequences are
 */
record ExamplePrompts(PreparedExamples examples) implements Prompts {
    @Override
    public BitSet in(int[] sequence) {
        return examples.given(sequence);
    }

    @Override
    public BitSet previous(int[] sequence) {
        return examples.previous(sequence);
    }
}
