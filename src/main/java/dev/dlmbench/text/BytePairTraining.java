package dev.dlmbench.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Training of a byte-level byte-pair encoding: of all pairs of neighbouring tokens within a word, the most frequent
 * becomes a token, again and again (Sennrich et al. 2016, section 3.2; over bytes, Radford et al. 2019, section 2.2).
 * Words are what GPT-2's pattern finds.
 *
 * <p>Of pairs that are equally frequent, the one whose first token has the smaller id is merged, then the one whose
 * second has. Ids are those of the 256 bytes, in the order of the characters that spell them, then those of merged
 * tokens in the order of their merges. So a text always gives the same tokens.
 */
final class BytePairTraining {
    /** The end of a text, a token that no merge makes; it is the last. */
    static final String END = "<|endoftext|>";

    /** How many tokens there are without a merge: all bytes and the end of a text. */
    static final int FEWEST = 257;

    private static final Pattern WORD = Pattern.compile(
            "'(?:[sdmt]|ll|re|ve)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final List<String> tokens = new ArrayList<>(TokenBytes.alphabet());
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Set<String> merges = new LinkedHashSet<>();
    private final Map<Pair, Long> counts = new HashMap<>();
    private final Map<Pair, Set<Word>> places = new HashMap<>();
    private final PriorityQueue<Candidate> candidates = new PriorityQueue<>(Candidate.MOST_FREQUENT_FIRST);

    private BytePairTraining(Map<String, Integer> words) {
        tokens.forEach(token -> ids.put(token, ids.size()));
        words.forEach((text, times) -> add(new Word(TokenBytes.ranks(text), times)));
        counts.forEach((pair, count) -> candidates.add(new Candidate(pair, count)));
    }

    /**
     * Learns a tokenizer from a text.
     *
     * @param size K, how many tokens it shall have, at least {@link #FEWEST}
     * @return its description in the format of Hugging Face's library
     * @throws IllegalArgumentException if the text does not give so many
     */
    static String tokenizer(String text, int size) {
        BytePairTraining training = new BytePairTraining(words(text));
        while (training.ids.size() < size - 1) {
            training.merge(training.best()
                    .orElseThrow(() -> new IllegalArgumentException("the text to learn from gives "
                            + (training.ids.size() + 1) + " tokens, and no pair occurs in it any more")));
        }
        training.ids.put(END, size - 1);
        return VocabularyJson.bytePairs(training.ids, List.copyOf(training.merges), List.of(END));
    }

    /** Returns how often each word occurs in a text. */
    private static Map<String, Integer> words(String text) {
        Map<String, Integer> words = new HashMap<>();
        for (Matcher matcher = WORD.matcher(text); matcher.find(); ) {
            words.merge(matcher.group(), 1, Integer::sum);
        }
        return words;
    }

    /** Returns the pair to merge; nothing if no word has two tokens. */
    private Optional<Pair> best() {
        while (!candidates.isEmpty()) {
            Candidate candidate = candidates.poll();
            if (candidate.count == counts.getOrDefault(candidate.pair, 0L)) { // else it has been counted again since
                return Optional.of(candidate.pair);
            }
        }
        return Optional.empty();
    }

    /** Makes a pair a token; one that other pairs have made already keeps its id. */
    private void merge(Pair pair) {
        String first = tokens.get(pair.first);
        String second = tokens.get(pair.second);
        int merged = ids.computeIfAbsent(first + second, token -> {
            tokens.add(token);
            return tokens.size() - 1;
        });
        merges.add(first + " " + second);
        Set<Pair> changed = new HashSet<>();
        for (Word word : List.copyOf(places.getOrDefault(pair, Set.of()))) {
            changed.addAll(remove(word));
            word.merge(pair, merged);
            changed.addAll(add(word));
        }
        for (Pair each : changed) {
            Long count = counts.get(each);
            if (count != null) {
                candidates.add(new Candidate(each, count));
            }
        }
    }

    private List<Pair> add(Word word) {
        List<Pair> pairs = word.pairs();
        for (Pair pair : pairs) {
            counts.merge(pair, (long) word.times, Long::sum);
            places.computeIfAbsent(pair, unseen -> new HashSet<>()).add(word);
        }
        return pairs;
    }

    private List<Pair> remove(Word word) {
        List<Pair> pairs = word.pairs();
        for (Pair pair : pairs) {
            if (counts.merge(pair, (long) -word.times, Long::sum) == 0) {
                counts.remove(pair);
            }
            places.getOrDefault(pair, Set.of()).remove(word);
        }
        return pairs;
    }

    /** Two neighbouring tokens. */
    private record Pair(int first, int second) {}

    /** A pair that may be merged, and how often it occurred when that was counted last. */
    private record Candidate(Pair pair, long count) {
        private static final Comparator<Candidate> MOST_FREQUENT_FIRST = Comparator.comparingLong(Candidate::count)
                .reversed()
                .thenComparingInt(candidate -> candidate.pair.first)
                .thenComparingInt(candidate -> candidate.pair.second);
    }

    /** A word of the text, as tokens. */
    private static final class Word {
        private final int[] tokens;
        private final int times;
        private int length;

        Word(int[] tokens, int times) {
            this.tokens = tokens;
            this.times = times;
            this.length = tokens.length;
        }

        /** Returns its pairs, one for each place. */
        List<Pair> pairs() {
            List<Pair> pairs = new ArrayList<>();
            for (int i = 1; i < length; i++) {
                pairs.add(new Pair(tokens[i - 1], tokens[i]));
            }
            return pairs;
        }

        /** Replaces a pair wherever it is, from the left. */
        void merge(Pair pair, int merged) {
            int kept = 0;
            for (int i = 0; i < length; i++) {
                boolean here = i + 1 < length && tokens[i] == pair.first && tokens[i + 1] == pair.second;
                tokens[kept++] = here ? merged : tokens[i];
                i += here ? 1 : 0;
            }
            length = kept;
        }
    }
}
