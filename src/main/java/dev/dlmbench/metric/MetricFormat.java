package dev.dlmbench.metric;

/** How many digits of a metric's values mean something to a reader. */
public enum MetricFormat {
    /** Three decimals: nats, bits, shares. */
    THREE_DECIMALS,
    /** Two decimals. */
    TWO_DECIMALS,
    /** One decimal, or none where the value is whole: means of counts. */
    COUNT,
    /** No decimals: counts. */
    WHOLE,
    /** Three significant digits: times, rates, sizes and variances, which may be of any size. */
    SIGNIFICANT
}
