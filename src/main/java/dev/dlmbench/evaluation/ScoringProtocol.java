package dev.dlmbench.evaluation;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What of a text an evaluator reads and what counts, on the way to generative perplexity. Under one evaluator and the
 * same texts, protocols differ by some per cent: a value is one under its protocol. All but {@link #STANDARD} do what a
 * published program does, oddities included.
 *
 * <p>In all of them a token is scored given the tokens before it in its passage, and texts are those of the evaluator's
 * tokenizer. Those with padding fill short texts up with the end token, on the right, before they choose what counts;
 * so an end token that no text has may count.
 */
public enum ScoringProtocol {
    /**
     * Counts all that a reader sees, once. A text reaches to its first end token, which counts: what follows is no part
     * of it, and a tail of end tokens, which cost next to nothing, would only lower the mean. The evaluator's beginning
     * token is put before a text that does not have it, so that the first token counts, too: else a model could put
     * there what is unlikely. Nothing is cut off, padded or dropped. Long texts are read in windows that slide by half,
     * so that every token has half a window before it. All tokens of all texts weigh the same.
     */
    STANDARD(Passages.SLIDING, Padding.NONE, Counted.TEXT, false, Integer.MAX_VALUE, 1, false),

    /**
     * BD3-LM (arXiv 2503.09573; its class of metrics): every token but the first and end tokens, wherever they are.
     * Long texts are read in windows that slide by half.
     */
    BD3LM(Passages.SLIDING, Padding.ALL_TEXTS, Counted.NO_END, false, Integer.MAX_VALUE, 8, true),

    /**
     * MDLM (arXiv 2406.07524) and Duo (2506.10892): every token but the first, and of end tokens the first alone; what
     * follows it counts. Long texts are cut into passages, each of which loses its first token and has a first end
     * token of its own. A text without end that is padded gets one that counts.
     */
    MDLM(Passages.PIECES, Padding.ALL_TEXTS, Counted.FIRST_END, false, Integer.MAX_VALUE, 8, true),

    /** BlockGen (arXiv 2606.02241): as {@link #MDLM}, but for the last position of every padded passage. */
    BLOCKGEN(Passages.PIECES, Padding.ALL_TEXTS, Counted.FIRST_END_BEFORE_LAST, false, Integer.MAX_VALUE, 8, true),

    /**
     * BlockGen with {@code first_chunk_only} off: what follows a token of a text, the padding behind its last one
     * included, but for the last position of every padded passage.
     */
    BLOCKGEN_ALL_CHUNKS(
            Passages.PIECES, Padding.ALL_TEXTS, Counted.BEHIND_TEXT_BEFORE_LAST, false, Integer.MAX_VALUE, 8, true),

    /**
     * GIDD (arXiv 2503.04482): the first 512 tokens of a text, of which every one counts that follows a token of the
     * text: not the first, but the padding behind the last, if the batch has a longer text. The published program lets
     * a tokenizer put a beginning token before the text, which GPT-2's does not.
     */
    GIDD(Passages.WHOLE, Padding.BATCH, Counted.BEHIND_TEXT, false, 512, 4, false),

    /**
     * RDLM (arXiv 2502.11564): every token but the first. What is reported is the mean of the perplexities of the
     * texts, which texts with a few unlikely tokens dominate. A text of one token has none and is left out here.
     */
    RDLM(Passages.WHOLE, Padding.NONE, Counted.TEXT, true, Integer.MAX_VALUE, 16, true);

    private final Passages passages;
    private final Padding padding;
    private final Counted counted;
    private final boolean meanOfTexts;
    private final int longest;
    private final int batch;
    private final boolean dropsIncomplete;

    ScoringProtocol(
            Passages passages,
            Padding padding,
            Counted counted,
            boolean meanOfTexts,
            int longest,
            int batch,
            boolean dropsIncomplete) {
        this.passages = passages;
        this.padding = padding;
        this.counted = counted;
        this.meanOfTexts = meanOfTexts;
        this.longest = longest;
        this.batch = batch;
        this.dropsIncomplete = dropsIncomplete;
    }

    /** Up to which text of a batch or of all texts short ones are padded. */
    private enum Padding {
        NONE,
        BATCH,
        ALL_TEXTS
    }

    /** Returns the name in suites. */
    public String id() {
        return Names.of(this);
    }

    /** Returns whether the value is the mean of the perplexities of texts, and not that of all tokens. */
    public boolean meanOfTexts() {
        return meanOfTexts;
    }

    /** Returns whether the numbers depend on which texts go together. */
    public boolean batches() {
        return dropsIncomplete || padding == Padding.BATCH;
    }

    /** Returns whether it reads as many tokens of a text as its caller says. */
    public boolean cuts() {
        return this == BD3LM || this == MDLM || this == BLOCKGEN || this == BLOCKGEN_ALL_CHUNKS;
    }

    /** Returns whether samples are made text and tokens again even where the evaluator has their tokenizer. */
    public boolean retokenizes() {
        return this != STANDARD;
    }

    /** Returns how many texts go together, unless something else is said. */
    public int batch() {
        return batch;
    }

    /** Returns whether what is counted can begin behind a prompt. */
    public boolean prompts() {
        return this == STANDARD;
    }

    /** Returns how many of so many texts are scored: the first ones, in whole batches where others are dropped. */
    int scored(int texts, Reading reading) {
        int together = Math.min(reading.batch(), texts);
        return dropsIncomplete && texts > 0 ? texts / together * together : texts;
    }

    /**
     * Returns the texts that are scored as they are read, cut and padded.
     *
     * @param texts ids of the evaluator's tokenizer
     */
    List<int[]> rows(List<int[]> texts, Reading reading) {
        List<int[]> cut = texts.stream().map(text -> cut(text, reading)).toList();
        return IntStream.range(0, scored(texts.size(), reading))
                .mapToObj(i -> reading.padded(cut.get(i), length(cut, i, reading)))
                .toList();
    }

    private int length(List<int[]> cut, int text, Reading reading) {
        int from = text / reading.batch() * reading.batch();
        List<int[]> together =
                switch (padding) {
                    case NONE -> cut.subList(text, text + 1);
                    case BATCH -> cut.subList(from, Math.min(from + reading.batch(), cut.size()));
                    case ALL_TEXTS -> cut;
                };
        return together.stream().mapToInt(row -> row.length).max().orElse(0);
    }

    private int[] cut(int[] text, Reading reading) {
        return this == STANDARD
                ? reading.begun(text)
                : Arrays.copyOf(text, Math.min(text.length, Math.min(longest, reading.longest())));
    }

    /**
     * Returns what the evaluator reads, in the order of the texts, without passages of which nothing counts.
     *
     * @param texts ids of the evaluator's tokenizer
     * @param known tokens at the start of each text that are given, such as a prompt
     * @throws InvalidSettingException if a text has to be read at once and is longer than the evaluator can read
     */
    List<Passage> passages(List<int[]> texts, int[] known, Reading reading) {
        List<Passage> found = new ArrayList<>();
        List<int[]> rows = rows(texts, reading);
        for (int text = 0; text < rows.size(); text++) {
            int[] row = rows.get(text);
            int real = cut(texts.get(text), reading).length;
            int added = this == STANDARD ? reading.added(texts.get(text)) : 0;
            if (passages == Passages.WHOLE && row.length > reading.context()) {
                throw new InvalidSettingException("protocol " + id() + " reads every text at once, but text "
                        + (text + 1) + " has " + row.length + " tokens and the evaluator reads " + reading.context());
            }
            for (Passages.Stretch stretch : passages.of(row.length, reading.context())) {
                int[] ids = Arrays.copyOfRange(row, stretch.start(), stretch.end());
                boolean[] counts = counted.in(ids, real - stretch.start(), reading.end());
                int given = Math.max(stretch.from(), known[text] + added) - stretch.start();
                Arrays.fill(counts, 0, Math.min(ids.length, Math.max(1, given)), false);
                Passage.of(text, ids, counts).ifPresent(found::add);
            }
        }
        return found;
    }
}
