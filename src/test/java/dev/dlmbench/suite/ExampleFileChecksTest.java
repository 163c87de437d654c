package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suite with a wrong file of examples is refused while it is read, with the file and the line. */
class ExampleFileChecksTest {
    private static final String GOOD = "{\"q\": \"one\", \"a\": 1}\n";

    @TempDir
    private Path folder;

    private void read(String corpus) {
        SuiteTexts.points(
                folder,
                "a: {process: {kind: masked}, data: {tokenizer: byte, sequence: 16, corpus: {kind: jsonl, " + corpus
                        + "}}}");
    }

    private void requireRefused(String corpus, String message) {
        assertThatThrownBy(() -> read(corpus))
                .isInstanceOf(SuiteException.class)
                .satisfies(thrown -> assertThat(((SuiteException) thrown).diagnostics())
                        .singleElement()
                        .satisfies(diagnostic -> assertThat(diagnostic.toString())
                                .contains(message.replace(
                                        "FOLDER", folder.toAbsolutePath().toString()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"q\": \"b\"}| field 'a' is missing; there are q",
                "{\"question\": {\"text\": \"b\"}, \"a\": 1}| field 'q' is missing; there are question.text, a",
                "{\"q\": [1], \"a\": 1}| field 'q' must be text or a number",
                "{\"q\": \"b\", \"a\": {\"b\": 1}}| field 'a' must be text or a number",
                "{\"q\": \"b\", \"a\": \"about 3\"}| field 'a' holds no number, but \"about 3\"",
                "{\"q\": \"b\", \"a\": \"Because.\\n#### three\"}| field 'a' holds no number, but \"three\"",
                "{\"q\": \"b\", \"a\": \"Because.\\n####\"}| field 'a' has nothing behind its ####",
                "{\"q\": \"a question of thirty characters\", \"a\": 1}| the example has 34 tokens, 32 of them its prompt"
                        + " and one its end, but data.sequence is 16; 1 of 3 do not fit, the longest has 34",
                "{\"q\": \"b\", \"a\": 1| not JSON",
                "[1]| is no JSON object",
                "''| the line is empty",
            })
    void brokenLinesAreNamed(String line, String message) throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), GOOD + line + "\n{\"q\": \"two\", \"a\": 2}\n");
        Files.writeString(folder.resolve("train.jsonl"), "{\"q\": \"three\", \"a\": 3}\n");
        requireRefused(
                "train: train.jsonl, test: test.jsonl, fields: {prompt: q, answer: a}, numeric: true",
                "FOLDER/test.jsonl:2: " + message);
    }

    /** Before a choice stand a prompt of 4 bytes and a line break: 11 bytes more have room, their end not counted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dark blue ink| data.sequence leaves no room for a choice: 18 tokens with its prompt, but 16 at most:"
                        + " dark blue ink",
                "a\\u0000b| the target has the token that ends answers",
            })
    void choicesThatCannotBeScoredAreNamed(String wrong, String message) throws IOException {
        Files.writeString(folder.resolve("test.jsonl"), """
                {"q": "red?", "c": ["snow", "lips"], "a": 1}
                {"q": "wet?", "c": ["snow", "%s"], "a": 0}
                """.formatted(wrong));
        Files.writeString(folder.resolve("train.jsonl"), "{\"q\": \"hot?\", \"c\": [\"snow\", \"fire\"], \"a\": 1}\n");
        requireRefused(
                "train: train.jsonl, test: test.jsonl, fields: {prompt: q, answer: a, choices: c}",
                "FOLDER/test.jsonl:2: " + message);
    }

    @Test
    void brokenFilesAndTextsAreNamed() throws IOException {
        Files.writeString(folder.resolve("good.jsonl"), GOOD);
        Files.writeString(folder.resolve("empty.jsonl"), "");
        Files.write(folder.resolve("bytes.jsonl"), new byte[] {'{', '}', '\n', (byte) 0xff, '\n'});
        String fields = ", fields: {prompt: q, answer: a}";
        requireRefused("train: good.jsonl, test: empty.jsonl" + fields, "FOLDER/empty.jsonl: is empty");
        requireRefused("train: good.jsonl, test: bytes.jsonl" + fields, "FOLDER/bytes.jsonl:2: is not UTF-8");
        requireRefused("train: none.jsonl, test: good.jsonl" + fields, "data.corpus.train names no file: 'none.jsonl'");
        requireRefused(
                "train: good.jsonl, test: good.jsonl" + fields,
                "FOLDER/good.jsonl: every example to learn from is in the test set too");
        requireRefused("train: good.jsonl" + fields, "data.corpus.test must name the file to be tested on");
        requireRefused("test: good.jsonl" + fields, "data.corpus.train is missing: a model is trained");
        requireRefused("test: good.jsonl, fields: {prompt: q}", "data.corpus.fields.answer must name the field");
    }

    @Test
    void aFieldForThoughtsThatNoTrainingLineHasIsNamed() throws IOException {
        Files.writeString(folder.resolve("train.jsonl"), GOOD);
        Files.writeString(folder.resolve("test.jsonl"), "{\"q\": \"two\", \"a\": 2}\n");
        requireRefused(
                "train: train.jsonl, test: test.jsonl, fields: {prompt: q, answer: a, thoughts: steps}",
                "FOLDER/train.jsonl:1: field 'steps' is missing; there are q, a");
    }
}
