package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import java.util.Collections;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which examples fit into a sequence, their end included.
 *
 * @param tokens the examples as ids
 * @param sequence n
 * @param learnt how many tokens each training example of a file has, by its id; nothing where they are made
 */
record ExampleLengths(ExampleTokens tokens, int sequence, Map<String, Integer> learnt) {

    /**
     * Finds the lengths of all training examples.
     *
     * @param longest an example in the longest form in which it is learnt
     */
    static ExampleLengths of(ExampleTokens tokens, int sequence, Function<Example, ExampleTokens.Row> longest) {
        Task task = tokens.task();
        Map<String, Integer> learnt = new HashMap<>();
        for (int i = 0; i < task.size().orElse(0); i++) {
            Example example = task.training(i);
            learnt.put(example.id(), longest.apply(example).ids().length);
        }
        return new ExampleLengths(tokens, sequence, learnt);
    }

    /**
     * Returns the task without the training examples of files that are too long.
     *
     * @throws InvalidSettingException if none is short enough
     */
    Task fitting() {
        Task task = tokens.task();
        Task fitting = task.learning(example -> learnt.getOrDefault(example.id(), 0) <= sequence);
        if (task.trainable() && !fitting.trainable()) {
            throw new InvalidSettingException("data.sequence is " + sequence + ", and no training example fits: the"
                    + " shortest has " + Collections.min(learnt.values()) + " tokens with its end");
        }
        return fitting;
    }

    /** Returns what is known of lengths and of examples that are left out, in words. */
    Map<String, String> facts(List<ExampleTokens.Row> tested) {
        Map<String, String> facts = new LinkedHashMap<>();
        if (tokens.task().size().isEmpty()) {
            return facts; // which nobody left out
        }
        if (!learnt.isEmpty()) {
            long kept = learnt.values().stream()
                    .filter(length -> length <= sequence)
                    .count();
            facts.put("training-examples", fit(kept, learnt.size(), Collections.max(learnt.values())));
        }
        facts.put(
                "test-examples",
                fit(tested.size(), tested.size(), lengths(tested).getMax()));
        List<String> leftOut = tokens.task().leftOut();
        if (!leftOut.isEmpty()) {
            facts.put("left-out", String.join("; ", leftOut));
        }
        return facts;
    }

    private String fit(long kept, int all, int longest) {
        return kept + " of " + all + " fit into " + sequence + " tokens, the longest has " + longest
                + (kept < all ? "; those that do not are left out" : "");
    }

    private static IntSummaryStatistics lengths(List<ExampleTokens.Row> rows) {
        return rows.stream().mapToInt(row -> row.ids().length).summaryStatistics();
    }

    /**
     * Makes sure that examples fit.
     *
     * @param rows the examples as ids
     * @throws InvalidSettingException naming the first one that does not
     */
    static void requireFit(ExampleTokens tokens, List<Example> examples, List<ExampleTokens.Row> rows, int sequence) {
        List<Integer> tooLong = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).ids().length > sequence)
                .boxed()
                .toList();
        if (tooLong.isEmpty()) {
            return;
        }
        Task task = tokens.task();
        Example first = examples.get(tooLong.get(0));
        ExampleTokens.Row row = rows.get(tooLong.get(0));
        if (task.size().isEmpty()) {
            throw new InvalidSettingException("data.sequence must be longer than any example, which has room for "
                    + (sequence - 1) + " tokens and its end; got " + (row.ids().length - 1) + " tokens: "
                    + task.layout().text(first));
        }
        throw new InvalidSettingException(task.place(first) + ": the example has " + row.ids().length
                + " tokens, " + row.given() + " of them its prompt and one its end, but data.sequence is " + sequence
                + "; " + tooLong.size() + " of " + rows.size() + " do not fit, the longest has "
                + lengths(rows).getMax());
    }
}
