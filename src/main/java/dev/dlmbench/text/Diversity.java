package dev.dlmbench.text;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much texts repeat themselves, and what of them is new. Tokens are what is compared; a text that is too short for
 * what is asked of it does not count.
 */
public final class Diversity {
    /** The n of the n-grams by which texts repeat themselves and others. */
    public static final int ORDER = 4;

    private Diversity() {}

    /**
     * Returns distinct-n: how many different n-grams all texts have, by how many they have (J. Li et al., A
     * Diversity-Promoting Objective Function for Neural Conversation Models, 2016). It falls as there is more text.
     *
     * @return from n = 1 to {@link #ORDER}; NaN where no text has n tokens
     */
    public static double[] distinct(List<int[]> texts) {
        NGrams grams = new NGrams(ORDER);
        long[] all = new long[ORDER];
        for (int[] text : texts) {
            int[][] found = grams.add(text);
            for (int n = 1; n <= ORDER; n++) {
                all[n - 1] += found[n - 1].length;
            }
        }
        return IntStream.rangeClosed(1, ORDER)
                .mapToDouble(n -> (double) grams.distinct(n) / all[n - 1])
                .toArray();
    }

    /** Returns, for every text of four tokens or more, the share of its 4-grams that occur in it before. */
    public static double[] repetitions(List<int[]> texts) {
        return texts.stream()
                .filter(text -> text.length >= ORDER)
                .mapToDouble(text -> {
                    NGrams grams = new NGrams(ORDER);
                    int all = grams.add(text)[ORDER - 1].length;
                    return 1 - (double) grams.distinct(ORDER) / all;
                })
                .toArray();
    }

    /**
     * Returns how many tokens the longest stretch of a text has that it contains at two places, which may overlap. It
     * takes time as the square of the length.
     */
    public static int longestRepeat(int[] text) {
        int longest = 0;
        for (int gap = 1; text.length - gap > longest; gap++) {
            int equal = 0;
            for (int i = 0; i + gap < text.length; i++) {
                equal = text[i] == text[i + gap] ? equal + 1 : 0;
                longest = Math.max(longest, equal);
            }
        }
        return longest;
    }

    /**
     * Returns, for every text of four tokens or more of each list, the share of its 4-grams that do not occur in what
     * was learnt. All of that is read once, and the texts' own n-grams alone are kept in memory.
     */
    public static List<double[]> novelties(List<List<int[]>> lists, TokenStream learnt) {
        NGrams grams = new NGrams(ORDER);
        List<List<int[]>> found = lists.stream()
                .map(texts -> texts.stream()
                        .filter(text -> text.length >= ORDER)
                        .map(text -> grams.add(text)[ORDER - 1])
                        .toList())
                .toList();
        boolean[] known = known(grams, learnt);
        return found.stream()
                .map(texts -> texts.stream()
                        .mapToDouble(text -> (double) IntStream.of(text)
                                        .filter(gram -> !known[gram])
                                        .count()
                                / text.length)
                        .toArray())
                .toList();
    }

    /** Returns which of the largest n-grams occur in a stream, within one of its documents where it has such. */
    private static boolean[] known(NGrams grams, TokenStream learnt) {
        boolean[] known = new boolean[grams.distinct(ORDER)];
        IdSequence ids = learnt.ids();
        int within = learnt.stride() == 1 ? 0 : learnt.stride() - ORDER;
        for (long from = 0; from + ORDER <= ids.length(); from += IdSequence.RUN) {
            int[] run = ids.slice(from, (int) Math.min(IdSequence.RUN + ORDER - 1, ids.length() - from));
            for (int i = 0; i + ORDER <= run.length; i++) {
                if ((from + i) % learnt.stride() <= within) {
                    int gram = grams.find(run, i);
                    if (gram >= 0) {
                        known[gram] = true;
                    }
                }
            }
        }
        return known;
    }
}
