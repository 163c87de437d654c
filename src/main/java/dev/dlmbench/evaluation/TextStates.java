package dev.dlmbench.evaluation;

import dev.dlmbench.process.NetworkDenoiser;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What an autoregressive network makes of a text: one row of numbers, from the last hidden states, which its output
 * layer predicts the next tokens from. A text that is longer than the network reads is cut at its end.
 *
 * @param model that reads
 * @param beginning what it reads before the first token, if anything
 * @param context how many tokens it reads at most, the beginning included
 * @param pooling which of the states
 * @param batch texts per call
 */
public record TextStates(NetworkDenoiser model, OptionalInt beginning, int context, Pooling pooling, int batch) {

    /** Which hidden states of a text stand for it. */
    public enum Pooling {
        /** That behind its last token, as published (K. Pillutla et al., MAUVE, NeurIPS 2021). */
        LAST {
            @Override
            int first(int length) {
                return length - 1;
            }
        },
        /** The mean of all; one of a small network says little of what is more than a few tokens back. */
        MEAN {
            @Override
            int first(int length) {
                return 0;
            }
        };

        /** Returns the first of the states that count. */
        abstract int first(int length);
    }

    /** Returns a row (D) for each text, none of which is empty. */
    public double[][] of(List<int[]> texts) {
        double[][] states = new double[texts.size()][];
        for (int from = 0; from < states.length; from += batch) {
            List<int[]> together = texts.subList(from, Math.min(from + batch, states.length)).stream()
                    .map(this::read)
                    .toList();
            double[][] found = together(together);
            System.arraycopy(found, 0, states, from, found.length);
        }
        return states;
    }

    private int[] read(int[] text) {
        IntStream all = beginning.isPresent()
                ? IntStream.concat(IntStream.of(beginning.getAsInt()), Arrays.stream(text))
                : Arrays.stream(text);
        return all.limit(context).toArray();
    }

    private double[][] together(List<int[]> texts) {
        int width = texts.stream().mapToInt(text -> text.length).max().orElseThrow();
        int[] ids = new int[texts.size() * width]; // what is behind a text is seen by none of its rows
        int[] counts = new int[texts.size()];
        IntStream.Builder rows = IntStream.builder();
        for (int i = 0; i < counts.length; i++) {
            int[] text = texts.get(i);
            System.arraycopy(text, 0, ids, i * width, text.length);
            int first = pooling.first(text.length);
            counts[i] = text.length - first;
            IntStream.range(i * width + first, i * width + text.length).forEach(rows);
        }
        int[] wanted = rows.build().toArray();
        float[] found = model.hiddenStates(counts.length, ids, wanted);
        int depth = found.length / wanted.length;
        double[][] means = new double[counts.length][depth];
        int at = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int row = 0; row < counts[i]; row++) {
                for (int j = 0; j < depth; j++) {
                    means[i][j] += found[at++] / counts[i];
                }
            }
        }
        return means;
    }
}
