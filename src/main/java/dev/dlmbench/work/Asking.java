package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.task.Example;
import dev.dlmbench.text.ExampleTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks a model the examples of a task's test set. An output follows from the model, its example, its number among the
 * samples of the example, and the seeds, whatever is asked beside it: the first sample is the same however many follow.
 *
 * @param tokens of the examples
 * @param writing how the model writes behind a prompt
 * @param batch examples asked side by side
 * @param votes samples of each example
 */
record Asking(ExampleTokens tokens, Writing writing, int batch, int votes) {

    /**
     * Returns what is written to {@code examples}, the first ones of the test set: for each of them in their order all
     * of its samples in theirs.
     */
    List<List<Output>> outputs(List<Example> examples, Seeds seeds, WorkerContext place) {
        List<ExampleTokens.Row> rows = examples.stream().map(tokens::row).toList();
        List<List<Output>> outputs = new ArrayList<>();
        examples.forEach(example -> outputs.add(new ArrayList<>()));
        for (int sample = 0; sample < votes; sample++) {
            Seeds own = sample == 0 ? seeds : seeds.child("sample " + sample);
            for (int from = 0; from < examples.size(); from += batch) {
                int until = Math.min(examples.size(), from + batch);
                List<Integer> numbers = IntStream.range(from, until).boxed().toList();
                List<int[]> prompts = rows.subList(from, until).stream()
                        .map(ExampleTokens.Row::prompt)
                        .toList();
                List<Writing.Written> written = writing.write(prompts, numbers, own);
                for (int i = from; i < until; i++) {
                    Writing.Written one = written.get(i - from);
                    outputs.get(i)
                            .add(new Output(
                                    examples.get(i),
                                    sample,
                                    rows.get(i).target(),
                                    one.tokens(),
                                    one.calls(),
                                    one.steps()));
                }
                place.progress(
                        "answering", (long) sample * examples.size() + until, (long) votes * examples.size(), "");
            }
        }
        return outputs;
    }
}
