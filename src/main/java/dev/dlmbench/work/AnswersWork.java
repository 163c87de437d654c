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
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Has a model answer the examples of a task's test set: asks, judges what it says, and measures. */
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
        List<Example> examples = task.test().subList(0, text.test().size());
        Seeds seeds = new Seeds(spec.seed()).child("answers");
        Judging judging = new Judging(text.examples().orElseThrow().tokens());
        List<Answer> answers = asking(spec, models, model).outputs(examples, seeds, place).stream()
                .map(judging::answer)
                .toList();
        JsonLines.write(place.folder().resolve(NodeFiles.ANSWERS), answers);
        text.examples().orElseThrow().facts().forEach(place::provenance);
        return measured(answers, Map.of("task", task.contentHash()));
    }

    private static Asking asking(NodeSpec.Answers spec, Models models, ModelSource model) throws IOException {
        Denoiser denoiser = models.denoiser(ModelRole.MODEL);
        Sampler sampler = new Sampler(
                model.process(spec.blockSize()),
                spec.sampling(),
                model.samplerSetup(spec.blockSize(), spec.sampling(), denoiser));
        return new Asking(
                model.text(), sampler, denoiser, model.sequence(), spec.sampling().batch());
    }

    private static List<Measurement> measured(List<Answer> answers, Map<String, String> conditions) {
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
}
