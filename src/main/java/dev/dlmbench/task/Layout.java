package dev.dlmbench.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How an example is written: {@code prompt separator thoughts mark answer}. Everything up to the separator is given to
 * the model, and what follows is the target: what it learns and what it is asked for. The form is that of the files of
 * Implicit Chain of Thought (Deng and others, 2311.01460), which Diffusion of Thoughts (2402.07754) uses too.
 *
 * @param separator stands between the prompt and the target
 * @param between stands between two thoughts, and between the last of them and the mark
 * @param mark announces the answer, written right before it; empty where the target is the answer alone
 */
public record Layout(String separator, String between, String mark) {
    /** What announces an answer behind thoughts. */
    static final String MARK = "####";

    /** Returns the layout with the mark and a space if there are {@code thoughts}, and without them if not. */
    static Layout of(boolean thoughts, String separator, String between) {
        return new Layout(separator, between, thoughts ? MARK + " " : "");
    }

    /** Returns the layout without any space, with the mark if there are {@code thoughts}. */
    static Layout dense(boolean thoughts, String separator) {
        return new Layout(separator, "", thoughts ? MARK : "");
    }

    /** Returns what the model is given: the prompt and the separator. */
    public String given(Example example) {
        return example.prompt() + separator;
    }

    /** Returns what the model is to write. */
    public String target(Example example) {
        return String.join("", pieces(example));
    }

    /** Returns the same in pieces: every thought, and the answer with its mark, each with what stands before it. */
    public List<String> pieces(Example example) {
        if (mark.isEmpty()) {
            return List.of(example.answer());
        }
        List<String> parts = new ArrayList<>(example.thoughts());
        parts.add(mark + example.answer());
        for (int i = 1; i < parts.size(); i++) {
            parts.set(i, between + parts.get(i));
        }
        return List.copyOf(parts);
    }

    /** Returns whether the target is the answer alone. */
    public boolean direct() {
        return mark.isEmpty();
    }

    /** Returns the whole example. */
    public String text(Example example) {
        return given(example) + target(example);
    }

    /**
     * Returns what stands in the answer's place: the rest of the line behind the first mark; everything, if the layout
     * has no mark.
     *
     * @param output a target, as a model wrote it, without end tokens and padding
     * @return nothing if there is no mark or nothing behind it
     */
    Optional<String> answer(String output) {
        if (mark.isEmpty()) {
            return Optional.of(output.strip()).filter(text -> !text.isEmpty());
        }
        String sign = mark.strip();
        int at = output.indexOf(sign);
        Stream<String> behind =
                at < 0 ? Stream.empty() : output.substring(at + sign.length()).lines();
        return behind.findFirst().map(String::strip).filter(text -> !text.isEmpty());
    }
}
