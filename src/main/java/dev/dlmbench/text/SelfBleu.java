package dev.dlmbench.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How alike texts are: BLEU of each, with all others as its references, mean over texts (Y. Zhu et al., Texygen, 2018).
 *
 * <p>BLEU is that of K. Papineni et al. (2002) for n-grams up to 4 with equal weights: the geometric mean of the four
 * clipped precisions, and a penalty for what is shorter than the reference of the nearest length, the shorter one of
 * two as near. A precision of which no n-gram matches counts 0.1 of them instead (B. Chen and C. Cherry, A Systematic
 * Comparison of Smoothing Techniques, 2014, method 1). It takes time as the length of all texts, since of each n-gram
 * only the two texts matter that have most of it.
 */
public final class SelfBleu {
    private static final int ORDER = Diversity.ORDER;
    private static final double SMOOTHING = 0.1;

    /** Row n - 1 of each text: how often it has which n-gram. */
    private final List<List<Map<Integer, Integer>>> counts = new ArrayList<>();

    /** Row n - 1: who has most of each n-gram. */
    private final Most[][] most = new Most[ORDER][];

    private final TreeMap<Integer, Integer> lengths = new TreeMap<>();

    private SelfBleu(List<int[]> texts) {
        NGrams grams = new NGrams(ORDER);
        for (int[] text : texts) {
            counts.add(Arrays.stream(grams.add(text)).map(SelfBleu::histogram).toList());
            lengths.merge(text.length, 1, Integer::sum);
        }
        for (int n = 1; n <= ORDER; n++) {
            most[n - 1] = new Most[grams.distinct(n)];
            Arrays.fill(most[n - 1], Most.NONE);
            for (int text = 0; text < texts.size(); text++) {
                for (Map.Entry<Integer, Integer> entry :
                        counts.get(text).get(n - 1).entrySet()) {
                    most[n - 1][entry.getKey()] = most[n - 1][entry.getKey()].with(text, entry.getValue());
                }
            }
        }
    }

    /** Returns the mean over all texts that have four tokens; nothing where fewer than two have. */
    public static OptionalDouble of(List<int[]> texts) {
        List<int[]> enough = texts.stream().filter(text -> text.length >= ORDER).toList();
        if (enough.size() < 2) {
            return OptionalDouble.empty();
        }
        SelfBleu bleu = new SelfBleu(enough);
        double sum = 0;
        for (int text = 0; text < enough.size(); text++) {
            sum += bleu.of(text, enough.get(text).length);
        }
        return OptionalDouble.of(sum / enough.size());
    }

    private double of(int text, int length) {
        double log = 0;
        for (int n = 1; n <= ORDER; n++) {
            int matched = 0;
            for (Map.Entry<Integer, Integer> entry : counts.get(text).get(n - 1).entrySet()) {
                matched += Math.min(entry.getValue(), most[n - 1][entry.getKey()].without(text));
            }
            log += Math.log((matched == 0 ? SMOOTHING : matched) / (length - n + 1)) / ORDER;
        }
        int nearest = nearest(length);
        return Math.exp(length > nearest ? log : log + 1 - (double) nearest / length);
    }

    /** Returns the length of another text that is nearest to that of a text. */
    private int nearest(int length) {
        if (lengths.getOrDefault(length, 0) > 1) {
            return length;
        }
        Integer below = lengths.lowerKey(length);
        Integer above = lengths.higherKey(length);
        if (below == null) {
            return above == null ? length : above;
        }
        return above == null || length - below <= above - length ? below : above;
    }

    private static Map<Integer, Integer> histogram(int[] grams) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int gram : grams) {
            counts.merge(gram, 1, Integer::sum);
        }
        return counts;
    }

    /**
     * How often an n-gram is in the text that has most of it, and in the next one.
     *
     * @param text that has most
     * @param count in it
     * @param second the largest count in any other
     */
    private record Most(int text, int count, int second) {
        static final Most NONE = new Most(-1, 0, 0);

        Most with(int other, int own) {
            return own > count ? new Most(other, own, count) : new Most(text, count, Math.max(second, own));
        }

        int without(int hypothesis) {
            return text == hypothesis ? second : count;
        }
    }
}
