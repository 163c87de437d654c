package dev.dlmbench.export;

import dev.dlmbench.base.Hashes;
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
 * Answers as lm-evaluation-harness logs what a model generates: its {@code output_type} is {@code generate_until}. Where
 * several answers to an example were drawn, the first counts, as with its filter {@code take_first}.
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
        List<Map<String, Object>> samples = new ArrayList<>();
        for (List<Answer> own : answers.values()) {
            Example example = AskedTask.example(examples, own.get(0).id());
            samples.add(sample(samples.size(), asked, example, own, generation));
        }
        return new TaskLog(
                asked.task().name(),
                asked.task().contentHash(),
                FILTER,
                List.of(METRIC),
                config(asked, generation, spec.sampling().votes()),
                examples.size(),
                samples);
    }

    private static Map<String, Object> generation(Proposal proposal) {
        Map<String, Object> generation = new LinkedHashMap<>();
        generation.put("until", List.of()); // what ends an answer is a token of its own
        generation.put("do_sample", proposal.greedy() != Proposal.Greedy.ALWAYS);
        generation.put("temperature", proposal.temperature());
        return generation;
    }

    private static Map<String, Object> sample(
            int number, AskedTask asked, Example example, List<Answer> answers, Map<String, Object> generation) {
        Map<String, Object> document = AskedTask.document(example);
        String given = asked.task().layout().given(example);
        Answer first = answers.get(0);
        Map<String, Object> sample = new LinkedHashMap<>();
        sample.put("doc_id", number);
        sample.put("doc", document);
        sample.put("target", example.answer());
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("arg_0", given);
        arguments.put("arg_1", generation);
        sample.put("arguments", Map.of("gen_args_0", arguments));
        sample.put("resps", List.of(answers.stream().map(Answer::output).toList()));
        sample.put("filtered_resps", List.of(Objects.requireNonNullElse(first.answer(), INVALID)));
        sample.put("filter", FILTER);
        sample.put("metrics", List.of(METRIC));
        sample.put("doc_hash", Hashes.of(PythonJson.indented(document)));
        sample.put("prompt_hash", Hashes.of(given));
        sample.put("target_hash", Hashes.of(example.answer()));
        sample.put(METRIC, first.right() ? 1.0 : 0.0);
        return sample;
    }

    private static Map<String, Object> config(AskedTask asked, Map<String, Object> generation, int votes) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("task", asked.task().name());
        config.put("test_split", "test");
        config.put("doc_to_text", "{{question}}" + asked.task().layout().separator());
        config.put("doc_to_target", "{{answer}}");
        config.put("unsafe_code", false);
        config.put("description", "");
        config.put("target_delimiter", "");
        config.put("fewshot_delimiter", "\n\n");
        config.put("num_fewshot", 0);
        config.put("metric_list", List.of(metric(METRIC)));
        config.put("output_type", "generate_until");
        config.put("generation_kwargs", generation);
        config.put("repeats", votes);
        config.put("filter_list", List.of(filter()));
        config.put("should_decontaminate", false);
        config.put("metadata", Map.of("version", asked.task().contentHash()));
        return config;
    }

    private static Map<String, Object> filter() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("name", FILTER);
        filter.put("filter", List.of(Map.of("function", "take_first")));
        return filter;
    }

    /** Returns how a metric is summed up. */
    static Map<String, Object> metric(String name) {
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("metric", name);
        metric.put("aggregation", "mean");
        metric.put("higher_is_better", true);
        return metric;
    }
}
