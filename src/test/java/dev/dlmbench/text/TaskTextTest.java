package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Examples as sequences: prompt, target and what fills them up. */
class TaskTextTest {
    private static final MultiplicationSpec SPEC =
            new MultiplicationSpec(new Range(1, 2), new Range(1), true, true, 12, "", 3);

    private static PreparedText prepared(int sequence) {
        DataSpec data =
                new DataSpec(new CorpusSpec.Examples(SPEC), DataSpec.TokenizerKind.CHAR, sequence, 100L * sequence, 12);
        return Corpora.prepare(data, new DataFolder(Path.of("")));
    }

    @Test
    void everyTestDocumentIsAnExampleWhosePromptIsItsContext() {
        PreparedText text = prepared(48);
        Task task = text.task().orElseThrow();
        List<Example> examples = task.test();
        assertThat(text.test()).hasSize(12);
        for (int i = 0; i < 12; i++) {
            String written = text.tokenizer().decode(text.test().get(i));
            String example = task.layout().text(examples.get(i));
            assertThat(written).isEqualTo(example + ExampleSequenceSpec.CHARACTER_END.repeat(48 - example.length()));
            assertThat(written.substring(0, text.context(i)))
                    .isEqualTo(task.layout().given(examples.get(i)))
                    .endsWith("||");
        }
        assertThat(text.contexts()).as("prompts are of unequal lengths").contains(7, 9);
    }

    @Test
    void trainingSequencesAreExamplesOfTheirOwnAndNoneIsTested() {
        PreparedText text = prepared(48);
        Set<String> tested = new HashSet<>();
        text.task().orElseThrow().test().forEach(example -> tested.add(example.prompt()));
        for (TokenStream stream : List.of(text.train(), text.evaluator())) {
            assertThat(stream.stride()).isEqualTo(48);
            assertThat(stream.ids().length()).isEqualTo(4800);
            for (int i = 0; i < 100; i++) {
                int[] sequence = stream.ids().slice(48L * i, 48);
                String written = text.tokenizer().decode(sequence);
                BitSet given = text.examples().orElseThrow().given(sequence);
                assertThat(given.cardinality())
                        .as("up to the end of the prompt")
                        .isEqualTo(given.length())
                        .isEqualTo(written.indexOf("||") + 2);
                assertThat(written).contains("||", " #### ").endsWith(ExampleSequenceSpec.CHARACTER_END);
                assertThat(tested).doesNotContain(written.substring(0, written.indexOf("||")));
            }
        }
        assertThat(text.train().tokens()).isNotEqualTo(text.evaluator().tokens());
    }

    @Test
    void anExampleThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> prepared(20))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("data.sequence must be longer than any example")
                .hasMessageContaining("19 tokens")
                .hasMessageContaining("||");
    }
}
