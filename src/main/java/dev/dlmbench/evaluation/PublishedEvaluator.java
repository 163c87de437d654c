package dev.dlmbench.evaluation;

import dev.dlmbench.base.Problems;
import dev.dlmbench.pretrained.PretrainedSpec;
import java.nio.file.Path;

/**
 * A published model that scores samples, with the tokenizer beside it.
 *
 * @param weights where it is
 * @param protocol that says what it reads and what counts
 * @param batch texts that go together, where the protocol's numbers depend on that; 0 for as many as the protocol has
 * @param maxLength tokens of a text that are read, where the protocol cuts texts; 0 for the length of the samples
 */
public record PublishedEvaluator(PretrainedSpec weights, ScoringProtocol protocol, int batch, int maxLength) {
    /** The file of the tokenizer. */
    private static final String TOKENIZER = "tokenizer.json";

    /** Checks the settings. */
    public PublishedEvaluator {
        Problems.in("evaluator")
                .check(batch >= 0, "batch", "must not be negative, got %d", batch)
                .check(
                        batch == 0 || protocol.batches(),
                        "batch",
                        "changes nothing under protocol %s, got %d",
                        protocol.id(),
                        batch)
                .check(maxLength >= 0, "maxLength", "must not be negative, got %d", maxLength)
                .check(
                        maxLength == 0 || protocol.cuts(),
                        "maxLength",
                        "is not for protocol %s, got %d",
                        protocol.id(),
                        maxLength)
                .rejectIfAny();
    }

    /** Returns the file of the tokenizer. */
    public Path tokenizer() {
        return weights.place().resolve(TOKENIZER);
    }

    /** Returns the protocol with the numbers that it goes by, such as {@code mdlm, batches of 8, 1024 tokens}. */
    public String words() {
        return protocol.id()
                + (protocol.batches() ? ", batches of " + batch : "")
                + (protocol.cuts() ? ", " + maxLength + " tokens" : "");
    }

    /**
     * Returns the same evaluator with every number that its protocol goes by.
     *
     * @param samples tokens that a sample has at most
     */
    public PublishedEvaluator resolved(int samples) {
        return new PublishedEvaluator(
                weights,
                protocol,
                protocol.batches() && batch == 0 ? protocol.batch() : batch,
                protocol.cuts() && maxLength == 0 ? samples : maxLength);
    }

    /** Returns the same evaluator in another place. */
    public PublishedEvaluator at(String place) {
        return new PublishedEvaluator(weights.at(place), protocol, batch, maxLength);
    }
}
