package dev.dlmbench.control;

import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TokenStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Where n-grams occur in a text: its places, sorted by the n tokens that begin there, so that all places of one prefix
 * are neighbours. Where the text is a row of documents, no n-gram reaches from one into the next.
 */
final class Occurrences {
    private static final int END = -1;

    /** What follows a prefix is counted anew each time, unless it has more places than this. */
    private static final int REMEMBERED = 1 << 12;

    private final int[] tokens;
    private final int stride;
    private final int vocabulary;
    private final int order;
    private final int[] places;
    private final Map<Prefix, Followers> known = new HashMap<>();

    /**
     * Sorts the places.
     *
     * @param tokens of the text; what is no token from 0 to K - 1 ends what comes before it
     * @param stride the length of the documents; 1 for running text
     * @param vocabulary K
     * @param order n
     * @param whole whether places count only where all n tokens are there
     */
    Occurrences(int[] tokens, int stride, int vocabulary, int order, boolean whole) {
        this.tokens = tokens;
        this.stride = stride;
        this.vocabulary = vocabulary;
        this.order = order;
        this.places = sorted(
                whole ? IntStream.range(0, tokens.length).filter(this::whole) : IntStream.range(0, tokens.length));
    }

    /** Counts in what models learn from; of a text that does not lie in memory, in its first 16 million tokens. */
    static Occurrences of(PreparedText text, int order, boolean whole) {
        TokenStream train = text.train();
        int[] tokens = train.tokens();
        OptionalInt padding = text.padding();
        return new Occurrences(
                padding.isEmpty()
                        ? tokens
                        : Arrays.stream(tokens)
                                .map(token -> token == padding.getAsInt() ? END : token)
                                .toArray(),
                train.stride(),
                text.tokenizer().tokens(),
                order,
                whole);
    }

    /**
     * Places that begin alike.
     *
     * @param from the first of them, in the sorted order
     * @param to behind the last of them
     * @param length how many tokens they begin with
     */
    record Prefix(int from, int to, int length) {
        int count() {
            return to - from;
        }
    }

    /**
     * The tokens that follow a prefix, and how often each does.
     *
     * @param tokens in rising order
     * @param counts of them
     * @param total of the counts
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Followers(int[] tokens, int[] counts, int total) {}

    int vocabulary() {
        return vocabulary;
    }

    int order() {
        return order;
    }

    /** Returns all places. */
    Prefix all() {
        return new Prefix(0, places.length, 0);
    }

    /** Returns the places that begin with the tokens from {@code from} to {@code to} of a text, less than n of them. */
    Prefix find(int[] text, int from, int to) {
        Prefix prefix = all();
        for (int i = from; i < to; i++) {
            prefix = then(prefix, text[i]);
        }
        return prefix;
    }

    /** Returns those of a prefix's places that go on with {@code token}. */
    Prefix then(Prefix prefix, int token) {
        return new Prefix(first(prefix, token), first(prefix, token + 1), prefix.length() + 1);
    }

    /** Returns what follows a prefix of less than n tokens. */
    Followers followers(Prefix prefix) {
        return prefix.count() > REMEMBERED ? known.computeIfAbsent(prefix, this::counted) : counted(prefix);
    }

    /**
     * Returns how many of the n-grams of so many tokens occur once and twice.
     *
     * @param length 1 to n
     */
    int[] onceAndTwice(int length) {
        int[] found = new int[2];
        int start = 0;
        for (int i = 1; i <= places.length; i++) {
            if (i == places.length || !alike(places[i - 1], places[i], length)) {
                int times = i - start;
                if (times <= 2 && token(places[start], length - 1) != END) {
                    found[times - 1]++;
                }
                start = i;
            }
        }
        return found;
    }

    private boolean alike(int one, int other, int length) {
        return IntStream.range(0, length).allMatch(depth -> token(one, depth) == token(other, depth));
    }

    private Followers counted(Prefix prefix) {
        int[] found = new int[Math.min(vocabulary, prefix.count())];
        int[] counts = new int[found.length];
        int distinct = 0;
        int total = 0;
        for (int i = prefix.from(); i < prefix.to(); i++) {
            int token = token(places[i], prefix.length());
            if (token == END) {
                continue;
            }
            if (distinct == 0 || found[distinct - 1] != token) {
                found[distinct++] = token;
            }
            counts[distinct - 1]++;
            total++;
        }
        return new Followers(Arrays.copyOf(found, distinct), Arrays.copyOf(counts, distinct), total);
    }

    /** Returns the first place of a prefix whose next token is not below {@code token}, by halving. */
    private int first(Prefix prefix, int token) {
        int low = prefix.from();
        int high = prefix.to();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (token(places[middle], prefix.length()) < token) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the token that is {@code depth} behind a place; {@link #END} where its document has none. */
    private int token(int place, int depth) {
        int end = stride > 1 ? Math.min(tokens.length, (place / stride + 1) * stride) : tokens.length;
        int at = place + depth;
        return at < end && tokens[at] >= 0 && tokens[at] < vocabulary ? tokens[at] : END;
    }

    private boolean whole(int place) {
        return IntStream.range(0, order).allMatch(depth -> token(place, depth) != END);
    }

    /** Sorts by counting, from the last of the n tokens to the first; the order among equals stays. */
    private int[] sorted(IntStream unsorted) {
        int[] from = unsorted.toArray();
        int[] to = new int[from.length];
        for (int depth = order - 1; depth >= 0; depth--) {
            int[] starts = new int[vocabulary + 2];
            for (int place : from) {
                starts[token(place, depth) + 2]++;
            }
            Arrays.parallelPrefix(starts, Integer::sum);
            for (int place : from) {
                to[starts[token(place, depth) + 1]++] = place;
            }
            int[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }
}
