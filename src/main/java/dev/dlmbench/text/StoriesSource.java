package dev.dlmbench.text;

import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** Placeholder until the grammar is in. */
final class StoriesSource implements ExactSource {
    Vocabulary vocabulary() {
        return Vocabulary.bytes();
    }

    @Override
    public OptionalDouble entropyRate() {
        return OptionalDouble.empty();
    }

    @Override
    public double logLikelihood(int[] document) {
        return Double.NaN;
    }

    @Override
    public int[] draw(int length, SplittableRandom random) {
        return new int[length];
    }
}
