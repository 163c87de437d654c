package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The examples of a task as ids, and ids as answers. What is given and what is to be written are encoded apart and put
 * one behind the other, so that no token crosses the seam, whatever the tokenizer would make of the whole. Blanks at
 * the end of what is given begin the target instead, since most tokenizers join a blank to the word behind it.
 *
 * @param tokenizer of all of it
 * @param task whose examples they are
 * @param end the id that ends an example
 */
public record ExampleTokens(Tokenizer tokenizer, Task task, int end) {
    /**
     * An example.
     *
     * @param ids what is given, the target and the end
     * @param given how many ids are given
     * @param previous where the last of the thoughts begins that are given; 0 if none is
     * @param previousEnd the place behind it; 0 if none is given
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Row(int[] ids, int given, int previous, int previousEnd) {
        /** Returns the ids of what is given. */
        public int[] prompt() {
            return Arrays.copyOf(ids, given);
        }

        /** Returns the ids of the target and the end. */
        public int[] target() {
            return Arrays.copyOfRange(ids, given, ids.length);
        }
    }

    /**
     * Finds the end of examples.
     *
     * @param end as text; empty for the tokenizer's own
     * @throws InvalidSettingException if the tokenizer has no such token
     */
    static ExampleTokens of(Tokenizer tokenizer, Task task, String end) {
        SpecialIds special = tokenizer.special();
        if (end.isEmpty() && special.end().isPresent()) {
            return new ExampleTokens(tokenizer, task, special.end().getAsInt());
        }
        if (end.isEmpty()) {
            throw new InvalidSettingException("data.corpus.end must name the token that ends an answer, such as"
                    + " <|endoftext|>; data.tokenizer has none of its own");
        }
        int[] ids = PackedSequences.token(tokenizer, "end", end);
        if (ids.length == 0) {
            throw new InvalidSettingException("data.corpus.end: '" + end + "' is no token of data.tokenizer");
        }
        return new ExampleTokens(tokenizer, task, ids[0]);
    }

    /**
     * Returns an example as ids.
     *
     * @throws InvalidSettingException naming the example if it cannot be encoded, or holds the end itself
     */
    public Row row(Example example) {
        List<String> pieces = pieces(example);
        int[] before = given(example);
        int[] target = target(example, String.join("", pieces));
        return new Row(joined(joined(before, target), end), before.length, 0, 0);
    }

    /**
     * Returns an example as ids whose first thoughts are given, and which ends behind the next thought or the answer.
     * What is given has an end of its own, as {@link #asking} puts it there.
     *
     * @param finished how many thoughts are given
     * @throws InvalidSettingException naming the example if it cannot be encoded, or holds the end itself
     */
    Row row(Example example, int finished) {
        List<String> pieces = pieces(example);
        int[] before = given(example);
        int previous = 0;
        for (String piece : pieces.subList(0, finished)) {
            previous = before.length;
            before = joined(before, target(example, piece));
        }
        int previousEnd = finished == 0 ? 0 : before.length;
        int[] given = asking(before);
        int[] target = target(example, pieces.get(finished));
        return new Row(joined(joined(given, target), end), given.length, previous, previousEnd);
    }

    /**
     * Returns an example as ids with one of its choices as its answer. What ends a choice is not scored, and needs no
     * room.
     *
     * @param sequence tokens that there is room for
     * @throws InvalidSettingException naming the example if the choice does not fit, cannot be encoded, or holds the
     *     end itself
     */
    public Row choice(Example example, String choice, int sequence) {
        Row row = row(example.answered(choice));
        int until = row.ids().length - 1;
        if (until > sequence) {
            throw new InvalidSettingException(task.place(example) + ": data.sequence leaves no room for a choice: "
                    + until + " tokens with its prompt, but " + sequence + " at most: " + choice);
        }
        return row;
    }

    /** Returns how many thoughts an example has, the answer counted. */
    int count(Example example) {
        return task.layout().pieces(example).size();
    }

    /**
     * Returns what is given where the next thought is asked for: the end stands behind the thoughts that are finished,
     * so that it is seen that they are.
     *
     * @param before ids of a prompt and of finished thoughts
     */
    public int[] asking(int[] before) {
        return joined(before, end);
    }

    private int[] given(Example example) {
        String prompt = task.layout().given(example);
        return encoded(example, prompt.substring(0, prompt.length() - blanks(prompt)));
    }

    private List<String> pieces(Example example) {
        String prompt = task.layout().given(example);
        List<String> pieces = new ArrayList<>(task.layout().pieces(example));
        pieces.set(0, prompt.substring(prompt.length() - blanks(prompt)) + pieces.get(0));
        return pieces;
    }

    private int[] target(Example example, String text) {
        int[] target = encoded(example, text);
        OptionalInt unknown = tokenizer.special().unknown();
        for (int id : target) {
            if (id == end || (unknown.isPresent() && id == unknown.getAsInt())) {
                throw new InvalidSettingException(task.place(example) + ": the target has "
                        + (id == end ? "the token that ends answers" : "text that data.tokenizer does not know")
                        + ", '" + tokenizer.decode(new int[] {id}) + "': "
                        + task.layout().target(example));
            }
        }
        return target;
    }

    /** Returns ids with others behind them. */
    public static int[] joined(int[] ids, int... others) {
        int[] joined = Arrays.copyOf(ids, ids.length + others.length);
        System.arraycopy(others, 0, joined, ids.length, others.length);
        return joined;
    }

    private static int blanks(String text) {
        int kept = text.length();
        while (kept > 1 && text.charAt(kept - 1) == ' ') {
            kept--;
        }
        return text.length() - kept;
    }

    private int[] encoded(Example example, String text) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("data.corpus: " + task.place(example) + ": " + e.getMessage(), e);
        }
    }

    /** Returns how many of the ids that a model wrote come before the end; all, if there is none. */
    public int length(int[] written) {
        return (int) Arrays.stream(written).takeWhile(id -> id != end).count();
    }

    /** Returns the text of what a model wrote, up to the end, with the mark of the answer as the layout has it. */
    public String text(int[] written) {
        String text = tokenizer.decode(Arrays.copyOf(written, length(written)));
        String mark = task.layout().mark().strip();
        return mark.isEmpty() ? text : text.replace(spelled(mark), mark);
    }

    /** Returns whether what a model wrote, up to the end, has the mark of the answer. */
    public boolean answers(int[] written) {
        return text(written).contains(task.layout().mark().strip());
    }

    /** Returns a text as it comes back from the tokenizer, which may be in lower case or have other spaces. */
    private String spelled(String text) {
        return tokenizer.decode(tokenizer.encode(text)).strip();
    }

    /** Returns the answer of an example as it comes back from the tokenizer; nothing if it is none any more. */
    Optional<String> known(Row row) {
        return task.answer(text(row.target()));
    }

    /** Returns whether an answer that a model gave solves an example, or is its own as it comes back. */
    public boolean right(Example example, String answer) {
        return task.right(example, answer)
                || known(row(example)).filter(answer::equals).isPresent();
    }
}
