package dev.dlmbench.work;

import dev.dlmbench.results.Trace;
import dev.dlmbench.sampling.TraceStep;
import dev.dlmbench.text.Tokenizer;
import java.util.ArrayList;
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

    /**
     * Returns how the first answers to the first examples came about, their prompts included; nothing of those that
     * were written in several runs.
     *
     * @param prompts of the examples
     * @param outputs to each of them
     */
    static List<Trace> answers(List<int[]> prompts, List<List<Output>> outputs, Tokenizer tokenizer) {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Output output = outputs.get(i).get(0);
            if (!output.steps().isEmpty()) {
                List<Trace.Step> steps = new ArrayList<>(List.of(given(prompts.get(i), tokenizer)));
                steps.addAll(steps(output.steps(), tokenizer));
                traces.add(new Trace(i, prompts.get(i).length + output.written().length, steps));
            }
        }
        return traces;
    }

    /** Returns the step that puts a prompt where a sequence begins. */
    private static Trace.Step given(int[] prompt, Tokenizer tokenizer) {
        return new Trace.Step(
                Trace.GIVEN,
                IntStream.range(0, prompt.length).boxed().toList(),
                Arrays.stream(prompt)
                        .mapToObj(token -> tokenizer.decode(new int[] {token}))
                        .toList(),
                Collections.nCopies(prompt.length, 0.0));
    }
}
