package dev.dlmbench.work;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.task.Example;
import dev.dlmbench.text.PreparedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a model the examples of a task's test set. An output follows from the model, its example and the seeds, whatever
 * is asked beside it.
 *
 * @param text with the examples as its test documents
 * @param sampler that draws what is written behind a prompt
 * @param denoiser that is asked
 * @param sequence tokens of an example with its prompt, at most
 * @param batch examples asked side by side
 */
record Asking(PreparedText text, Sampler sampler, Denoiser denoiser, int sequence, int batch) {

    /** Returns what is written to each of {@code examples}, the first ones of the test set, in their order. */
    List<Output> outputs(List<Example> examples, Seeds seeds, WorkerContext place) {
        List<Output> outputs = new ArrayList<>();
        while (outputs.size() < examples.size()) {
            int from = outputs.size();
            int until = Math.min(examples.size(), from + batch);
            List<SequenceCondition> asked = new ArrayList<>();
            for (int i = from; i < until; i++) {
                int[] prompt = Arrays.copyOf(text.test().get(i), text.context(i));
                asked.add(new SequenceCondition(Template.of(prompt), sequence));
            }
            List<DrawnSequence> drawn = sampler.draw(denoiser, asked, seeds, from, Watcher.NONE);
            for (int i = from; i < until; i++) {
                DrawnSequence one = drawn.get(i - from);
                int[] written = Arrays.copyOfRange(one.tokens(), text.context(i), one.tokens().length);
                outputs.add(
                        new Output(examples.get(i), 0, written, one.calls().predicting()));
            }
            place.progress("answering", until, examples.size(), "");
        }
        return outputs;
    }
}
