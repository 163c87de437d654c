package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.task.Task;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sequences that end behind the next thought. */
class MultiPassTextTest {
    private static final int SEQUENCE = 64;
    private static final String END = ExampleSequenceSpec.CHARACTER_END;
    private static final MultiplicationSpec SPEC =
            new MultiplicationSpec(new Range(2), new Range(2), true, true, 20, "", 3);

    private static PreparedText prepared(boolean multiPass, boolean learnPadding, int examples) {
        DataSpec data = new DataSpec(
                new CorpusSpec.Examples(SPEC),
                DataSpec.TokenizerKind.CHAR,
                SEQUENCE,
                (long) examples * SEQUENCE,
                20,
                new ExampleSequenceSpec("", false, multiPass, learnPadding));
        return Corpora.prepare(data, new DataFolder(Path.of("")));
    }

    /** Finds the cut from the text alone: which beginning of the example, piece by piece, the sequence is. */
    private static int pieces(PreparedText text, Example example, int[] sequence) {
        Task task = text.task().orElseThrow();
        String written = text.tokenizer().decode(sequence);
        StringBuilder finished = new StringBuilder(task.layout().given(example));
        int count = 0;
        for (String piece : task.layout().pieces(example)) {
            String beginning = finished + END + piece;
            count++;
            if (written.equals(beginning + END.repeat(SEQUENCE - beginning.length()))) {
                return count;
            }
            finished.append(piece);
        }
        throw new AssertionError(
                written + " is no beginning of " + task.layout().text(example));
    }

    /** Two thoughts and the answer: each of three cuts has a third, within four standard errors. */
    @Test
    void everyTrainingExampleIsCutAtARandomNumberOfThoughts() {
        PreparedText text = prepared(true, true, 1800);
        Task task = text.task().orElseThrow();
        PreparedExamples known = text.examples().orElseThrow();
        Map<Integer, Integer> cuts = new HashMap<>();
        for (int i = 0; i < 1800; i++) {
            Example example = task.training(i);
            int[] sequence = text.train().ids().slice((long) i * SEQUENCE, SEQUENCE);
            int pieces = pieces(text, example, sequence);
            cuts.merge(pieces, 1, Integer::sum);
            List<String> all = task.layout().pieces(example);
            int given = task.layout().given(example).length()
                    + String.join("", all.subList(0, pieces - 1)).length()
                    + 1;
            BitSet expected = new BitSet();
            expected.set(0, given);
            assertThat(known.given(sequence)).isEqualTo(expected);
            BitSet previous = new BitSet();
            if (pieces > 1) {
                previous.set(given - 1 - all.get(pieces - 2).length(), given - 1);
            }
            assertThat(known.previous(sequence)).isEqualTo(previous);
        }
        assertThat(cuts).containsOnlyKeys(1, 2, 3);
        cuts.values().forEach(count -> assertThat((double) count).isCloseTo(600, within(4 * Math.sqrt(1800 * 2 / 9.))));
    }

    /** More examples are the same examples and more: the cut is a function of the index. */
    @Test
    void theCutOfAnExampleDependsOnItsIndexAlone() {
        int[] few = prepared(true, true, 50).train().tokens();
        int[] many = prepared(true, true, 80).train().tokens();
        assertThat(many).startsWith(few);
        PreparedText one = prepared(true, true, 50);
        PreparedText other = prepared(true, true, 50);
        for (long step : new long[] {1, 7, 100_000}) {
            assertThat(Batches.batch(one.train(), SEQUENCE, 4, new Seeds(1), step))
                    .isDeepEqualTo(Batches.batch(other.train(), SEQUENCE, 4, new Seeds(1), step));
        }
    }

    /** The likelihood of a test document is that of its next thought, given those before. */
    @Test
    void testDocumentsAreCutTooAndTheirContextIsWhatIsGiven() {
        PreparedText text = prepared(true, true, 10);
        Task task = text.task().orElseThrow();
        for (int i = 0; i < 20; i++) {
            Example example = task.test().get(i);
            int pieces = pieces(text, example, text.test().get(i));
            String given = text.tokenizer().decode(Arrays.copyOf(text.test().get(i), text.context(i)));
            assertThat(given)
                    .isEqualTo(task.layout().given(example)
                            + String.join("", task.layout().pieces(example).subList(0, pieces - 1))
                            + END);
        }
        assertThat(text.contexts().stream().distinct()).hasSizeGreaterThan(2);
    }

    @Test
    void inOnePassNothingChanges() {
        PreparedText text = prepared(false, true, 10);
        DataSpec usual =
                new DataSpec(new CorpusSpec.Examples(SPEC), DataSpec.TokenizerKind.CHAR, SEQUENCE, 10L * SEQUENCE, 20);
        PreparedText before = Corpora.prepare(usual, new DataFolder(Path.of("")));
        assertThat(text.hash()).isEqualTo(before.hash());
        assertThat(text.train().tokens()).isEqualTo(before.train().tokens());
        assertThat(prepared(true, true, 10).hash()).isNotEqualTo(before.hash());
        assertThat(prepared(false, false, 10).hash()).isNotEqualTo(before.hash());
    }

    /** What fills a sequence up has no loss, the first end has one, and test documents end with it. */
    @Test
    void paddingIsNotLearntWhereASuiteSaysSo() {
        PreparedText text = prepared(false, false, 30);
        Task task = text.task().orElseThrow();
        for (int i = 0; i < 30; i++) {
            int[] sequence = text.train().ids().slice((long) i * SEQUENCE, SEQUENCE);
            String example = task.layout().text(task.training(i));
            BitSet given = text.examples().orElseThrow().given(sequence);
            int prompt = task.layout().given(task.training(i)).length();
            for (int place = 0; place < SEQUENCE; place++) {
                assertThat(given.get(place)).isEqualTo(place < prompt || place > example.length());
            }
        }
        for (int i = 0; i < 20; i++) {
            assertThat(text.tokenizer().decode(text.test().get(i)))
                    .isEqualTo(task.layout().text(task.test().get(i)) + END);
        }
    }
}
