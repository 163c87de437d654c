package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.task.Example;
import dev.dlmbench.task.Layout;
import dev.dlmbench.task.Task;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The examples of a task as ids, and ids as answers. What is given and what is to be written are encoded apart and put
 * one behind the other, so that no token crosses the seam, whatever the tokenizer would make of the whole. Blanks at the
 * end of what is given begin the target instead, since most tokenizers join a blank to the word behind it.
 *
 * @param tokenizer of all of it
 * @param task whose examples they are
 * @param end the id that ends an example
 * @param unknown the id of text that the tokenizer does not know, if it has one
 */
public record ExampleTokens(Tokenizer tokenizer, Task task, int end, OptionalInt unknown) {
    /**
     * An example.
     *
     * @param ids what is given, the target and the end
     * @param given how many ids are given
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Row(int[] ids, int given) {}

    /**
     * Finds the end of examples.
     *
     * @param end as text; empty for the tokenizer's own
     * @throws InvalidSettingException if the tokenizer has no such token
     */
    static ExampleTokens of(Tokenizer tokenizer, Task task, String end) {
        SpecialIds special = tokenizer.special();
        if (end.isEmpty() && special.end().isPresent()) {
            return new ExampleTokens(tokenizer, task, special.end().getAsInt(), special.unknown());
        }
        if (end.isEmpty()) {
            throw new InvalidSettingException("data.corpus.end must name the token that ends an answer, such as"
                    + " <|endoftext|>; data.tokenizer has none of its own");
        }
        int[] ids = PackedSequences.token(tokenizer, "end", end);
        if (ids.length == 0) {
            throw new InvalidSettingException("data.corpus.end: '" + end + "' is no token of data.tokenizer");
        }
        return new ExampleTokens(tokenizer, task, ids[0], special.unknown());
    }

    /**
     * Returns an example as ids.
     *
     * @throws InvalidSettingException naming the example if it cannot be encoded, or holds the end itself
     */
    Row row(Example example) {
        Layout layout = task.layout();
        String prompt = layout.given(example);
        String given = prompt.substring(0, prompt.length() - blanks(prompt));
        int[] before = encoded(example, given);
        int[] target = encoded(example, prompt.substring(given.length()) + layout.target(example));
        for (int id : target) {
            if (id == end || (unknown.isPresent() && id == unknown.getAsInt())) {
                throw new InvalidSettingException(task.place(example) + ": the target has "
                        + (id == end ? "the token that ends answers" : "text that data.tokenizer does not know")
                        + ", '" + tokenizer.decode(new int[] {id}) + "': " + layout.target(example));
            }
        }
        int[] ids = Arrays.copyOf(before, before.length + target.length + 1);
        System.arraycopy(target, 0, ids, before.length, target.length);
        ids[ids.length - 1] = end;
        return new Row(ids, before.length);
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

    /** Returns a text as it comes back from the tokenizer, which may be in lower case or have other spaces. */
    private String spelled(String text) {
        return tokenizer.decode(tokenizer.encode(text)).strip();
    }

    /** Returns the answer of an example as it comes back from the tokenizer; nothing if it is none any more. */
    Optional<String> known(Row row) {
        return task.answer(text(Arrays.copyOfRange(row.ids(), row.given(), row.ids().length)));
    }

    /** Returns whether an answer that a model gave solves an example, or is its own as it comes back. */
    public boolean right(Example example, String answer) {
        return task.right(example, answer) || known(row(example)).filter(answer::equals).isPresent();
    }
}
