package dev.dlmbench.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoryGrammarReaderTest {
    @Test
    void weightsBecomeProbabilities() {
        StoryGrammar grammar = StoryGrammarReader.read("# remark\n\nstory = a\nstory 3 = b");
        assertThat(grammar.rules().get("story"))
                .extracting(StoryGrammar.Phrase::probability)
                .containsExactly(.25, .75);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "what is this; neither phrase nor member: what is this",
                "story = a <b; bracket out of place: a <b",
                "story = <b>; no rule 'b'",
                "other = b; no rule 'story'",
                "story = <story>; 'story' leads back to itself",
                "story = {name}; no role whose members all have a word for 'name'",
                "who: name; needs a key and a word, got 'name'",
                "story 0 = a; weight must be positive",
            })
    void saysWhatIsWrong(String grammar, String message) {
        assertThatThrownBy(() -> StoryGrammarReader.read(grammar))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wordThatSomeMembersLackIsRefused() {
        assertThatThrownBy(() -> StoryGrammarReader.read("who: name A, he h\nwho: name B\nstory = {name}{he}"))
                .hasMessageContaining("'he'");
    }
}
