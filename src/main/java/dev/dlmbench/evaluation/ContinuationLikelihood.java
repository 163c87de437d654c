package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import java.util.ArrayList;
import java.util.List;

/**
 * Scores what may stand behind prompts: exactly under autoregression and masked blocks of one token, by the NELBO under
 * larger ones. That is enumerated where few tokens are in one block, and else estimated with exact counts of masks
 * ({@link Corruptions} does so for documents), in independent rounds, whose scatter tells the error.
 *
 * @param process autoregression or masked diffusion in continuous time with plain cross-entropy
 * @param estimator {@link Estimator#AUTO} to enumerate parts of up to {@value #FEW} tokens, or
 *     {@link Estimator#ENUMERATION} for those of up to {@value Estimator#LARGEST_ENUMERATED}, or
 *     {@link Estimator#EXACT_COUNT} for none; single tokens are exact under each
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
     * Returns the scores of each prompt's continuations. Those of one prompt share their noise, which depends on the
     * seeds, the number of the prompt and the lengths of its continuations alone, so that models of one block size are
     * compared on the same noise.
     *
     * @param prompts for each prompt its continuations, which begin at one token
     */
    public List<List<ContinuationScore>> score(
            Denoiser denoiser, List<List<Continuation>> prompts, Seeds seeds, Progress progress) {
        ContinuationCopies copies = copies();
        Calls calls = new Calls(denoiser);
        List<List<ContinuationScore>> scores = new ArrayList<>();
        for (int p = 0; p < prompts.size(); p++) {
            List<Continuation> choices = prompts.get(p);
            List<ContinuationScore> own = choices.stream()
                    .map(choice ->
                            new ContinuationScore(choice.length(), new double[copies.enumerates(choice) ? 1 : ROUNDS]))
                    .toList();
            scores.add(own);
            copies.each(
                    choices,
                    seeds.stream("prompt", p),
                    (i, round, weights) -> calls.add(
                            new Waiting(choices.get(i), weights, own.get(i).rounds(), round)));
            progress.prompts(p + 1);
        }
        calls.flush();
        return scores;
    }

    /** Autoregression has blocks of one token, each with a single set of masks. */
    private ContinuationCopies copies() {
        return process.match(
                nextToken -> new ContinuationCopies(1, 1, draws, ROUNDS),
                blocks -> new ContinuationCopies(blocks.blocks().size(), enumerated(), draws, ROUNDS),
                sphere -> {
                    throw refused("masked noise");
                });
    }

    private static IllegalArgumentException refused(String needed) {
        return new IllegalArgumentException("sets of masks need " + needed);
    }

    private int enumerated() {
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

        void add(Waiting copy) {
            if (!waiting.isEmpty()
                    && waiting.get(0).choice().tokens().length != copy.choice().tokens().length) {
                flush();
            }
            waiting.add(copy);
            if (waiting.size() == batch) {
                flush();
            }
        }

        void flush() {
            if (waiting.isEmpty()) {
                return;
            }
            int[][] clean = waiting.stream().map(copy -> copy.choice().tokens()).toArray(int[][]::new);
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
                            soft -> {
                                throw refused("masks that fall on all tokens alike");
                            },
                            interpolating -> {
                                throw refused("masked noise");
                            }),
                    sphere -> {
                        throw refused("masked noise");
                    });
        }

        private LossInputs masked(MaskedDiffusion masked, int[][] clean) {
            int n = clean[0].length;
            boolean[] isMasked = new boolean[clean.length * n];
            boolean[] asked = new boolean[isMasked.length];
            for (int b = 0; b < clean.length; b++) {
                Continuation choice = waiting.get(b).choice();
                for (int i = choice.from(); i < n; i++) {
                    asked[b * n + i] = i < choice.until() && waiting.get(b).weights()[i - choice.from()] != 0;
                    isMasked[b * n + i] = asked[b * n + i] || i >= choice.until();
                }
            }
            return masked.masked(clean, isMasked).asking(i -> asked[i]);
        }
    }
}
