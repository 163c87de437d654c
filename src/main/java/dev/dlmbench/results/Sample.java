package dev.dlmbench.results;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of {@code samples.jsonl}: a drawn text.
 *
 * @param index counted from 0
 * @param text as the tokenizer writes it
 * @param ending why it is not longer: length, stop or entropy
 * @param calls of the network that it took part in, by role
 */
public record Sample(long index, String text, String ending, Map<String, Long> calls) {

    /** Copies the calls, sorted by role. */
    public Sample {
        calls = Collections.unmodifiableMap(new TreeMap<>(calls));
    }
}
