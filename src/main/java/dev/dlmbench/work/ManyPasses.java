package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.text.ExampleTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes one thought after the other (multi-pass Diffusion of Thoughts, arXiv 2402.07754): every pass writes behind the
 * prompt and the thoughts before, and what it writes up to its end is given to the next. It is over with the thought
 * that has the mark of the answer, when there is no room for another, or when the passes are used up.
 *
 * @param pass writes a thought
 * @param task whose examples are asked, as ids
 * @param sequence tokens of a prompt with all thoughts, at most
 * @param most passes
 */
record ManyPasses(Writing pass, ExampleTokens task, int sequence, int most) implements Writing {
    @Override
    public List<Written> write(List<int[]> prompts, List<Integer> numbers, Seeds seeds) {
        List<Growing> all = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            all.add(new Growing(prompts.get(i), numbers.get(i)));
        }
        List<Growing> open = all;
        for (int k = 0; k < most && !open.isEmpty(); k++) {
            List<Written> thoughts = pass.write(
                    open.stream().map(growing -> task.asking(growing.tokens)).toList(),
                    open.stream().map(growing -> growing.number).toList(),
                    seeds.child("pass " + k));
            for (int i = 0; i < open.size(); i++) {
                open.get(i).add(thoughts.get(i));
            }
            open = open.stream().filter(growing -> !growing.finished).toList();
        }
        return all.stream().map(Growing::written).toList();
    }

    /** A prompt and what has been written behind it. */
    private final class Growing {
        private final int[] prompt;
        private final int number;
        private int[] tokens;
        private long calls;
        private boolean ended;
        private boolean finished;

        Growing(int[] prompt, int number) {
            this.prompt = prompt;
            this.number = number;
            this.tokens = prompt;
        }

        void add(Written thought) {
            int length = task.length(thought.tokens());
            ended = length < thought.tokens().length;
            tokens = ExampleTokens.joined(tokens, Arrays.copyOf(thought.tokens(), length));
            calls += thought.calls();
            finished = task.answers(thought.tokens()) || tokens.length + 1 >= sequence;
        }

        Written written() {
            int[] behind = Arrays.copyOfRange(tokens, prompt.length, tokens.length);
            int end = task.end();
            return new Written(ended ? ExampleTokens.joined(behind, end) : behind, calls);
        }
    }
}
