package dev.dlmbench.text;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A grammar of stories: every rule has phrases to choose from, and every role (the hero, say) is cast once in a story,
 * when it is first mentioned, so that all its later words agree.
 *
 * @param rules by name; a story is an expansion of the rule {@code story}, and no rule leads back to itself
 * @param roles by name: the members that a role can be cast with, equally likely, each the words that stand for it
 */
record StoryGrammar(Map<String, List<Phrase>> rules, Map<String, List<Member>> roles) {
    private static final String START = "story";
    private static final Part END = new Letter('\n');

    /** A piece of a phrase. */
    sealed interface Part permits Letter, Word, Choice {}

    /** A character as it stands. */
    record Letter(char letter) implements Part {}

    /**
     * The word of a role's member.
     *
     * @param role to be cast if it is not yet
     * @param key of the word
     */
    record Word(String role, String key) implements Part {}

    /**
     * One of a rule's phrases.
     *
     * @param rule its name
     */
    record Choice(String rule) implements Part {}

    /** Parts in a row; equal to nothing but itself, for two phrases of the same letters are two derivations. */
    static final class Phrase {
        private final double probability;
        private final List<Part> parts;

        Phrase(double probability, List<Part> parts) {
            this.probability = probability;
            this.parts = List.copyOf(parts);
        }

        double probability() {
            return probability;
        }

        List<Part> parts() {
            return parts;
        }
    }

    /** Someone or something that a role can be cast with, and the words for it; equal to nothing but itself. */
    static final class Member {
        private final Map<String, Phrase> words;

        Member(Map<String, Phrase> words) {
            this.words = Map.copyOf(words);
        }

        boolean has(String key) {
            return words.containsKey(key);
        }

        Phrase word(String key) {
            return requireNonNull(words.get(key));
        }

        Collection<Phrase> words() {
            return words.values();
        }
    }

    /** Returns the phrases to choose from. */
    List<Phrase> phrases(Choice choice) {
        return requireNonNull(rules.get(choice.rule()));
    }

    /** Returns the members to cast a role with. */
    List<Member> members(Word word) {
        return requireNonNull(roles.get(word.role()));
    }

    /** Returns the phrase that stands for a whole story, which a newline ends. */
    static Phrase whole() {
        return new Phrase(1, List.of(new Choice(START), END));
    }

    /** Copies the maps. */
    StoryGrammar {
        rules = Map.copyOf(rules);
        roles = Map.copyOf(roles);
    }

    /** Returns every character that a story can have. */
    String alphabet() {
        Stream<Phrase> words = roles.values().stream().flatMap(List::stream).flatMap(member -> member.words().stream());
        StringBuilder letters = new StringBuilder("\n");
        Stream.concat(rules.values().stream().flatMap(List::stream), words)
                .flatMap(phrase -> phrase.parts().stream())
                .filter(Letter.class::isInstance)
                .forEach(part -> letters.append(((Letter) part).letter()));
        return letters.toString();
    }
}
