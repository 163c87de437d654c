package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonlTest {
    private static final JsonlSpec.Fields PLAIN = new JsonlSpec.Fields("q", "a", "", "", "");
    private static final JsonlSpec.Fields STEPS = new JsonlSpec.Fields("q", "a", "why", "", "level");
    private static final JsonlSpec.Fields CHOICES = new JsonlSpec.Fields("q", "a", "", "options", "");

    @TempDir
    private Path folder;

    private Task task(String training, String test, JsonlSpec.Fields fields, boolean numeric) throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), test);
        Files.writeString(folder.resolve("training.jsonl"), training);
        return new JsonlSpec(training.isEmpty() ? "" : "training.jsonl", "test.jsonl", fields, numeric, "\n", 1)
                .open(folder);
    }

    private Example only(String line, JsonlSpec.Fields fields, boolean numeric) throws IOException {
        return task("", line, fields, numeric).test().get(0);
    }

    @Test
    void fieldsAreFoundByTheirNames() throws IOException {
        Task task = task(
                "", "{\"q\": \"Two and two?\", \"a\": 4, \"why\": [\"2+2=4\"], \"level\": 1, \"x\": {}}", STEPS, true);
        assertThat(task.test()).containsExactly(new Example("test:1", "Two and two?", List.of("2+2=4"), "4", "1"));
        assertThat(task.layout().text(task.test().get(0))).isEqualTo("Two and two?\n2+2=4\n#### 4");
        assertThat(only("{\"q\": \"b\", \"a\": \"c\", \"why\": \"one\\ntwo\\n\", \"level\": \"easy\"}", STEPS, false)
                        .thoughts())
                .containsExactly("one", "two");
        assertThat(only("{\"q\": \"b\", \"a\": \"c\", \"level\": \"easy\"}", STEPS, false)
                        .thoughts())
                .isEmpty();
        JsonlSpec.Fields nested = new JsonlSpec.Fields("doc.question", "target", "", "", "");
        assertThat(only("{\"doc\": {\"question\": \"b\"}, \"target\": \"c\"}", nested, false)
                        .prompt())
                .isEqualTo("b");
        assertThat(only("{\"doc.question\": \"b\", \"target\": \"c\"}", nested, false)
                        .prompt())
                .isEqualTo("b");
    }

    @Test
    void aSolutionThatEndsInItsAnswerHasBoth() throws IOException {
        JsonlSpec.Fields both = new JsonlSpec.Fields("q", "a", "a", "", "");
        Example example =
                only("{\"q\": \"b\", \"a\": \"Two and two.\\n\\n2+2=4 #### is no mark\\n#### 4\"}", both, true);
        assertThat(example.thoughts()).containsExactly("Two and two.", "2+2=4 #### is no mark");
        assertThat(example.answer()).isEqualTo("4");
    }

    /**
     * Samples as lm-evaluation-harness logs them, before and after it gave names to arguments: a line for each filter.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[[\"Question: b\\nAnswer:\", {\"until\": [\"Q\"]}]]; arguments.0.0",
                "{\"gen_args_0\": {\"arg_0\": \"Question: b\\nAnswer:\"}}; arguments.gen_args_0.arg_0"
            })
    void loggedSamplesAreReadOnceEach(String arguments, String prompt) throws IOException {
        String line = "{\"doc_id\": 0, \"doc\": {\"question\": \"b\", \"answer\": \"2+2 #### 4\"}, \"target\": \"4\","
                + " \"arguments\": " + arguments
                + ", \"resps\": [[\"5\"]], \"filter\": \"strict\", \"exact_match\": 0.0}\n";
        Task task = task(
                "",
                line + line.replace("strict", "flexible") + line.replace("Question: b", "Question: c"),
                new JsonlSpec.Fields(prompt, "target", "", "", ""),
                true);
        assertThat(task.test())
                .extracting(Example::prompt)
                .containsExactly("Question: b\nAnswer:", "Question: c\nAnswer:");
        assertThat(task.test()).extracting(Example::answer).containsOnly("4");
        assertThat(task.leftOut())
                .containsExactly("1 of 3 test examples are left out: each says what one before it says");
        assertThat(task.place(task.test().get(1))).isEqualTo(folder.resolve("test.jsonl") + ":3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"old  oak\"; old oak",
                "\"A\"; red",
                "\"C\"; 1",
                "0; red",
                "1; old oak",
                "2; 1",
                "\"1\"; 1",
                "\"2\"; 1"
            })
    void aChoiceIsNamedByItsTextItsLetterOrItsNumber(String answer, String choice) throws IOException {
        String line = "{\"q\": \"b\", \"a\": " + answer + ", \"options\": [\"red\", \"old oak\", \"1\"]}";
        Example example = only(line, CHOICES, false);
        assertThat(example.answer()).isEqualTo(choice);
        assertThat(example.choices()).containsExactly("red", "old oak", "1");
    }

    @Test
    void wordsAreComparedButForSpaceAndNumbersByValue() throws IOException {
        Task words = task("", "{\"q\": \"b\", \"a\": \" New  York \"}", PLAIN, false);
        assertThat(words.right(words.test().get(0), words.answer("New\nYork ").orElseThrow()))
                .isTrue();
        assertThat(words.right(words.test().get(0), words.answer("new york").orElseThrow()))
                .isFalse();
        assertThat(words.answer(" \n")).isEmpty();
        Task numbers = task("", "{\"q\": \"b\", \"a\": -1.50}", PLAIN, true);
        assertThat(numbers.right(numbers.test().get(0), numbers.answer("-1.5").orElseThrow()))
                .isTrue();
        assertThat(numbers.answer("half")).isEmpty();
        assertThat(only("{\"q\": \"b\", \"a\": 1e22}", PLAIN, true).answer()).isEqualTo("1" + "0".repeat(22));
    }

    @Test
    void trainingIsOptionalAndKeptApartFromTheTestSet() throws IOException {
        String one = "{\"q\": \"one\", \"a\": 1}\n";
        String two = "{\"q\": \"two\", \"a\": 2}\n";
        Task none = task("", one, PLAIN, true);
        assertThat(none.trainable()).isFalse();
        assertThatThrownBy(() -> none.training(0))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("no examples to learn from");
        Task both = task(one + two + one, one, PLAIN, true);
        assertThat(both.trainable()).isTrue();
        assertThat(TaskExamples.training(both, 20)).extracting(Example::prompt).containsOnly("two");
        assertThat(Stream.of(
                                none,
                                both,
                                task(two, one, PLAIN, true),
                                task(two, one, PLAIN, false),
                                task(two, one + one, PLAIN, true))
                        .map(Task::contentHash))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"q\": \"b\"}; field 'a' is missing",
                "{\"a\": \"1\"}; field 'q' is missing",
                "{\"q\": \"b\", \"a\": \"many\"}; field 'a' holds no number, but \"many\"",
                "{\"q\": \"b\", \"a\": true}; field 'a' must be text or a number",
                "{\"q\": \"b\", \"a\": \"\"}; field 'a' is empty",
                "{\"q\": \"b\", \"q\": \"b\", \"a\": 1}; not JSON",
                "''; the line is empty",
                "\"text\"; is no JSON object",
            })
    void brokenLinesAreNamed(String broken, String message) {
        String good = "{\"q\": \"b\", \"a\": 1}\n";
        assertThatThrownBy(() -> task("", good + good + broken + "\n" + good, PLAIN, true))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:3: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"a\": \"c\", \"options\": [\"x\"]; fewer than two",
                "\"a\": \"c\", \"options\": [\"x\", \"x \"]; twice",
                "\"a\": \"c\", \"options\": [\"x\", \" \"]; empty choice",
                "\"a\": \"c\", \"options\": [\"x\", null]; must be text",
                "\"a\": \"c\", \"options\": [\"x\", \"y\"]; is none of the choices: \"c\"",
                "\"a\": \"C\", \"options\": [\"x\", \"y\"]; is none of the choices",
                "\"a\": 2, \"options\": [\"x\", \"y\"]; is none of the choices",
                "\"a\": -1, \"options\": [\"x\", \"y\"]; is none of the choices",
                "\"a\": \"x\"; fewer than two",
            })
    void brokenChoicesAreNamed(String rest, String message) {
        assertThatThrownBy(() -> task("", "{\"q\": \"b\", " + rest + "}\n", CHOICES, false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("test.jsonl:1: field '")
                .hasMessageContaining(message);
    }

    @Test
    void brokenFilesAndSettingsAreNamed() throws IOException {
        assertThatThrownBy(() -> task("", "", PLAIN, true)).hasMessageContaining("test.jsonl: is empty");
        Files.write(folder.resolve("bytes.jsonl"), new byte[] {'{', '\n', (byte) 0xff});
        assertThatThrownBy(() -> new JsonlSpec("", "bytes.jsonl", PLAIN, false, "\n", 1).open(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("bytes.jsonl:2: is not UTF-8");
        assertThatThrownBy(() -> new JsonlSpec("", "none.jsonl", PLAIN, false, "\n", 1).open(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("none.jsonl");
        assertThatThrownBy(() -> new JsonlSpec("", "", new JsonlSpec.Fields("", "", "", "c", ""), true, "", 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("jsonl.test")
                .hasMessageContaining("jsonl.prompt")
                .hasMessageContaining("jsonl.answer")
                .hasMessageContaining("jsonl.separator")
                .hasMessageContaining("jsonl.numeric");
    }

    @Test
    void everyKindHasAName() {
        assertThat(TaskKind.names())
                .containsExactly("multiplication", "boolean", "sudoku", "countdown", "gsm8k", "jsonl");
        assertThat(TaskKind.values())
                .allSatisfy(kind -> assertThat(TaskKind.named(kind.id())).contains(kind));
        assertThat(TaskKind.named("addition")).isEmpty();
    }
}
