package dev.dlmbench.evaluation;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.MaskedDiffusion;
import dev.dlmbench.sampling.FollowedText;
import dev.dlmbench.sampling.Sampler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Scores test documents, every token of every document that is not given. Noise depends on the seeds, the document and
 * the round alone, so that models of the same block size are compared on the same noise.
 *
 * @param process the model's
 * @param spec how, with an estimator that is not {@link Estimator#AUTO}
 * @param batch documents per call
 * @param sampler whose likelihood it is, for {@link Estimator#ORDER}; absent for all others
 */
public record Likelihood(GenerativeProcess process, LikelihoodSpec spec, int batch, Optional<Sampler> sampler) {

    /** Hears of finished documents. */
    @FunctionalInterface
    public interface Progress {
        /** Called with how many documents of a round are done. */
        void documents(int done, int round);
    }

    /** Creates a measurement that needs no sampler. */
    public Likelihood(GenerativeProcess process, LikelihoodSpec spec, int batch) {
        this(process, spec, batch, Optional.empty());
    }

    /** Returns whether the values are exact, not bounds. */
    public boolean exact() {
        return spec.estimator().exact();
    }

    /** Returns whether the values are neither likelihoods nor bounds. */
    public boolean score() {
        return spec.estimator().score();
    }

    /** Returns whether noise is drawn. */
    public boolean noisy() {
        return spec.estimator().noisy();
    }

    /** Returns how many tokens at the start of every document are given and not scored, whatever its context. */
    public int given() {
        return spec.firstToken().given();
    }

    /** Returns every document's score, in order. */
    public List<DocumentLikelihood> score(Denoiser denoiser, List<int[]> documents, Seeds seeds, Progress progress) {
        return score(denoiser, documents, document -> 0, seeds, progress);
    }

    /**
     * Returns every document's score given its context, in order.
     *
     * @param context how many tokens at the start of a document, by its number, are given
     */
    public List<DocumentLikelihood> score(
            Denoiser denoiser, List<int[]> documents, IntUnaryOperator context, Seeds seeds, Progress progress) {
        int[] given = IntStream.range(0, documents.size())
                .map(document -> Math.max(given(), context.applyAsInt(document)))
                .toArray();
        Rounds rounds = new Rounds(documents, given);
        int round = 0;
        do {
            double[] nats = round(given, denoiser, documents, seeds, round, progress);
            rounds.add(nats);
            round++;
        } while (noisy() && spec.until() > 0 && round < spec.atMost() && !(noise(rounds.scores(true)) <= spec.until()));
        return rounds.scores(noisy());
    }

    /** Returns the standard error that the noise leaves in the nats per token of all documents; NaN if unknown. */
    public static double noise(List<DocumentLikelihood> scores) {
        double squares = 0;
        long tokens = 0;
        for (DocumentLikelihood score : scores) {
            squares += score.standardError() * score.standardError();
            tokens += score.tokens();
        }
        return Math.sqrt(squares) / tokens;
    }

    private double[] round(
            int[] given, Denoiser denoiser, List<int[]> documents, Seeds seeds, int round, Progress progress) {
        double[] nats = new double[documents.size()];
        Seeds own = round == 0 ? seeds : seeds.child("round " + round);
        for (Run run : Run.of(documents, given, batch)) {
            List<int[]> group = documents.subList(run.from(), run.to());
            double[] values = nats(given[run.from()], denoiser, group, own, run.from());
            System.arraycopy(values, 0, nats, run.from(), values.length);
            progress.documents(run.to(), round + 1);
        }
        return nats;
    }

    /** Returns the nats of documents of one length, of which so many tokens are given. */
    private double[] nats(int given, Denoiser denoiser, List<int[]> group, Seeds seeds, int first) {
        GenerativeProcess rest = process.given(given);
        return switch (spec.estimator()) {
            case ORDER ->
                sampler.orElseThrow().follow(denoiser, group, given).stream()
                        .mapToDouble(FollowedText::nats)
                        .toArray();
            case ANY_ORDER -> new AnyOrder((MaskedDiffusion) rest).nats(denoiser, group.toArray(int[][]::new));
            default -> {
                double[] nats = new double[group.size()];
                new Corruptions(rest, spec.estimator(), spec.draws())
                        .each(
                                group.toArray(int[][]::new),
                                seeds,
                                first,
                                (inputs, weight) -> add(nats, denoiser, inputs, weight));
                yield nats;
            }
        };
    }

    private static void add(double[] nats, Denoiser denoiser, LossInputs inputs, Corruptions.Weight weight) {
        double[] losses = denoiser.losses(inputs);
        int n = losses.length / inputs.batch();
        for (int i = 0; i < losses.length; i++) {
            nats[i / n] += losses[i] * weight.of(i);
        }
    }

    /** The values of all rounds so far. */
    private static final class Rounds {
        private final List<int[]> documents;
        private final int[] given;
        private final List<double[]> values = new ArrayList<>();

        Rounds(List<int[]> documents, int[] given) {
            this.documents = documents;
            this.given = given;
        }

        void add(double[] nats) {
            values.add(nats);
        }

        List<DocumentLikelihood> scores(boolean noisy) {
            List<DocumentLikelihood> scores = new ArrayList<>();
            for (int d = 0; d < documents.size(); d++) {
                int document = d;
                int length = documents.get(d).length - given[d];
                double[] nats =
                        values.stream().mapToDouble(round -> round[document]).toArray();
                scores.add(
                        noisy
                                ? DocumentLikelihood.over(d, length, nats)
                                : new DocumentLikelihood(d, length, nats[0], 0, nats[0], nats[0]));
            }
            return scores;
        }
    }
}
