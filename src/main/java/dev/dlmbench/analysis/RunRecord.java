package dev.dlmbench.analysis;

import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.store.NodeRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was run where decoding was timed, as whoever repeats it must know: which model, what it was asked, on what, how
 * warm, and what the clock ran for.
 *
 * @param point whose decoding it is
 * @param seed of the model
 * @param facts by name: {@code checkpoint}, {@code tokenizer}, {@code protocol}, {@code device}, {@code dtype},
 *     {@code batch}, {@code warm-up}, {@code repetitions}, {@code timed region}, {@code software}
 */
public record RunRecord(String point, long seed, Map<String, String> facts) {
    private static final String SAMPLING = "sampling.";

    /** How many samples are drawn elsewhere, side by side and step by step. */
    private static final Set<String> NOT_TIMED = Set.of("sampling.samples", "sampling.batch", "sampling.traces");

    private static final String TOKENIZER = "data.tokenizer";
    private static final String UNKNOWN = "not recorded";

    /** Keeps the order of the facts. */
    public RunRecord {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Returns the records of all decodings that were timed, in the order of the suite. */
    public static List<RunRecord> of(SuiteResults results) {
        List<RunRecord> records = new ArrayList<>();
        for (PointEntry point : results.index().points()) {
            for (SeedEntry seed : point.seeds()) {
                results.node(seed, NodeKind.LATENCY.id())
                        .ifPresent(timed -> records.add(
                                new RunRecord(point.id(), seed.seed(), facts(point, seed, timed, results))));
            }
        }
        return records;
    }

    private static Map<String, String> facts(PointEntry point, SeedEntry seed, NodeRecord timed, SuiteResults results) {
        Map<String, String> asked = timed.specWords();
        Map<String, String> where = timed.provenanceWords();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "checkpoint",
                EvaluatorSummary.words(
                        seed.model(), Optional.ofNullable(results.nodes().get(seed.model()))));
        facts.put("tokenizer", tokenizer(point.settings()));
        facts.put("protocol", protocol(point, asked.getOrDefault("spec.latency.prompted", "")));
        facts.put(
                "device",
                where.getOrDefault("device", UNKNOWN) + ", processor " + where.getOrDefault("cpu", UNKNOWN)
                        + ", threads: " + where.getOrDefault("threads", UNKNOWN));
        facts.put("dtype", where.getOrDefault("precision", UNKNOWN));
        facts.put("batch", asked.getOrDefault("spec.latency.batchSizes", UNKNOWN));
        facts.put(
                "warm-up",
                "in each JVM, whole decodings until " + asked.getOrDefault("spec.latency.warmupCalls", UNKNOWN)
                        + " network calls are made, and one more");
        facts.put(
                "repetitions",
                asked.getOrDefault("spec.latency.iterations", UNKNOWN) + " decodings in each JVM, JVMs: "
                        + asked.getOrDefault("spec.latency.forks", UNKNOWN));
        facts.put(DecodingTimes.REGION, where.getOrDefault(DecodingTimes.REGION, UNKNOWN));
        facts.put("software", software(where, "version", "commit", "dirty", "pytorch", "djl", "jdk"));
        return facts;
    }

    private static String tokenizer(Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(TOKENIZER))
                .map(setting -> setting.getKey().equals(TOKENIZER)
                        ? setting.getValue()
                        : setting.getKey().substring(TOKENIZER.length() + 1) + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Returns what is asked of the sampler, and every setting of how it goes about it. */
    private static String protocol(PointEntry point, String prompted) {
        String asked = prompted.equals("true")
                ? "answers to the prompts of a task's test set"
                : "sequences of " + point.sequence() + " tokens at most";
        String how = point.blockSize() == 0 ? "one token after another" : "in blocks of " + point.blockSize();
        String settings = point.settings().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(SAMPLING) && !NOT_TIMED.contains(setting.getKey()))
                .map(setting -> setting.getKey().substring(SAMPLING.length()) + " " + setting.getValue())
                .collect(Collectors.joining(", "));
        return asked + ", " + how + (settings.isEmpty() ? "" : "; " + settings);
    }

    private static String software(Map<String, String> provenance, String... names) {
        return Arrays.stream(names)
                .filter(provenance::containsKey)
                .map(name -> name + " " + provenance.get(name))
                .collect(Collectors.joining(", "));
    }
}
