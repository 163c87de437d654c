package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.BlockDiffusion;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores what may stand behind prompts: exactly under autoregression and masked blocks of one token, by the NELBO under
 * larger ones. That is enumerated where few tokens are in one block, and else estimated with exact counts of masks
 * ({@link Corruptions} does so for documents), in independent rounds, whose scatter tells the error.
 *
 * @param process autoregression or masked diffusion in continuous time with plain cross-entropy
 * @param estimator {@link Estimator#AUTO} to enumerate parts of up to {@value #FEW} tokens, or
 *     {@link Estimator#ENUMERATION} or {@link Estimator#EXACT_COUNT} for all; single tokens are exact under each
 * @param draws of noise in a round
 * @param batch copies per call
 */
public record ContinuationLikelihood(GenerativeProcess process, Estimator estimator, int draws, int batch) {
    /** So many independent rounds of noise tell the error of their mean. */
    public static final int ROUNDS = 8;

    /** Parts of a block up to so many tokens are enumerated, in at most 255 copies. */
    public static final int FEW = 8;

    /** Hears of finished prompts. */
    @FunctionalInterface
    public interface Progress {
        /** Called with how many prompts are done. */
        void prompts(int done);
    }

    /**
     * Returns the scores of each prompt's continuations. Those of one prompt share their noise; noise depends on the
     * seeds and the number of the prompt alone.
     *
     * @param prompts for each prompt its continuations, which begin at one token
     */
    public List<List<ContinuationScore>> score(
            Denoiser denoiser, List<List<Continuation>> prompts, Seeds seeds, Progress progress) {
        ContinuationCopies copies = process.match(
                nextToken -> new ContinuationCopies(1, 1, draws, ROUNDS),
                blocks -> new ContinuationCopies(blocks.blocks().size(), enumerated(blocks), draws, ROUNDS));
        Calls calls = new Calls(denoiser);
        List<double[][]> sums = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            List<Continuation> choices = prompts.get(p);
            double[][] nats = choices.stream()
                    .map(choice -> new double[copies.enumerates(choice) ? 1 : ROUNDS])
                    .toArray(double[][]::new);
            sums.add(nats);
            if (process.match(nextToken -> true, blocks -> false)) {
                IntStream.range(0, nats.length).forEach(i -> calls.add(choices.get(i), ones(choices.get(i)), nats[i], 0));
            } else {
                copies.each(
                        choices,
                        seeds.stream("prompt", p),
                        (i, round, weights) -> calls.add(choices.get(i), weights, nats[i], round));
            }
            progress.prompts(p + 1);
        }
        calls.flush();
        return IntStream.range(0, prompts.size())
                .mapToObj(p -> IntStream.range(0, sums.get(p).length)
                        .mapToObj(i -> new ContinuationScore(prompts.get(p).get(i).length(), sums.get(p)[i]))
                        .toList())
                .toList();
    }

    private static double[] ones(Continuation choice) {
        double[] ones = new double[choice.length()];
        Arrays.fill(ones, 1);
        return ones;
    }

    private int enumerated(BlockDiffusion blocks) {
        return switch (estimator) {
            case ENUMERATION -> Estimator.LARGEST_ENUMERATED;
            case EXACT_COUNT -> 1;
            default -> FEW;
        };
    }

    /**
     * One copy that waits for its call.
     *
     * @param nats what its loss is added to, at the place {@code round}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Waiting(Continuation choice, double[] weights, double[] nats, int round) {}

    /** Copies of one length, gathered until a call is full. */
    private final class Calls {
        private final Denoiser denoiser;
        private final List<Waiting> waiting = new ArrayList<>();

        Calls(Denoiser denoiser) {
            this.denoiser = denoiser;
        }

        void add(Continuation choice, double[] weights, double[] nats, int round) {
            if (!waiting.isEmpty() && waiting.get(0).choice().tokens().length != choice.tokens().length) {
                flush();
            }
            waiting.add(new Waiting(choice, weights, nats, round));
            if (waiting.size() == batch) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            int[][] clean =
                    waiting.stream().map(copy -> copy.choice().tokens()).toArray(int[][]::new);
            int n = clean[0].length;
            double[] losses = denoiser.losses(inputs(clean));
            for (int b = 0; b < waiting.size(); b++) {
                Waiting copy = waiting.get(b);
                for (int i = 0; i < copy.weights().length; i++) {
                    if (copy.weights()[i] != 0) { // others are no number where nothing was asked
                        copy.nats()[copy.round()] +=
                                copy.weights()[i] * losses[b * n + copy.choice().from() + i];
                    }
                }
            }
            waiting.clear();
        }

        private LossInputs inputs(int[][] clean) {
            return process.match(
                    nextToken -> nextToken.exact(clean),
                    blocks -> blocks.matchNoise(
                            masked -> masked(masked, clean),
                            interpolating -> {
                                throw new IllegalArgumentException("sets of masks need masked noise");
                            }));
        }

        private LossInputs masked(MaskedDiffusion masked, int[][] clean) {
            int n = clean[0].length;
            boolean[] isMasked = new boolean[clean.length * n];
            boolean[] asked = new boolean[isMasked.length];
            for (int b = 0; b < clean.length; b++) {
                Continuation choice = waiting.get(b).choice();
                for (int i = choice.from(); i < n; i++) {
                    asked[b * n + i] =
                            i < choice.until() && waiting.get(b).weights()[i - choice.from()] != 0;
                    isMasked[b * n + i] = asked[b * n + i] || i >= choice.until();
                }
            }
            return masked.masked(clean, isMasked).asking(i -> asked[i]);
        }
    }
}
