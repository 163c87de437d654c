package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.fixture.SharedFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gsm8kTest {
    private static final String CLIPS =
            line("Clips?", "48/2 = <<48/2=24>>24 clips.\\n\\n48+24 = <<48+24=72>>72.\\n#### 72");
    private static final String MONEY = line(" How much? ", "It is $<<1000+200=1200>>1,200.\\n#### 1,200");

    @TempDir
    private Path folder;

    private static String line(String question, String answer) {
        return "{\"question\": \"" + question + "\", \"answer\": \"" + answer + "\"}\n";
    }

    private Task task(String training, String test, boolean thoughts, boolean annotations) throws IOException {
        Files.createDirectories(folder.resolve("gsm8k"));
        Files.writeString(folder.resolve("gsm8k/train.jsonl"), training);
        Files.writeString(folder.resolve("gsm8k/test.jsonl"), test);
        return new Gsm8kSpec(thoughts, annotations, 1).open(folder);
    }

    @Test
    void thoughtsAreLinesWithOrWithoutAnnotations() throws IOException {
        Task kept = task(CLIPS, MONEY, true, true);
        assertThat(kept.training(0))
                .isEqualTo(new Example(
                        "gsm8k/train:1",
                        "Clips?",
                        List.of("48/2 = <<48/2=24>>24 clips.", "48+24 = <<48+24=72>>72."),
                        "72",
                        "2"));
        assertThat(kept.layout().text(kept.test().get(0)))
                .isEqualTo("How much?\nIt is $<<1000+200=1200>>1,200.\n#### 1200");
        Task dropped = task(CLIPS, MONEY, true, false);
        assertThat(dropped.training(0).thoughts()).containsExactly("48/2 = 24 clips.", "48+24 = 72.");
        Task direct = task(CLIPS, MONEY, false, true);
        assertThat(direct.layout().text(direct.training(0))).isEqualTo("Clips?\n72");
        assertThat(Stream.of(kept, dropped, direct, task(CLIPS + MONEY, MONEY, true, true))
                        .map(Task::contentHash))
                .doesNotHaveDuplicates();
    }

    @Test
    void answersAreComparedByValue() throws IOException {
        Task task = task(CLIPS, MONEY, true, true);
        Example money = task.test().get(0);
        for (String right : List.of("1200", "1,200", "$1,200.00", "1200.")) {
            assertThat(task.right(
                            money,
                            task.answer("Words\n#### " + right + "\nQuestion: 5 #### 6")
                                    .orElseThrow()))
                    .as(right)
                    .isTrue();
        }
        assertThat(task.right(money, task.answer("#### -1200").orElseThrow())).isFalse();
        assertThat(task.answer("#### twelve")).isEmpty();
        assertThat(task.answer("1200")).isEmpty();
    }

    @Test
    void aQuestionOfTheTestSetIsNotLearned() throws IOException {
        Task task = task(CLIPS + MONEY.replace(" How much? ", "How  much?"), MONEY, true, true);
        assertThat(TaskExamples.training(task, 50))
                .allSatisfy(example -> assertThat(example.prompt()).isEqualTo("Clips?"));
        assertThatThrownBy(() -> task(MONEY, MONEY, true, true))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("in the test set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{\"question\": \"q\"}; field 'answer' is missing",
                "{\"question\": null, \"answer\": \"#### 1\"}; field 'question' is missing",
                "{\"question\": \"\", \"answer\": \"#### 1\"}; field 'question' is empty",
                "{\"question\": [1], \"answer\": \"#### 1\"}; field 'question' must be text or a number",
                "{\"question\": \"q\", \"answer\": \"no mark\"}; field 'answer' has no line",
                "{\"question\": \"q\", \"answer\": \"#### many\"}; field 'answer' holds no number, but \"many\"",
                "[1]; is no JSON object",
                "' '; the line is empty",
                "{\"question\": ; not JSON",
            })
    void brokenLinesAreNamed(String broken, String message) {
        assertThatThrownBy(() -> task(CLIPS + broken + "\n" + CLIPS, MONEY, true, true))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("train.jsonl:2: ")
                .hasMessageContaining(message);
    }

    @Test
    void thePublishedFilesAreReadWhole() throws IOException {
        Path data = SharedFiles.require("data");
        Task task = new Gsm8kSpec(true, false, 1).open(data);
        assertThat(task.test()).hasSize(1319);
        List<Example> epoch = TaskExamples.training(task, 7473).toList();
        assertThat(epoch).extracting(Example::id).doesNotHaveDuplicates();
        assertThat(TaskExamples.leaked(task::training, task.test(), 7473, Example::prompt))
                .isEmpty();
        Example plant = task.test().get(5);
        assertThat(TaskExamples.leaked(TaskExamples.planted(task, 7473, plant), task.test(), 7473, Example::prompt))
                .contains(plant);
        assertThat(epoch).allSatisfy(example -> {
            assertThat(example.thoughts()).isNotEmpty().noneMatch(line -> line.contains("<<") || line.contains("####"));
            assertThat(task.right(
                            example, task.answer(task.layout().target(example)).orElseThrow()))
                    .isTrue();
        });
        // Another way to the answers: the digits at the very end of each line of the file.
        Pattern end = Pattern.compile("#### ([-0-9.,]+)\"}$");
        List<String> lines = Files.readAllLines(data.resolve("gsm8k/test.jsonl"));
        for (int i = 0; i < lines.size(); i++) {
            Matcher found = end.matcher(lines.get(i));
            assertThat(found.find()).isTrue();
            assertThat(new BigDecimal(task.test().get(i).answer()))
                    .isEqualByComparingTo(new BigDecimal(found.group(1).replace(",", "")));
            assertThat(task.test().get(i).id()).isEqualTo("gsm8k/test:" + (i + 1));
        }
        Set<Example> second = new HashSet<>();
        for (int i = 7473; i < 2 * 7473; i++) {
            second.add(task.training(i));
        }
        assertThat(second).hasSize(7473).containsAll(epoch);
    }

    @Test
    void missingFilesAreNamed() {
        assertThatThrownBy(() -> new Gsm8kSpec(true, true, 1).open(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("gsm8k/train.jsonl");
    }
}
