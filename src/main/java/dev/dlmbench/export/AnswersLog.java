package dev.dlmbench.export;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Answer;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Answers as lm-evaluation-harness logs what a model generates: its {@code output_type} is {@code generate_until}.
 * Where several answers to an example were drawn, the first counts, as with its filter {@code take_first}.
 */
final class AnswersLog {
    private static final String METRIC = "exact_match";
    private static final String FILTER = "answer";

    /** What its filters give where they find nothing. */
    private static final String INVALID = "[invalid]";

    private AnswersLog() {}

    static TaskLog of(AskedTask asked) throws IOException {
        NodeSpec.Answers spec = (NodeSpec.Answers) asked.spec();
        Map<String, Object> generation = generation(spec.sampling().proposal());
        Map<String, Example> examples = asked.examples();
        Map<String, List<Answer>> answers = new LinkedHashMap<>();
        for (Answer answer : JsonLines.read(asked.record().folder().resolve(NodeFiles.ANSWERS), Answer.class)) {
            answers.computeIfAbsent(answer.id(), id -> new ArrayList<>()).add(answer);
        }
        TaskLog log = new TaskLog(
                asked.task().name(),
                asked.task().contentHash(),
                FILTER,
                List.of(METRIC),
                config(asked, generation, spec.sampling().votes()),
                examples.size(),
                List.of());
        List<Map<String, Object>> samples = new ArrayList<>();
        for (List<Answer> own : answers.values()) {
            Example example = AskedTask.example(examples, own.get(0).id());
            String given = asked.task().layout().given(example);
            samples.add(sample(log, samples.size(), example, given, own, generation));
        }
        return log.of(samples);
    }

    private static Map<String, Object> generation(Proposal proposal) {
        Map<String, Object> generation = new LinkedHashMap<>();
        generation.put("until", List.of()); // what ends an answer is a token of its own
        generation.put("do_sample", proposal.greedy() != Proposal.Greedy.ALWAYS);
        generation.put("temperature", proposal.temperature());
        return generation;
    }

    private static Map<String, Object> sample(
            TaskLog log,
            int number,
            Example example,
            String given,
            List<Answer> answers,
            Map<String, Object> generation) {
        Answer first = answers.get(0);
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("arg_0", given);
        arguments.put("arg_1", generation);
        Map<String, Object> sample = log.sample(
                number,
                example,
                given,
                example.answer(),
                Map.of("gen_args_0", arguments),
                List.of(answers.stream().map(Answer::output).toList()),
                List.of(Objects.requireNonNullElse(first.answer(), INVALID)));
        sample.put(METRIC, first.right() ? 1.0 : 0.0);
        return sample;
    }

    private static Map<String, Object> config(AskedTask asked, Map<String, Object> generation, int votes) {
        Map<String, Object> config =
                TaskLog.config(asked.task().name(), asked.task(), "generate_until", List.of(METRIC), "{{answer}}");
        config.put("generation_kwargs", generation);
        config.put("repeats", votes);
        config.put("filter_list", List.of(filter()));
        return config;
    }

    private static Map<String, Object> filter() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("name", FILTER);
        filter.put("filter", List.of(Map.of("function", "take_first")));
        return filter;
    }
}
