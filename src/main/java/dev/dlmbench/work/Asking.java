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
 * Asks a model the examples of a task's test set. An output follows from the model, its example, its number among the
 * samples of the example, and the seeds, whatever is asked beside it: the first sample is the same however many follow.
 *
 * @param text with the examples as its test documents
 * @param sampler that draws what is written behind a prompt
 * @param denoiser that is asked
 * @param sequence tokens of an example with its prompt, at most
 * @param batch examples asked side by side
 * @param votes samples of each example
 */
record Asking(PreparedText text, Sampler sampler, Denoiser denoiser, int sequence, int batch, int votes) {

    /**
     * Returns what is written to {@code examples}, the first ones of the test set: for each of them in their order all
     * of its samples in theirs.
     */
    List<List<Output>> outputs(List<Example> examples, Seeds seeds, WorkerContext place) {
        List<List<Output>> outputs = new ArrayList<>();
        examples.forEach(example -> outputs.add(new ArrayList<>()));
        for (int sample = 0; sample < votes; sample++) {
            Seeds own = sample == 0 ? seeds : seeds.child("sample " + sample);
            for (int from = 0; from < examples.size(); from += batch) {
                int until = Math.min(examples.size(), from + batch);
                List<DrawnSequence> drawn = sampler.draw(denoiser, asked(from, until), own, from, Watcher.NONE);
                for (int i = from; i < until; i++) {
                    outputs.get(i).add(output(examples.get(i), i, sample, drawn.get(i - from)));
                }
                place.progress("answering", sample * examples.size() + until, votes * examples.size(), "");
            }
        }
        return outputs;
    }

    private List<SequenceCondition> asked(int from, int until) {
        List<SequenceCondition> asked = new ArrayList<>();
        for (int i = from; i < until; i++) {
            int[] prompt = Arrays.copyOf(text.test().get(i), text.context(i));
            asked.add(new SequenceCondition(Template.of(prompt), sequence));
        }
        return asked;
    }

    private Output output(Example example, int document, int sample, DrawnSequence drawn) {
        int prompt = text.context(document);
        int[] own = text.test().get(document);
        return new Output(
                example,
                sample,
                Arrays.copyOfRange(own, prompt, own.length),
                Arrays.copyOfRange(drawn.tokens(), prompt, drawn.tokens().length),
                drawn.calls().predicting());
    }
}
