package dev.dlmbench.work;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.evaluation.Continuation;
import dev.dlmbench.evaluation.ContinuationLikelihood;
import dev.dlmbench.evaluation.ContinuationScore;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.Ranking;
import dev.dlmbench.json.Json;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.ExampleTokens;
import dev.dlmbench.text.PreparedExamples;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Scores the choices of a task's test examples, and judges which one a model finds likeliest. */
record ChoicesWork(ModelCache cache) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, WorkerContext place) throws IOException {
        try (Models models = cache.models(spec, place)) {
            return compute((NodeSpec.Choices) spec, models, place);
        }
    }

    private static List<Measurement> compute(NodeSpec.Choices spec, Models models, WorkerContext place)
            throws IOException {
        ModelSource model = models.source(ModelRole.MODEL);
        PreparedText text = model.text();
        PreparedExamples prepared = text.examples()
                .orElseThrow(() -> new InvalidSettingException("data.corpus has no answers; name a task"));
        Task task = prepared.task();
        List<Example> examples = task.test().subList(0, text.test().size());
        List<List<Continuation>> prompts = examples.stream()
                .map(example -> continuations(prepared, example, model.sequence()))
                .toList();
        ContinuationLikelihood likelihood = new ContinuationLikelihood(
                model.process(spec.blockSize()), spec.estimator(), spec.draws(), ModelCache.SCORED_TOGETHER);
        List<List<ContinuationScore>> scores = likelihood.score(
                models.denoiser(ModelRole.MODEL),
                prompts,
                new Seeds(spec.seed()).child("choices"),
                done -> place.progress("choices", done, examples.size(), ""));
        List<ChosenAnswer> chosen = IntStream.range(0, examples.size())
                .mapToObj(i -> judged(examples.get(i), scores.get(i)))
                .toList();
        JsonLines.write(place.folder().resolve(NodeFiles.CHOICES), chosen);
        ExampleShares shares =
                new ExampleShares(chosen.stream().map(ChosenAnswer::id).toList());
        List<Measurement> measured = measured(chosen, asked(task, examples), shares, details(spec, task, scores));
        JsonLines.write(place.folder().resolve(NodeFiles.EXAMPLES), shares.scores());
        return measured;
    }

    private static List<Continuation> continuations(PreparedExamples prepared, Example example, int sequence) {
        Task task = prepared.task();
        if (example.choices().size() < 2 || !task.layout().direct()) {
            throw new InvalidSettingException(task.place(example) + ": there are no choices right behind the prompt");
        }
        List<Continuation> continuations = new ArrayList<>();
        for (String choice : example.choices()) {
            ExampleTokens.Row row = prepared.tokens().choice(example, choice, sequence);
            int until = row.ids().length - 1; // what ends it is not scored
            continuations.add(new Continuation(Arrays.copyOf(row.ids(), sequence), row.given(), until));
        }
        return continuations;
    }

    private static ChosenAnswer judged(Example example, List<ContinuationScore> scores) {
        List<ChosenAnswer.Choice> choices = IntStream.range(0, scores.size())
                .mapToObj(i -> choice(example.choices().get(i), scores.get(i)))
                .toList();
        Ranking ranking = Ranking.of(scores);
        String chosen = example.choices().get(ranking.first());
        String byLength = choices.stream()
                .min(Comparator.comparingDouble(ChosenAnswer.Choice::perCharacter))
                .orElseThrow()
                .text();
        return new ChosenAnswer(
                example.id(),
                example.prompt(),
                example.answer(),
                chosen,
                chosen.equals(example.answer()),
                byLength,
                byLength.equals(example.answer()),
                ranking.margin().value(),
                ranking.margin().standardError(),
                ranking.separated(),
                example.difficulty(),
                choices);
    }

    private static ChosenAnswer.Choice choice(String text, ContinuationScore score) {
        double nats = score.nats();
        return new ChosenAnswer.Choice(
                text,
                nats,
                score.standardError(),
                score.tokens(),
                nats / score.tokens(),
                nats / text.codePointCount(0, text.length()),
                nats / text.getBytes(StandardCharsets.UTF_8).length);
    }

    /** Says which task it was, and how many choices were scored with noise, and with how much. */
    private static Map<String, String> details(NodeSpec.Choices spec, Task task, List<List<ContinuationScore>> scores) {
        long noisy = scores.stream()
                .flatMap(List::stream)
                .filter(score -> score.rounds().length > 1)
                .count();
        long all = scores.stream().mapToLong(List::size).sum();
        Map<String, String> details = new TreeMap<>();
        details.put("layout", task.contentHash());
        details.put("scores", spec.estimator() == Estimator.EXACT ? "exact" : "upper bounds");
        details.put("choices", Long.toString(all));
        details.put("choices-with-noise", Long.toString(noisy));
        if (noisy > 0) {
            details.put("draws", Integer.toString(spec.draws()));
            details.put("rounds", Integer.toString(ContinuationLikelihood.ROUNDS));
        }
        return details;
    }

    private static List<Measurement> measured(
            List<ChosenAnswer> chosen, String asked, ExampleShares shares, Map<String, String> details) {
        Map<Metric, Predicate<ChosenAnswer>> counted = new LinkedHashMap<>();
        counted.put(Metric.CHOICE_ACCURACY, ChosenAnswer::right);
        counted.put(Metric.CHOICE_ACCURACY_NORM, ChosenAnswer::rightByLength);
        counted.put(Metric.NOT_SEPARATED, answer -> !answer.separated());
        List<Measurement> measured = new ArrayList<>();
        counted.forEach((metric, counts) -> {
            double[] each = chosen.stream()
                    .mapToDouble(answer -> counts.test(answer) ? 1 : 0)
                    .toArray();
            measured.add(shares.share(metric, "", each, Map.of("task", asked)).detailed(details));
        });
        return measured;
    }

    /** Returns a hash of what is asked and chosen from: not of what is learnt, or in which order. */
    private static String asked(Task task, List<Example> examples) {
        List<Object> words = new ArrayList<>(List.of(task.name(), task.layout().separator()));
        examples.forEach(
                example -> words.add(List.of(example.id(), example.prompt(), example.answer(), example.choices())));
        return Hashes.of(Json.line(words));
    }
}
