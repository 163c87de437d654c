package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.ScriptedDenoiser;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleTokens;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Thoughts that are written one by one, by a model that knows its lines. */
class ManyPassesTest {
    private static final int SEQUENCE = 64;
    private static final DataSpec DATA = new DataSpec(
            new CorpusSpec.Examples(new MultiplicationSpec(new Range(2), new Range(1, 2), true, true, 4, "", 3)),
            DataSpec.TokenizerKind.CHAR,
            SEQUENCE,
            10L * SEQUENCE,
            4);

    private final ExampleTokens tokens = Corpora.prepare(DATA, new DataFolder(Path.of("")))
            .examples()
            .orElseThrow()
            .tokens();
    private final int vocabulary = tokens.tokenizer().tokens();

    private int[] ids(String text) {
        return tokens.tokenizer().encode(text);
    }

    private String text(int[] ids) {
        return tokens.tokenizer().decode(ids);
    }

    private ManyPasses passes(boolean autoregressive, ScriptedDenoiser model, int most) {
        GenerativeProcess process = autoregressive
                ? new Autoregressive(vocabulary)
                : new MaskedDiffusion(
                        vocabulary, new Blocks(SEQUENCE, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        Sampler sampler = new Sampler(
                process,
                SamplingSpec.ancestral(autoregressive ? 0 : 1, 1, 8).with(Stopping.FIXED.at("end")),
                new Sampler.Setup(SEQUENCE, List.of(tokens.end()), List.of(), true));
        return new ManyPasses(new OnePass(sampler, model, SEQUENCE), tokens, SEQUENCE, most);
    }

    private ScriptedDenoiser script() {
        return new ScriptedDenoiser(vocabulary, tokens.end());
    }

    /** Learns the true thoughts of every test example; each continuation is a thought and its end. */
    private ScriptedDenoiser knowing(Task task) {
        ScriptedDenoiser model = script();
        for (Example example : task.test()) {
            String written = task.layout().given(example);
            for (String piece : task.layout().pieces(example)) {
                model.behind(ids(written + "\u00b6"), ids(piece + "\u00b6"));
                written += piece;
            }
        }
        return model;
    }

    /** One pass a thought and one for the answer; one call a pass, or one for every token and the end of each piece. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelThatKnowsTheThoughtsWritesThemAllAndTheAnswer(boolean autoregressive) {
        Task task = tokens.task();
        List<int[]> prompts = task.test().stream()
                .map(example -> ids(task.layout().given(example)))
                .toList();
        List<Integer> numbers = IntStream.range(0, 4).boxed().toList();

        List<Writing.Written> written =
                passes(autoregressive, knowing(task), 10).write(prompts, numbers, new Seeds(1));

        List<Integer> pieces = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Example example = task.test().get(i);
            String target = task.layout().target(example);
            assertThat(text(written.get(i).tokens())).isEqualTo(target + "\u00b6");
            assertThat(task.answer(tokens.text(written.get(i).tokens()))).contains(example.answer());
            int count = example.thoughts().size() + 1;
            pieces.add(count);
            assertThat(written.get(i).calls()).isEqualTo(autoregressive ? target.length() + count : count);
        }
        assertThat(pieces)
                .as("examples of one batch take different numbers of passes")
                .contains(2, 3);
    }

    /**
     * Blocks of eight tokens, a call each: those from the prompt's end on, up to the one with the end of the answer.
     */
    @Test
    void blocksBehindTheEndOfAnAnswerAreNotDrawn() {
        Task task = tokens.task();
        GenerativeProcess process =
                new MaskedDiffusion(vocabulary, new Blocks(8, CleanRows.BLOCK_CAUSAL), StandardSchedule.LINEAR);
        Sampler sampler = new Sampler(
                process,
                SamplingSpec.ancestral(1, 1, 8).with(Stopping.FIXED.at("end")),
                new Sampler.Setup(SEQUENCE, List.of(tokens.end()), List.of(), true));
        ScriptedDenoiser model = script();
        List<int[]> prompts = new ArrayList<>();
        for (Example example : task.test()) {
            prompts.add(ids(task.layout().given(example)));
            model.behind(ids(task.layout().given(example)), ids(task.layout().target(example)));
        }
        List<Writing.Written> written =
                new OnePass(sampler, model, SEQUENCE).write(prompts, List.of(0, 1, 2, 3), new Seeds(1));
        for (int i = 0; i < 4; i++) {
            Example example = task.test().get(i);
            int first = task.layout().given(example).length() / 8;
            int last = task.layout().text(example).length() / 8; // which has the end, behind the text
            assertThat(text(written.get(i).tokens())).isEqualTo(task.layout().target(example) + "\u00b6");
            assertThat(written.get(i).calls()).isEqualTo(last - first + 1);
        }
    }

    @Test
    void thePassesHaveAnEnd() {
        ScriptedDenoiser model = script().behind(ids("1 2 * 3||\u00b6"), ids("+ 1\u00b6"));
        for (int k = 1; k < 9; k++) {
            model.behind(ids("1 2 * 3||" + "+ 1".repeat(k) + "\u00b6"), ids("+ 1\u00b6"));
        }
        List<Writing.Written> written =
                passes(false, model, 4).write(List.of(ids("1 2 * 3||")), List.of(0), new Seeds(1));
        assertThat(text(written.get(0).tokens())).isEqualTo("+ 1+ 1+ 1+ 1\u00b6");
        assertThat(written.get(0).calls()).isEqualTo(4);
    }

    @Test
    void whatFollowsTheFirstEndOfAPassIsForgotten() {
        ScriptedDenoiser model = script().behind(ids("1 2 * 3||\u00b6"), ids("+ 1\u00b6#### 9\u00b6"))
                .behind(ids("1 2 * 3||+ 1\u00b6"), ids(" #### 3 6\u00b67 7 7"));
        List<Writing.Written> written =
                passes(false, model, 10).write(List.of(ids("1 2 * 3||")), List.of(0), new Seeds(1));
        assertThat(text(written.get(0).tokens())).isEqualTo("+ 1 #### 3 6\u00b6");
        assertThat(written.get(0).calls()).isEqualTo(2);
    }

    /** The first pass fills the sequence: there is no end, and no room for another. */
    @Test
    void aThoughtWithoutAnEndIsTheLast() {
        String prompt = "1 2 * 3||";
        ScriptedDenoiser model = script().behind(ids(prompt + "\u00b6"), ids("1".repeat(SEQUENCE)));
        Writing.Written written = passes(false, model, 10)
                .write(List.of(ids(prompt)), List.of(0), new Seeds(1))
                .get(0);
        assertThat(text(written.tokens())).isEqualTo("1".repeat(SEQUENCE - prompt.length() - 1));
        assertThat(written.calls()).isEqualTo(1);
    }

    /** A sequence has its own random numbers in every pass, whichever others have finished before. */
    @Test
    void whatIsWrittenDoesNotDependOnTheOthersOfABatch() {
        Task task = tokens.task();
        List<int[]> seen = new ArrayList<>();
        Writing noting = (prompts, numbers, seeds) -> {
            List<Writing.Written> written = new ArrayList<>();
            for (int i = 0; i < prompts.size(); i++) {
                int draw = seeds.stream("sample", numbers.get(i)).nextInt(10);
                boolean last = draw < 4;
                written.add(new Writing.Written(ids(draw + (last ? " #### " + draw : "") + "\u00b6"), 1));
            }
            seen.add(numbers.stream().mapToInt(Integer::intValue).toArray());
            return written;
        };
        ManyPasses passes = new ManyPasses(noting, tokens, SEQUENCE, 10);
        List<int[]> prompts = task.test().stream()
                .map(example -> ids(task.layout().given(example)))
                .toList();
        List<Writing.Written> together = passes.write(prompts, List.of(0, 1, 2, 3), new Seeds(5));
        assertThat(seen).as("some go on while others have finished").anyMatch(numbers -> numbers.length < 4);
        for (int i = 0; i < 4; i++) {
            Writing.Written alone = passes.write(List.of(prompts.get(i)), List.of(i), new Seeds(5))
                    .get(0);
            assertThat(alone.tokens()).isEqualTo(together.get(i).tokens());
            assertThat(alone.calls()).isEqualTo(together.get(i).calls());
        }
    }
}
