package dev.dlmbench.evaluation;

import dev.dlmbench.base.LogMean;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Blocks;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Bounds from both sides of the likelihood that a masked model has under the sampler which reveals one token after
 * another in random order. The likelihood p of a block is the mean over all orders of the product w of the predictions
 * along an order, so that orders drawn at random give unbiased estimates of p. With two independent halves of them, of
 * means u and v,
 *
 * <ul>
 *   <li>ln of the mean of both is at most ln p in expectation, by Jensen's inequality, and the mean of ln w, the NELBO,
 *       is lower still;
 *   <li>ln v + u / v - 1 is at least ln p in expectation, whatever v is, since ln p &lt;= ln v + p / v - 1 for every v
 *       &gt; 0 and u is independent of v (TUBE, arXiv 2605.24292). The halves take turns to be v, the surrogate.
 * </ul>
 *
 * Blocks are conditioned on the clean ones before them, so that logarithms add up over blocks. Every order takes as
 * many calls as a block has tokens.
 *
 * @param process with parameterization subs
 * @param orders drawn for each block, in {@value #ROUNDS} rounds of two halves
 * @param batch documents per call
 */
public record Sandwich(GenerativeProcess process, int orders, int batch) {
    /** Rounds whose scatter is the noise. */
    public static final int ROUNDS = 4;

    /**
     * What is known of one document, in nats; each a mean over rounds.
     *
     * @param low what is in expectation at most minus the log-likelihood
     * @param high what is in expectation at least that
     * @param nelbo the mean over all orders, which is in expectation at least {@code high}
     * @param surrogate minus ln v
     */
    public record Ends(DocumentLikelihood low, DocumentLikelihood high, double nelbo, double surrogate) {}

    /** Returns both ends for every document, in order, the first tokens of each given. */
    public List<Ends> score(
            Denoiser denoiser,
            List<int[]> documents,
            IntUnaryOperator given,
            Seeds seeds,
            Likelihood.Progress progress) {
        int[] context = IntStream.range(0, documents.size()).map(given).toArray();
        double[][][] rounds = new double[ROUNDS][documents.size()][];
        for (int round = 0; round < ROUNDS; round++) {
            for (Run run : Run.of(documents, context, batch)) {
                int[][] group = documents.subList(run.from(), run.to()).toArray(int[][]::new);
                MaskedDiffusion rest = (MaskedDiffusion) process.given(context[run.from()]);
                double[][] ends = round(rest, denoiser, group, seeds.child("round " + round), run.from());
                System.arraycopy(ends, 0, rounds[round], run.from(), ends.length);
                progress.documents(run.to(), round + 1);
            }
        }
        List<Ends> scores = new ArrayList<>();
        for (int d = 0; d < documents.size(); d++) {
            int document = d;
            int tokens = documents.get(d).length - context[d];
            scores.add(new Ends(
                    likelihood(d, tokens, i -> rounds[i][document][0]),
                    likelihood(d, tokens, i -> rounds[i][document][1]),
                    mean(i -> rounds[i][document][2]),
                    mean(i -> rounds[i][document][3])));
        }
        return scores;
    }

    private static DocumentLikelihood likelihood(int document, int tokens, IntToDoubleFunction values) {
        double[] rounds = IntStream.range(0, ROUNDS).mapToDouble(values).toArray();
        return DocumentLikelihood.over(document, tokens, rounds);
    }

    private static double mean(IntToDoubleFunction values) {
        return IntStream.range(0, ROUNDS).mapToDouble(values).average().orElseThrow();
    }

    /** Returns low, high, nelbo and surrogate of every document of a group. */
    private double[][] round(MaskedDiffusion rest, Denoiser denoiser, int[][] group, Seeds seeds, int first) {
        int n = group[0].length;
        int blocks = rest.blocks().count(n);
        int half = orders / ROUNDS / 2;
        double[][] along = new double[group.length * blocks][2 * half]; // ln w
        SplittableRandom[] random = new SplittableRandom[group.length];
        Arrays.setAll(random, b -> seeds.stream("orders", first + b));
        for (int order = 0; order < 2 * half; order++) {
            follow(rest, denoiser, group, random, order, along);
        }
        double[][] ends = new double[group.length][4];
        for (int b = 0; b < along.length; b++) {
            double[] of = ends[b / blocks];
            double[] one = Arrays.copyOf(along[b], half);
            double[] other = Arrays.copyOfRange(along[b], half, 2 * half);
            double u = LogMean.of(one);
            double v = LogMean.of(other);
            of[0] -= ((v + Math.exp(u - v) - 1) + (u + Math.exp(v - u) - 1)) / 2;
            of[1] -= LogMean.of(along[b]);
            of[2] -= Arrays.stream(along[b]).average().orElseThrow();
            of[3] -= (u + v) / 2;
        }
        return ends;
    }

    /** Reveals all blocks of a group, each in an order of its own, and adds up the predictions along it. */
    private static void follow(
            MaskedDiffusion rest,
            Denoiser denoiser,
            int[][] group,
            SplittableRandom[] random,
            int order,
            double[][] along) {
        int n = group[0].length;
        Blocks cut = rest.blocks();
        int blocks = cut.count(n);
        int[][] places = new int[along.length][];
        boolean[] masked = new boolean[group.length * n];
        int most = 0;
        for (int b = 0; b < along.length; b++) {
            int from = b / blocks * n + cut.start(b % blocks);
            places[b] = shuffled(from, cut.length(b % blocks, n), random[b / blocks]);
            Arrays.stream(places[b]).forEach(place -> masked[place] = true);
            most = Math.max(most, places[b].length);
        }
        for (int step = 0; step < most; step++) {
            double[] losses = denoiser.losses(rest.masked(group, masked));
            for (int b = 0; b < along.length; b++) {
                if (step < places[b].length) {
                    int place = places[b][step];
                    double weight = (double) places[b].length / (places[b].length - step); // of every loss
                    along[b][order] -= losses[place] / weight;
                    masked[place] = false;
                }
            }
        }
    }

    private static int[] shuffled(int from, int count, SplittableRandom random) {
        int[] places = IntStream.range(from, from + count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int place = places[i];
            places[i] = places[other];
            places[other] = place;
        }
        return places;
    }
}
