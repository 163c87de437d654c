package dev.dlmbench.analysis;

import java.util.Comparator;

/** The order of batch sizes that were written as text. */
final class BatchOrder {
    /** Shorter numbers first; numbers have no leading zeros. */
    static final Comparator<String> NUMERIC =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private BatchOrder() {}
}
