package dev.dlmbench.results;

import java.util.List;
import java.util.Map;

/**
 * One line of {@code latency.json}: every decoding that counts at one batch size.
 *
 * @param batch sequences decoded side by side
 * @param forks milliseconds of every decoding, per JVM
 * @param firsts milliseconds to the first drawn token or block of each, per JVM
 * @param engine what computed there
 */
public record DecodingTimes(
        int batch, List<List<Double>> forks, List<List<Double>> firsts, Map<String, String> engine) {
    /** The entry of a node's provenance that says what the clock ran for. */
    public static final String REGION = "timed region";
}
