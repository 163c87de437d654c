package dev.dlmbench.metric;

/** What one seed's value of a metric is pooled over, and so what its interval is over where there is one seed only. */
public enum MetricPooling {
    /**
     * Nats of test documents by their tokens; the node keeps both of every document ({@link DocumentScore}). The value
     * is their ratio, or its exponential where the metric's scale is {@link MetricScale#EXPONENTIAL}.
     */
    TOKENS_OF_DOCUMENTS,
    /** Nats of test documents by their characters or bytes; the node keeps the nats, and not those. */
    CHARACTERS_OF_DOCUMENTS,
    /** Test documents, of which the node keeps nothing. */
    DOCUMENTS,
    /** Examples of a task; of answers the node keeps what shares are at each ({@link ExampleScore}). */
    EXAMPLES,
    /**
     * Nats of samples by their tokens; the node keeps both of every sample ({@link SampleScore}). The value is their
     * ratio, or its exponential where the metric's scale is {@link MetricScale#EXPONENTIAL}.
     */
    TOKENS_OF_SAMPLES,
    /** Samples. */
    SAMPLES,
    /** The JVMs that decoded. */
    JVMS,
    /** Anything else that was repeated, or nothing. */
    REPETITIONS;

    /** Returns whether the node keeps nats and tokens of the documents or samples, which give the value. */
    public boolean kept() {
        return this == TOKENS_OF_DOCUMENTS || this == TOKENS_OF_SAMPLES;
    }

    /** Returns whether what is pooled are the nats of test documents under a model. */
    boolean likelihood() {
        return this == TOKENS_OF_DOCUMENTS || this == CHARACTERS_OF_DOCUMENTS;
    }
}
