package dev.dlmbench.control;

import java.util.function.ObjDoubleConsumer;

/** Laws of the next token, gone through text by text. */
final class Laws {
    private Laws() {}

    /** Returns the probability of a text. */
    static double probability(NextTokenLaw law, int[] text) {
        double probability = 1;
        for (int i = 0; i < text.length; i++) {
            probability *= law.next(text, i)[text[i]];
        }
        return probability;
    }

    /** Gives every text of so many of K tokens with its probability. */
    static void enumerate(NextTokenLaw law, int tokens, int length, ObjDoubleConsumer<int[]> each) {
        int[] text = new int[length];
        for (long number = 0; number < Math.round(Math.pow(tokens, length)); number++) {
            long rest = number;
            for (int i = 0; i < length; i++) {
                text[i] = (int) (rest % tokens);
                rest /= tokens;
            }
            each.accept(text, probability(law, text));
        }
    }

    /** Returns the sum of the probabilities of all texts of so many of K tokens. */
    static double sum(NextTokenLaw law, int tokens, int length) {
        double[] sum = new double[1];
        enumerate(law, tokens, length, (text, probability) -> sum[0] += probability);
        return sum[0];
    }
}
