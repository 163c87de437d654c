package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Where a model loses nats of test documents: by time, by place in the block, by how frequent the token is. Times are
 * drawn evenly from ten intervals; the weights are the NELBO's, so that the mean over all times is the NELBO.
 *
 * @param process the model's
 * @param draws of noise per document and interval
 * @param batch documents per call
 */
public record LossProfile(GenerativeProcess process, int draws, int batch) {
    private static final int INTERVALS = 10;

    /** What losses are sorted by. */
    public enum Axis {
        /** The middle of an interval of times. */
        TIME,
        /** The place in the block, from 0. */
        POSITION,
        /** The class of the clean token's frequency. */
        FREQUENCY
    }

    /**
     * The mean loss of one group of tokens.
     *
     * @param axis that they are sorted by
     * @param at where on it they are
     * @param rate nats per token over the documents that have such tokens
     */
    public record Row(Axis axis, double at, PooledRate rate) {}

    /**
     * Returns the mean losses, sorted by axis and place.
     *
     * @param documents of one length
     * @param running whether they are windows of one running text, in its order
     * @param frequencyClass of a token
     */
    public List<Row> measure(
            Denoiser denoiser, List<int[]> documents, boolean running, IntUnaryOperator frequencyClass, Seeds seeds) {
        Sums sums = new Sums(documents.size());
        int length = documents.get(0).length;
        List<int[]> whole =
                documents.stream().filter(document -> document.length == length).toList();
        for (int from = 0; from < whole.size(); from += batch) {
            int[][] group =
                    whole.subList(from, Math.min(whole.size(), from + batch)).toArray(int[][]::new);
            SplittableRandom random = seeds.stream("profile", from);
            int first = from;
            process.<Runnable>match(
                            nextToken -> () -> leftToRight(nextToken, denoiser, group, first, frequencyClass, sums),
                            blocks -> () -> diffusion(blocks, denoiser, group, first, frequencyClass, random, sums),
                            sphere -> () -> {
                                throw new IllegalArgumentException("the profile is of noise on tokens");
                            })
                    .run();
        }
        return sums.rows(running);
    }

    private static void leftToRight(
            Autoregressive nextToken,
            Denoiser denoiser,
            int[][] group,
            int first,
            IntUnaryOperator frequencyClass,
            Sums sums) {
        int n = group[0].length;
        LossInputs inputs = nextToken.exact(group);
        double[] weights = inputs.byToken(inputs.noise());
        sums.add(
                Axis.FREQUENCY,
                first,
                group,
                denoiser.losses(inputs),
                i -> weights[i] > 0, // a first token that is given has no loss
                i -> frequencyClass.applyAsInt(group[i / n][i % n]));
    }

    private void diffusion(
            BlockDiffusion diffusion,
            Denoiser denoiser,
            int[][] group,
            int first,
            IntUnaryOperator frequencyClass,
            SplittableRandom random,
            Sums sums) {
        int n = group[0].length;
        double[] times = new double[group.length * diffusion.blocks().count(n)];
        for (int interval = 0; interval < INTERVALS; interval++) {
            for (int draw = 0; draw < draws; draw++) {
                double low = (double) interval / INTERVALS;
                Arrays.setAll(times, i -> Math.max(1e-9, low + random.nextDouble() / INTERVALS));
                LossInputs inputs = diffusion.corrupt(group, times, random);
                double[] losses = denoiser.losses(inputs);
                int middle = interval;
                sums.add(Axis.TIME, first, group, losses, i -> middle);
                sums.add(
                        Axis.POSITION,
                        first,
                        group,
                        losses,
                        i -> i % n % diffusion.blocks().size());
                sums.add(Axis.FREQUENCY, first, group, losses, i -> frequencyClass.applyAsInt(group[i / n][i % n]));
            }
        }
    }

    /** Losses and their number by document, for every group of tokens. */
    private static final class Sums {
        private final int documents;
        private final Map<Axis, Map<Integer, double[][]>> sums = new TreeMap<>();

        Sums(int documents) {
            this.documents = documents;
        }

        void add(Axis axis, int first, int[][] group, double[] losses, IntUnaryOperator place) {
            add(axis, first, group, losses, i -> true, place);
        }

        void add(Axis axis, int first, int[][] group, double[] losses, IntPredicate counts, IntUnaryOperator place) {
            Map<Integer, double[][]> places = sums.computeIfAbsent(axis, key -> new TreeMap<>());
            int n = group[0].length;
            for (int i = 0; i < losses.length; i++) {
                if (counts.test(i)) {
                    double[][] here = places.computeIfAbsent(place.applyAsInt(i), key -> new double[2][documents]);
                    here[0][first + i / n] += losses[i];
                    here[1][first + i / n]++;
                }
            }
        }

        List<Row> rows(boolean running) {
            List<Row> rows = new ArrayList<>();
            sums.forEach((axis, places) -> places.forEach((place, here) -> {
                double at = axis == Axis.TIME ? (place + 0.5) / INTERVALS : place;
                rows.add(new Row(axis, at, PooledRate.of(here[0], here[1], running)));
            }));
            return rows;
        }
    }
}
