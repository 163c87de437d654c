package dev.dlmbench.export;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.Example;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Choices as lm-evaluation-harness logs them: its {@code output_type} is {@code multiple_choice}. A response is a
 * log-likelihood, or a lower bound of it, and whether the choice is what greedy decoding would write, which is not
 * known here and always {@code False}.
 */
final class ChoicesLog {
    private static final String SUFFIX = "_choices";
    private static final String ACC = "acc";
    private static final String ACC_NORM = "acc_norm";
    private static final String FILTER = "none";
    private static final String NOT_GREEDY = "False";

    private ChoicesLog() {}

    static TaskLog of(AskedTask asked) throws IOException {
        Map<String, Example> examples = asked.examples();
        String name = asked.task().name() + SUFFIX;
        List<String> metrics = List.of(ACC, ACC_NORM);
        Map<String, Object> config =
                TaskLog.config(name, asked.task(), "multiple_choice", metrics, "{{options.index(answer)}}");
        config.put("doc_to_choice", "{{options}}");
        TaskLog log =
                new TaskLog(name, asked.task().contentHash(), FILTER, metrics, config, examples.size(), List.of());
        List<Map<String, Object>> samples = new ArrayList<>();
        for (ChosenAnswer chosen :
                JsonLines.read(asked.record().folder().resolve(NodeFiles.CHOICES), ChosenAnswer.class)) {
            Example example = AskedTask.example(examples, chosen.id());
            samples.add(
                    sample(log, samples.size(), example, asked.task().layout().given(example), chosen));
        }
        return log.of(samples);
    }

    private static Map<String, Object> sample(
            TaskLog log, int number, Example example, String given, ChosenAnswer chosen) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        List<List<String>> scores = new ArrayList<>();
        List<String> choices = new ArrayList<>();
        for (ChosenAnswer.Choice choice : chosen.choices()) {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("arg_0", given);
            request.put("arg_1", choice.text());
            arguments.put("gen_args_" + choices.size(), request);
            scores.add(List.of(Double.toString(-choice.nats()), NOT_GREEDY));
            choices.add(choice.text());
        }
        Map<String, Object> sample = log.sample(
                number,
                example,
                given,
                Integer.toString(choices.indexOf(chosen.expected())),
                arguments,
                scores.stream().map(List::of).toList(),
                scores);
        sample.put(ACC, chosen.right() ? 1.0 : 0.0);
        sample.put(ACC_NORM, chosen.rightByLength() ? 1.0 : 0.0);
        return sample;
    }
}
