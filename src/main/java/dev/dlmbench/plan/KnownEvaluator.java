package dev.dlmbench.plan;

import dev.dlmbench.evaluation.PublishedEvaluator;

/**
 * A published evaluator, and what is in its files.
 *
 * @param evaluator where it is, and its protocol with all numbers
 * @param weightsHash SHA-256 of its files
 * @param tokenizerHash SHA-256 of its tokenizer's file
 */
public record KnownEvaluator(PublishedEvaluator evaluator, String weightsHash, String tokenizerHash) {
    /** Returns the same evaluator in another place. */
    KnownEvaluator at(String place) {
        return new KnownEvaluator(evaluator.at(place), weightsHash, tokenizerHash);
    }
}
