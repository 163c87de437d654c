package dev.dlmbench.evaluation;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.text.ExactSource;
import java.util.ArrayList;
import java.util.List;

/** Scores samples for gen-PPL. */
@FunctionalInterface
public interface Judge {

    /** Returns minus the log-likelihood of every sequence, in nats. */
    double[] nats(List<int[]> sequences);

    /** Returns the source that made the corpus as its own judge. */
    static Judge of(ExactSource source) {
        return sequences -> sequences.stream()
                .mapToDouble(sequence -> -source.logLikelihood(sequence))
                .toArray();
    }

    /**
     * Returns a trained autoregressive model as the judge.
     *
     * @param batch sequences per call
     */
    static Judge of(Denoiser model, int batch) {
        Likelihood likelihood = new Likelihood(new Autoregressive(model.tokens()), LikelihoodSpec.exact(), batch);
        return sequences -> {
            List<Double> nats = new ArrayList<>();
            likelihood
                    .score(model, sequences, new Seeds(0), (done, round) -> {})
                    .forEach(score -> nats.add(score.nats()));
            return nats.stream().mapToDouble(Double::doubleValue).toArray();
        };
    }
}
