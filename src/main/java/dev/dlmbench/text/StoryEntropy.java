package dev.dlmbench.text;

import dev.dlmbench.text.StoryGrammar.Choice;
import dev.dlmbench.text.StoryGrammar.Member;
import dev.dlmbench.text.StoryGrammar.Part;
import dev.dlmbench.text.StoryGrammar.Phrase;
import dev.dlmbench.text.StoryGrammar.Word;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The expected length and entropy of a story, summed over the grammar.
 *
 * <p>Phrases are chosen regardless of how roles are cast, so expectations add up along a phrase: a choice adds the
 * entropy of its probabilities, and a role adds the log of its number of members times the probability that the story
 * mentions it at all.
 */
final class StoryEntropy {
    private final StoryGrammar grammar;
    private final Map<String, Double> lengths = new HashMap<>();
    private final Map<String, Double> entropies = new HashMap<>();

    StoryEntropy(StoryGrammar grammar) {
        this.grammar = grammar;
    }

    /** Returns the expected number of characters of a story, the newline included. */
    double length() {
        return phraseLength(StoryGrammar.whole());
    }

    /** Returns the entropy, in nats, of the derivation of a story. */
    double entropy() {
        double entropy = phraseEntropy(StoryGrammar.whole());
        for (Map.Entry<String, List<Member>> role : grammar.roles().entrySet()) {
            double silent = silent(StoryGrammar.whole(), role.getKey(), new HashMap<>());
            entropy += (1 - silent) * Math.log(role.getValue().size());
        }
        return entropy;
    }

    private double phraseLength(Phrase phrase) {
        double length = 0;
        for (Part part : phrase.parts()) {
            if (part instanceof Choice choice) {
                length += ruleLength(choice);
            } else if (part instanceof Word word) {
                length += grammar.members(word).stream()
                        .mapToInt(member -> member.word(word.key()).parts().size())
                        .average()
                        .orElseThrow();
            } else {
                length++;
            }
        }
        return length;
    }

    private double ruleLength(Choice choice) {
        Double known = lengths.get(choice.rule());
        if (known != null) {
            return known;
        }
        double length = 0;
        for (Phrase phrase : grammar.phrases(choice)) {
            length += phrase.probability() * phraseLength(phrase);
        }
        lengths.put(choice.rule(), length);
        return length;
    }

    private double phraseEntropy(Phrase phrase) {
        double entropy = 0;
        for (Part part : phrase.parts()) {
            entropy += part instanceof Choice choice ? ruleEntropy(choice) : 0;
        }
        return entropy;
    }

    private double ruleEntropy(Choice choice) {
        Double known = entropies.get(choice.rule());
        if (known != null) {
            return known;
        }
        double entropy = 0;
        for (Phrase phrase : grammar.phrases(choice)) {
            entropy += phrase.probability() * (phraseEntropy(phrase) - Math.log(phrase.probability()));
        }
        entropies.put(choice.rule(), entropy);
        return entropy;
    }

    /** Returns the probability that {@code phrase} never mentions {@code role}. */
    private double silent(Phrase phrase, String role, Map<String, Double> known) {
        double silent = 1;
        for (Part part : phrase.parts()) {
            if (part instanceof Word word && word.role().equals(role)) {
                return 0;
            }
            if (part instanceof Choice choice) {
                Double before = known.get(choice.rule());
                if (before == null) {
                    before = grammar.phrases(choice).stream()
                            .mapToDouble(option -> option.probability() * silent(option, role, known))
                            .sum();
                    known.put(choice.rule(), before);
                }
                silent *= before;
            }
        }
        return silent;
    }
}
