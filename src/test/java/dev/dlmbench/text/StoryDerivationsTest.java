package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.text.StoryGrammar.Member;
import dev.dlmbench.text.StoryReading.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Follows every two derivations that agree in their characters: were they to meet again, the entropy would be wrong.
 */
class StoryDerivationsTest {

    /** Two different places that the same characters lead to; or twice the same place, before a choice. */
    private record Pair(StoryReading one, StoryReading other) {}

    @Test
    void noStoryOfASmallCastHasTwoDerivations() {
        StoryGrammar whole = StoryGrammarReader.resource("stories.txt");
        Map<String, List<Member>> cast = new LinkedHashMap<>();
        whole.roles().forEach((role, members) -> cast.put(role, members.subList(0, 1)));
        assertThat(meetings(new StoryGrammar(whole.rules(), cast))).isZero();
    }

    @Test
    void findsASecondDerivation() {
        assertThat(meetings(StoryGrammarReader.read("story = ab\nstory = a<x>\nx = b\nx = c")))
                .isEqualTo(1);
        assertThat(meetings(StoryGrammarReader.read("story = ab\nstory = a<x>\nx = bb\nx = c")))
                .isZero();
    }

    private static int meetings(StoryGrammar grammar) {
        Pair start = new Pair(StoryReading.start(), StoryReading.start());
        Set<Pair> seen = new HashSet<>(Set.of(start));
        Deque<Pair> open = new ArrayDeque<>(seen);
        int meetings = 0;
        while (!open.isEmpty()) {
            Pair pair = open.remove();
            boolean together = pair.one().equals(pair.other());
            List<Step> ones = pair.one().steps(grammar);
            List<Step> others = pair.other().steps(grammar);
            for (int i = 0; i < ones.size(); i++) {
                for (int j = together ? i : 0; j < others.size(); j++) {
                    if (ones.get(i).letter() == others.get(j).letter()) {
                        Pair next = new Pair(ones.get(i).next(), others.get(j).next());
                        boolean apart = !together || i != j;
                        meetings += apart && next.one().equals(next.other()) ? 1 : 0;
                        if (seen.add(next)) {
                            open.add(next);
                        }
                    }
                }
            }
        }
        return meetings;
    }
}
