package dev.dlmbench.text;

import dev.dlmbench.text.StoryGrammar.Choice;
import dev.dlmbench.text.StoryGrammar.Letter;
import dev.dlmbench.text.StoryGrammar.Member;
import dev.dlmbench.text.StoryGrammar.Part;
import dev.dlmbench.text.StoryGrammar.Phrase;
import dev.dlmbench.text.StoryGrammar.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A place in the derivation of a story: a state of the grammar's automaton, made when it is reached.
 *
 * @param frame what is still to come of the phrases begun
 * @param cast the members of the roles mentioned so far
 */
record StoryReading(Frame frame, Map<String, Member> cast) {
    private static final Phrase WHOLE = StoryGrammar.whole();

    /**
     * A phrase that was begun.
     *
     * @param phrase with {@code next} parts done
     * @param after the frame to return to; none at the outermost
     */
    record Frame(Phrase phrase, int next, @Nullable Frame after) {}

    /**
     * A character that may come next.
     *
     * @param letter the character
     * @param probability of the choices made to reach it
     * @param next the place behind it
     */
    record Step(char letter, double probability, StoryReading next) {}

    /** Returns the place before a story. */
    static StoryReading start() {
        return new StoryReading(new Frame(WHOLE, 0, null), Map.of());
    }

    /** Returns the characters that may come next; their probabilities sum to one. */
    List<Step> steps(StoryGrammar grammar) {
        List<Step> steps = new ArrayList<>();
        collect(grammar, 1, steps);
        return steps;
    }

    private void collect(StoryGrammar grammar, double probability, List<Step> steps) {
        Part part = frame.phrase().parts().get(frame.next());
        if (part instanceof Letter letter) {
            steps.add(new Step(letter.letter(), probability, behind()));
        } else if (part instanceof Word word) {
            cast(grammar, word, probability, steps);
        } else if (part instanceof Choice choice) {
            for (Phrase phrase : grammar.phrases(choice)) {
                begin(phrase, cast).collect(grammar, probability * phrase.probability(), steps);
            }
        }
    }

    private void cast(StoryGrammar grammar, Word word, double probability, List<Step> steps) {
        Member known = cast.get(word.role());
        List<Member> members = known == null ? grammar.members(word) : List.of(known);
        for (Member member : members) {
            Map<String, Member> extended = cast;
            if (known == null) {
                extended = new HashMap<>(cast);
                extended.put(word.role(), member);
            }
            begin(member.word(word.key()), extended).collect(grammar, probability / members.size(), steps);
        }
    }

    private StoryReading begin(Phrase phrase, Map<String, Member> extended) {
        return new StoryReading(new Frame(phrase, 0, returning(frame)), extended);
    }

    private StoryReading behind() {
        Frame rest = returning(frame);
        return rest == null ? start() : new StoryReading(rest, cast);
    }

    /** Returns what remains after the part at hand, which is nothing at the end of the story. */
    private static @Nullable Frame returning(Frame frame) {
        return frame.next() + 1 < frame.phrase().parts().size()
                ? new Frame(frame.phrase(), frame.next() + 1, frame.after())
                : frame.after();
    }
}
