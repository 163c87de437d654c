package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Has a model answer the examples of a task's test set, and judges what it says. */
record AnswersWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Answers) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Answers spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        Task task =
                text.task().orElseThrow(() -> new InvalidSettingException("data.corpus has no answers; name a task"));
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        Sampler sampler = new Sampler(
                model.process(spec.blockSize()),
                spec.sampling(),
                model.samplerSetup(spec.blockSize(), spec.sampling(), denoiser));
        List<Example> examples = task.test().subList(0, text.test().size());
        List<SequenceCondition> asked = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            int[] prompt = Arrays.copyOf(text.test().get(i), text.context(i));
            asked.add(new SequenceCondition(Template.of(prompt), model.sequence()));
        }
        Seeds seeds = new Seeds(spec.seed()).child("answers");
        List<Answer> answers = new ArrayList<>();
        while (answers.size() < examples.size()) {
            int from = answers.size();
            int until = Math.min(examples.size(), from + spec.sampling().batch());
            List<DrawnSequence> drawn = sampler.draw(denoiser, asked.subList(from, until), seeds, from, Watcher.NONE);
            for (int i = from; i < until; i++) {
                answers.add(judged(task, examples.get(i), drawn.get(i - from), text, text.context(i)));
            }
            place.progress("answering", until, examples.size(), "");
        }
        JsonLines.write(place.folder().resolve(NodeFiles.ANSWERS), answers);
        Map<String, String> conditions = Map.of("task", task.contentHash());
        return List.of(
                mean(Metric.ACCURACY, answers, answer -> answer.right() ? 1 : 0, conditions),
                mean(Metric.MALFORMED, answers, answer -> answer.answer() == null ? 1 : 0, conditions),
                mean(Metric.ANSWER_NFE, answers, answer -> (double) answer.calls(), conditions),
                mean(
                        Metric.TOKENS_PER_CALL,
                        answers,
                        answer -> (double) answer.tokens() / Math.max(1, answer.calls()),
                        conditions));
    }

    private static Measurement mean(
            Metric metric, List<Answer> answers, ToDoubleFunction<Answer> value, Map<String, String> conditions) {
        return Means.of(metric, answers.stream().mapToDouble(value).toArray(), conditions);
    }

    private static Answer judged(Task task, Example example, DrawnSequence drawn, PreparedText text, int prompt) {
        int[] written = Arrays.copyOfRange(drawn.tokens(), prompt, drawn.tokens().length);
        String output = text.tokenizer().decode(written);
        String ended = output.substring(0, end(output, text.end()));
        Optional<String> answer = task.answer(ended);
        return new Answer(
                example.id(),
                example.prompt(),
                ended,
                answer.orElse(null),
                example.answer(),
                answer.filter(given -> task.right(example, given)).isPresent(),
                example.difficulty(),
                Math.min(written.length, ended.codePointCount(0, ended.length()) + 1),
                drawn.calls().predicting());
    }

    private static int end(String output, String end) {
        int at = output.indexOf(end);
        return at < 0 ? output.length() : at;
    }
}
