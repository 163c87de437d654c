package dev.dlmbench.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.plan.UserFiles;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.ChosenAnswer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.task.BooleanSpec;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and types of fields are those of lm-evaluation-harness ({@code result_schema.py}). */
class LmEvalFolderTest {
    private static final MultiplicationSpec SPEC =
            new MultiplicationSpec(new Range(1, 2), new Range(1), true, true, 6, "", 3);

    private static final Task TASK = SPEC.open(Path.of(""));
    private static final LmEvalFolder.Model MODEL = new LmEvalFolder.Model(
            "suite:block[a=1]:7", 7, Map.of("process.kind", "masked", "sampling.stepsPerBlock", "4"));

    private static final String TIME = "2026-01-02T03-04-07.500000";

    @TempDir
    private Path folder;

    /** Answers four of the six examples twice each: right, wrong, nothing, and right only at the second attempt. */
    private AskedTask asked(String hash) throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("store"));
        ModelSpec.Train some = SpecJsonTest.model(1000, 50);
        DataSpec data = new DataSpec(new CorpusSpec.Examples(SPEC), DataSpec.TokenizerKind.CHAR, 32, 160, 4);
        ModelSpec.Train model = model(some, data);
        String trained = Hashes.of("model");
        commit(store, trained, SpecJson.canonical(model), List.of(), List.of());
        NodeSpec spec = new NodeSpec.Answers(
                trained, 4, SamplingSpec.ancestral(4, 1, 30).voting(2), 7);
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            answers.add(answer(i, 0, i == 0, i == 2));
            answers.add(answer(i, 1, i == 0 || i == 3, false));
        }
        String address = Hashes.of(hash);
        commit(
                store,
                address,
                SpecJson.canonical(spec),
                List.of(Measurement.of(Metric.ACCURACY, .375, 4, Map.of("task", hash))),
                answers);
        return AskedTask.read(store, address, new DataFolder(folder), Map.of()).orElseThrow();
    }

    private static ModelSpec.Train model(ModelSpec.Train some, DataSpec data) {
        return new ModelSpec.Train(
                data,
                "",
                some.part(),
                some.backbone(),
                some.process(),
                some.objective(),
                some.training(),
                some.engine(),
                1,
                null,
                null);
    }

    private static Answer answer(int number, int sample, boolean right, boolean silent) {
        Example example = TASK.test().get(number);
        String said = right ? example.answer() : "0";
        String output = silent ? "\u2581\"\n" : TASK.layout().target(example) + (right ? "" : "0");
        return new Answer(
                example.id(),
                example.prompt(),
                output,
                silent ? null : said,
                example.answer(),
                right,
                "",
                9,
                4,
                sample,
                9,
                9);
    }

    private static void commit(
            ResultStore store, String hash, String spec, List<Measurement> measurements, List<Answer> answers)
            throws IOException {
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(spec);
            attempt.writeProvenance(new TreeMap<>(Map.of(
                    "start", "2026-01-02T03:04:05Z", "seconds", 2.5, "device", "cpu", "git", Map.of("commit", "abc"))));
            attempt.writeMeasurements(measurements);
            JsonLines.write(attempt.folder().resolve(NodeFiles.ANSWERS), answers);
            assertThat(attempt.commit()).isTrue();
        }
    }

    private Path written(String place) throws IOException {
        Path own = Files.createDirectories(folder.resolve(place));
        assertThat(LmEvalFolder.write(MODEL, List.of(asked(TASK.contentHash())), own))
                .isEqualTo(Map.of("multiplication", 4));
        return own;
    }

    private static List<JsonNode> lines(Path own) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(own.resolve("samples_multiplication_" + TIME + ".jsonl"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void filesHaveTheNodesTimeAndTheModelsNameIsFitForAFolder() throws IOException {
        try (Stream<Path> files = Files.list(written("one"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "results_" + TIME + ".json", "samples_multiplication_" + TIME + ".jsonl");
        }
        assertThat(MODEL.folder()).isEqualTo("suite__block__a=1__7");
    }

    @Test
    void everyLineHasTheFieldsOfASampleResult() throws IOException {
        List<JsonNode> lines = lines(written("one"));
        assertThat(lines).hasSize(4);
        for (int i = 0; i < 4; i++) {
            JsonNode line = lines.get(i);
            Example example = TASK.test().get(i);
            assertThat(line.fieldNames())
                    .toIterable()
                    .containsExactly(
                            "doc_id",
                            "doc",
                            "target",
                            "arguments",
                            "resps",
                            "filtered_resps",
                            "filter",
                            "metrics",
                            "doc_hash",
                            "prompt_hash",
                            "target_hash",
                            "exact_match");
            assertThat(line.get("doc_id").isInt()).isTrue();
            assertThat(line.get("doc_id").intValue()).isEqualTo(i);
            assertThat(line.get("doc").isObject()).isTrue();
            assertThat(line.at("/doc/question").textValue()).isEqualTo(example.prompt());
            assertThat(line.get("target").textValue()).isEqualTo(example.answer());
            assertThat(line.at("/arguments/gen_args_0/arg_0").textValue()).isEqualTo(example.prompt() + "||");
            assertThat(line.at("/arguments/gen_args_0/arg_1/until").isArray()).isTrue();
            assertThat(line.at("/arguments/gen_args_0/arg_1/do_sample").booleanValue())
                    .isTrue();
            assertThat(line.get("resps")).hasSize(1);
            assertThat(line.get("resps").get(0)).hasSize(2).allMatch(JsonNode::isTextual);
            assertThat(line.get("filtered_resps")).hasSize(1).allMatch(JsonNode::isTextual);
            assertThat(line.get("filter").isTextual()).isTrue();
            assertThat(line.get("metrics")).singleElement().isEqualTo(new ObjectMapper().valueToTree("exact_match"));
            assertThat(line.get("exact_match").isDouble()).isTrue();
            for (String hash : List.of("doc_hash", "prompt_hash", "target_hash")) {
                assertThat(line.get(hash).textValue()).matches("[0-9a-f]{64}");
            }
            assertThat(line.get("prompt_hash").textValue()).isEqualTo(Hashes.of(example.prompt() + "||"));
            assertThat(line.get("target_hash").textValue()).isEqualTo(Hashes.of(example.answer()));
        }
        assertThat(lines)
                .extracting(line -> line.get("exact_match").doubleValue())
                .containsExactly(1.0, 0.0, 0.0, 0.0);
        assertThat(lines.get(2).at("/filtered_resps/0").textValue()).isEqualTo("[invalid]");
        assertThat(lines.get(2).at("/resps/0/0").textValue()).isEqualTo("\u2581\"\n");
    }

    /** The first of two choices is right for an example whose value is true, else the second. */
    private AskedTask chosen() throws IOException {
        BooleanSpec task = new BooleanSpec(new Range(2), false, 5, 1);
        ResultStore store = ResultStore.open(folder.resolve("store"));
        ModelSpec.Train some = SpecJsonTest.model(1000, 50);
        String trained = Hashes.of("chooser");
        commit(
                store,
                trained,
                SpecJson.canonical(model(
                        some, new DataSpec(new CorpusSpec.Examples(task), DataSpec.TokenizerKind.CHAR, 64, 160, 5))),
                List.of(),
                List.of());
        List<ChosenAnswer> chosen = new ArrayList<>();
        Task opened = task.open(Path.of(""));
        for (Example example : opened.test()) {
            boolean truth = example.answer().equals("True");
            chosen.add(new ChosenAnswer(
                    example.id(),
                    example.prompt(),
                    example.answer(),
                    "True",
                    truth,
                    "False",
                    !truth,
                    1,
                    0,
                    true,
                    "2",
                    List.of(
                            new ChosenAnswer.Choice("True", 1.5, 0, 4, .375, .375, .375),
                            new ChosenAnswer.Choice("False", 2.5, 0, 5, .5, .5, .5))));
        }
        String address = Hashes.of("choices");
        try (Attempt attempt = store.begin(address)) {
            attempt.writeSpec(SpecJson.canonical(new NodeSpec.Choices(trained, 4, Estimator.ENUMERATION, 1, 7)));
            attempt.writeProvenance(Map.of("start", "2026-01-02T03:04:05Z", "seconds", 2.5));
            attempt.writeMeasurements(
                    List.of(Measurement.of(Metric.CHOICE_ACCURACY, .5, 5, Map.of("task", Hashes.of("what is asked")))
                            .detailed(Map.of("layout", opened.contentHash()))));
            JsonLines.write(attempt.folder().resolve(NodeFiles.CHOICES), chosen);
            assertThat(attempt.commit()).isTrue();
        }
        return AskedTask.read(store, address, new DataFolder(folder), Map.of()).orElseThrow();
    }

    /** For each choice a request with its log-likelihood; the target counts choices from 0. */
    @Test
    void choicesAreLoggedAsMultipleChoice() throws IOException {
        AskedTask asked = chosen();
        LmEvalFolder.write(MODEL, List.of(asked), Files.createDirectories(folder.resolve("chosen")));
        List<String> lines = Files.readAllLines(folder.resolve("chosen/samples_boolean_choices_" + TIME + ".jsonl"));
        assertThat(lines).hasSize(5);
        for (int i = 0; i < 5; i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            Example example = asked.task().test().get(i);
            assertThat(line.get("target").textValue())
                    .isEqualTo(example.answer().equals("True") ? "0" : "1");
            assertThat(line.at("/arguments/gen_args_1/arg_0").textValue()).isEqualTo(example.prompt() + "||");
            assertThat(line.at("/arguments/gen_args_1/arg_1").textValue()).isEqualTo("False");
            assertThat(line.get("resps").toString()).isEqualTo("[[[\"-1.5\",\"False\"]],[[\"-2.5\",\"False\"]]]");
            assertThat(line.get("filtered_resps").toString()).isEqualTo("[[\"-1.5\",\"False\"],[\"-2.5\",\"False\"]]");
            assertThat(line.get("filter").textValue()).isEqualTo("none");
            assertThat(line.get("acc").doubleValue() + line.get("acc_norm").doubleValue())
                    .isEqualTo(1);
            assertThat(line.get("acc").doubleValue() == 1)
                    .isEqualTo(example.answer().equals("True"));
        }
        JsonNode results = new ObjectMapper()
                .readTree(folder.resolve("chosen/results_" + TIME + ".json").toFile());
        assertThat(results.at("/configs/boolean_choices/output_type").textValue())
                .isEqualTo("multiple_choice");
        assertThat(results.at("/results/boolean_choices").fieldNames())
                .toIterable()
                .contains("acc,none", "acc_stderr,none", "acc_norm,none", "acc_norm_stderr,none");
    }

    /** One of four is right: the deviation is sqrt(4 / 3 * 3 / 16) = 1/2, and the error of the mean a quarter. */
    @Test
    void resultsHaveTheFieldsOfEvalResults() throws IOException {
        JsonNode results = new ObjectMapper()
                .readTree(written("one").resolve("results_" + TIME + ".json").toFile());
        assertThat(results.fieldNames())
                .toIterable()
                .containsExactly(
                        "results",
                        "group_subtasks",
                        "configs",
                        "versions",
                        "n-shot",
                        "higher_is_better",
                        "n-samples",
                        "config",
                        "git_hash",
                        "date",
                        "pretty_env_info",
                        "transformers_version",
                        "lm_eval_version",
                        "upper_git_hash",
                        "task_hashes",
                        "model_source",
                        "model_name",
                        "model_name_sanitized",
                        "system_instruction",
                        "system_instruction_sha",
                        "fewshot_as_multiturn",
                        "chat_template",
                        "chat_template_sha",
                        "total_evaluation_time_seconds");
        JsonNode task = results.at("/results/multiplication");
        assertThat(task.get("name").textValue()).isEqualTo("multiplication");
        assertThat(task.get("sample_len").intValue()).isEqualTo(4);
        assertThat(task.get("exact_match,answer").doubleValue()).isEqualTo(.25);
        assertThat(task.get("exact_match_stderr,answer").doubleValue()).isCloseTo(.25, within(1e-15));
        assertThat(results.at("/n-samples/multiplication/original").intValue()).isEqualTo(6);
        assertThat(results.at("/n-samples/multiplication/effective").intValue()).isEqualTo(4);
        assertThat(results.at("/higher_is_better/multiplication/exact_match").booleanValue())
                .isTrue();
        assertThat(results.at("/n-shot/multiplication").isInt()).isTrue();
        assertThat(results.at("/configs/multiplication/repeats").intValue()).isEqualTo(2);
        assertThat(results.at("/configs/multiplication/output_type").textValue())
                .isEqualTo("generate_until");
        assertThat(results.at("/config/gen_kwargs/stepsPerBlock").textValue()).isEqualTo("4");
        assertThat(results.at("/config/random_seed").intValue()).isEqualTo(7);
        assertThat(results.get("date").isDouble()).isTrue();
        assertThat(results.get("date").doubleValue()).isEqualTo(1767323045.0); // date -d 2026-01-02T03:04:05Z +%s
        assertThat(results.get("total_evaluation_time_seconds").textValue()).isEqualTo("2.5");
    }

    /** The hash of a task is that of its samples' hashes, all in a row. */
    @Test
    void aTasksHashIsOfItsSamples() throws IOException {
        Path own = written("one");
        StringBuilder all = new StringBuilder();
        for (JsonNode line : lines(own)) {
            all.append(line.get("doc_hash").textValue())
                    .append(line.get("prompt_hash").textValue())
                    .append(line.get("target_hash").textValue());
        }
        JsonNode results = new ObjectMapper()
                .readTree(own.resolve("results_" + TIME + ".json").toFile());
        assertThat(results.at("/task_hashes/multiplication").textValue()).isEqualTo(Hashes.of(all.toString()));
    }

    @Test
    void theSameNodesGiveTheSameBytes() throws IOException {
        AskedTask asked = asked(TASK.contentHash());
        for (String place : List.of("one", "two")) {
            LmEvalFolder.write(MODEL, List.of(asked), Files.createDirectories(folder.resolve(place)));
        }
        for (String name : List.of("results_" + TIME + ".json", "samples_multiplication_" + TIME + ".jsonl")) {
            assertThat(folder.resolve("one").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("two").resolve(name));
        }
    }

    @Test
    void answersToOtherExamplesAreRefused() {
        assertThatThrownBy(() -> asked("other"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("the examples of multiplication are no longer those that were asked");
    }

    /** A stored spec does not know where files are; the suite does. */
    @Test
    void examplesOfAFileAreFoundWhereTheSuiteSaysTheyAre() throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), "{\"q\": \"1 + 1?\", \"a\": \"2\"}\n");
        ExampleFilesSpec files = new ExampleFilesSpec(
                "", "", "test.jsonl", folder.toString(), new JsonlSpec.Fields("q", "a", "", "", ""), true, "\n", 1);
        DataSpec data = new DataSpec(files, DataSpec.TokenizerKind.CHAR, 32, 0, 0);
        Task task = files.examples().orElseThrow().open(folder);
        ResultStore store = ResultStore.open(folder.resolve("store"));
        ModelSpec.Train model = model(SpecJsonTest.model(1000, 50), data);
        String trained = Hashes.of("model of a file");
        commit(store, trained, SpecJson.canonical(model), List.of(), List.of());
        String address = Hashes.of("answers to a file");
        commit(
                store,
                address,
                SpecJson.canonical(new NodeSpec.Answers(trained, 4, SamplingSpec.ancestral(4, 1, 30), 7)),
                List.of(Measurement.of(Metric.ACCURACY, 1, 1, Map.of("task", task.contentHash()))),
                List.of());
        DataFolder elsewhere = new DataFolder(folder.resolve("elsewhere"));

        AskedTask read = AskedTask.read(store, address, elsewhere, UserFiles.places(model))
                .orElseThrow();
        assertThat(read.task().test()).extracting(Example::prompt).containsExactly("1 + 1?");
        assertThatThrownBy(() -> AskedTask.read(store, address, elsewhere, Map.of()))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("name the suite by its file");
    }

    @Test
    void aNodeThatIsNotComputedHasNothing() throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("store"));
        assertThat(AskedTask.read(store, Hashes.of("none"), new DataFolder(folder), Map.of()))
                .isEqualTo(Optional.empty());
    }

    /** Written by Python 3: json.dumps(value, indent=2, ensure_ascii=False). */
    @Test
    void documentsAreHashedAsPythonWritesThem() {
        Map<String, Object> value = new TreeMap<>();
        value.put("a", "q\"\\/\n\r\t\f\b\u0001\u007f\u00e9\u2028\ud83d\ude00");
        value.put("b", List.of());
        value.put("c", List.of("x", List.of("y")));
        value.put("d", Map.of());
        assertThat(PythonJson.indented(value))
                .isEqualTo("{\n  \"a\": \"q\\\"\\\\/\\n\\r\\t\\f\\b\\u0001\u007f\u00e9\u2028\ud83d\ude00\",\n"
                        + "  \"b\": [],\n  \"c\": [\n    \"x\",\n    [\n      \"y\"\n    ]\n  ],\n  \"d\": {}\n}");
    }
}
