package dev.dlmbench.text;

import dev.dlmbench.text.StoryGrammar.Choice;
import dev.dlmbench.text.StoryGrammar.Letter;
import dev.dlmbench.text.StoryGrammar.Member;
import dev.dlmbench.text.StoryGrammar.Part;
import dev.dlmbench.text.StoryGrammar.Phrase;
import dev.dlmbench.text.StoryGrammar.Word;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a grammar from its text.
 *
 * <p>A line {@code rule = text} or {@code rule 3 = text} is a phrase of a rule, three times as likely as one without a
 * number; in it, {@code <rule>} is a phrase of another rule and {@code {key}} a word of a role. A line {@code role: key
 * word, key word} is a member of a role. Lines that start with {@code #} are remarks.
 */
final class StoryGrammarReader {
    private static final Pattern PHRASE = Pattern.compile("(\\w+)(?: (\\d+))? = (.+)");
    private static final Pattern MEMBER = Pattern.compile("(\\w+): (.+)");
    private static final Pattern PART = Pattern.compile("<(\\w+)>|\\{(\\w+)}|([^<>{}])");

    /** A phrase as written. */
    private record Written(int weight, String text) {}

    private final Map<String, List<Written>> written = new LinkedHashMap<>();
    private final Map<String, List<Member>> roles = new LinkedHashMap<>();

    private StoryGrammarReader() {}

    /** Returns the grammar in the resource {@code name}. */
    static StoryGrammar resource(String name) {
        try (InputStream stream = StoryGrammarReader.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the program was packed without " + name);
            }
            return read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the grammar written in {@code text}.
     *
     * @throws IllegalArgumentException if it breaks a rule of the notation, names what is not there, or never ends
     */
    static StoryGrammar read(String text) {
        StoryGrammarReader reader = new StoryGrammarReader();
        text.lines().map(String::strip).forEach(reader::line);
        Map<String, List<Phrase>> rules = new LinkedHashMap<>();
        reader.written.forEach((rule, phrases) -> {
            double sum = phrases.stream().mapToInt(Written::weight).sum();
            rules.put(
                    rule,
                    phrases.stream()
                            .map(phrase -> new Phrase(phrase.weight() / sum, reader.parts(phrase.text())))
                            .toList());
        });
        rejectEndless("story", rules, new ArrayList<>());
        return new StoryGrammar(rules, reader.roles);
    }

    private void line(String line) {
        Matcher phrase = PHRASE.matcher(line);
        Matcher member = MEMBER.matcher(line);
        if (phrase.matches()) {
            int weight =
                    Optional.ofNullable(phrase.group(2)).map(Integer::parseInt).orElse(1);
            if (weight == 0) {
                throw new IllegalArgumentException("a phrase's weight must be positive: " + line);
            }
            written.computeIfAbsent(phrase.group(1), rule -> new ArrayList<>())
                    .add(new Written(weight, phrase.group(3)));
        } else if (member.matches()) {
            roles.computeIfAbsent(member.group(1), role -> new ArrayList<>()).add(member(member.group(2)));
        } else if (!line.isEmpty() && !line.startsWith("#")) {
            throw new IllegalArgumentException("the grammar has a line that is neither phrase nor member: " + line);
        }
    }

    private static Member member(String text) {
        Map<String, Phrase> words = new LinkedHashMap<>();
        for (String pair : text.split(", ", -1)) {
            int space = pair.indexOf(' ');
            if (space < 0 || space == pair.length() - 1) {
                throw new IllegalArgumentException("a member of a role needs a key and a word, got '" + pair + "'");
            }
            words.put(pair.substring(0, space), new Phrase(1, letters(pair.substring(space + 1))));
        }
        return new Member(words);
    }

    private static List<Part> letters(String text) {
        return text.chars().<Part>mapToObj(letter -> new Letter((char) letter)).toList();
    }

    private List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            end = matcher.end();
            if (matcher.group(1) != null) {
                parts.add(new Choice(matcher.group(1)));
            } else if (matcher.group(2) != null) {
                parts.add(word(matcher.group(2)));
            } else {
                parts.add(new Letter(text.charAt(matcher.start())));
            }
        }
        if (end < text.length()) {
            throw new IllegalArgumentException("the grammar has a bracket out of place: " + text);
        }
        return parts;
    }

    private Word word(String key) {
        for (Map.Entry<String, List<Member>> role : roles.entrySet()) {
            if (role.getValue().stream().allMatch(member -> member.has(key))) {
                return new Word(role.getKey(), key);
            }
        }
        throw new IllegalArgumentException("the grammar has no role whose members all have a word for '" + key + "'");
    }

    private static void rejectEndless(String rule, Map<String, List<Phrase>> rules, List<String> path) {
        if (path.contains(rule)) {
            throw new IllegalArgumentException("the rule '" + rule + "' leads back to itself: " + path);
        }
        List<Phrase> phrases = rules.get(rule);
        if (phrases == null) {
            throw new IllegalArgumentException("the grammar has no rule '" + rule + "'");
        }
        path.add(rule);
        for (Phrase phrase : phrases) {
            for (Part part : phrase.parts()) {
                if (part instanceof Choice choice) {
                    rejectEndless(choice.rule(), rules, path);
                }
            }
        }
        path.remove(path.size() - 1);
    }
}
