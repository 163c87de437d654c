package dev.dlmbench.work;

import dev.dlmbench.results.Trace;
import dev.dlmbench.sampling.TraceStep;
import dev.dlmbench.text.Tokenizer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** How sequences came about, as it is recorded. */
final class TraceLines {
    private TraceLines() {}

    /** Returns the steps with their tokens as text; the mask, which is no token of the text, is empty. */
    static List<Trace.Step> steps(List<TraceStep> steps, Tokenizer tokenizer) {
        return steps.stream()
                .map(step -> new Trace.Step(
                        step.role(),
                        step.positions(),
                        step.tokens().stream()
                                .map(token -> token == tokenizer.tokens() ? "" : tokenizer.decode(new int[] {token}))
                                .toList(),
                        step.confidence().stream()
                                .map(p -> Math.rint(p * 1000) / 1000)
                                .toList()))
                .toList();
    }

    /** Returns the step that puts a prompt where a sequence begins. */
    static Trace.Step given(int[] prompt, Tokenizer tokenizer) {
        return new Trace.Step(
                Trace.GIVEN,
                IntStream.range(0, prompt.length).boxed().toList(),
                Arrays.stream(prompt)
                        .mapToObj(token -> tokenizer.decode(new int[] {token}))
                        .toList(),
                Collections.nCopies(prompt.length, 0.0));
    }
}
