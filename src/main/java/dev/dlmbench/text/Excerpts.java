package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Test documents as what samples are held against: as many of them, of one length.
 *
 * @param texts what follows the samples' prompt in each document that begins with it
 */
public record Excerpts(List<int[]> texts) {

    /** Copies the list; the arrays are the caller's to leave alone. */
    public Excerpts {
        texts = List.copyOf(texts);
    }

    /** Finds what follows {@code prompt} in the documents that begin with it; all of each where it is empty. */
    public static Excerpts behind(int[] prompt, List<int[]> documents) {
        int known = prompt.length;
        return new Excerpts(documents.stream()
                .filter(document -> document.length >= known && Arrays.equals(document, 0, known, prompt, 0, known))
                .map(document -> Arrays.copyOfRange(document, known, document.length))
                .toList());
    }

    /** Returns whether {@code count} of them have {@code length} tokens. */
    public boolean enough(int count, int length) {
        return having(length).size() >= count;
    }

    private List<int[]> having(int length) {
        return texts.stream().filter(text -> text.length >= length).toList();
    }

    /**
     * Returns the first {@code length} tokens of {@code count} of them, evenly spread over all that have so many.
     *
     * @throws InvalidSettingException if there are too few
     */
    public List<int[]> of(int count, int length) {
        List<int[]> found = having(length);
        if (found.size() < count) {
            throw new InvalidSettingException(count + " samples of " + length + " tokens are compared with as many test"
                    + " documents, and " + found.size() + " begin as they do and are so long: sampling.samples must be"
                    + " lower, or data.documents higher");
        }
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOf(found.get((int) ((long) i * found.size() / count)), length))
                .toList();
    }
}
