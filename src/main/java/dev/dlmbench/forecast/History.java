package dev.dlmbench.forecast;

import dev.dlmbench.base.Machine;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.store.DamagedNodeException;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** How long nodes took so far, and how long others will take by that. */
public final class History {
    private static final String CPU = "cpu";
    private static final String CUDA = "cuda";
    private static final String GPU = "gpu";
    private static final String AUTO = "auto";

    private final Map<String, List<PastEffort>> past = new HashMap<>();
    private final String processor;

    /** Begins one in which nothing has taken any time yet, on this machine's processor. */
    public History() {
        this.processor = Machine.cpu();
    }

    /**
     * A node that is done.
     *
     * @param effort what it took, counted
     * @param seconds that it took
     * @param device that computed it: {@code cpu}, {@code gpu}, or another word where no network was asked
     * @param processor of that machine
     */
    private record PastEffort(Effort effort, double seconds, String device, String processor) {}

    /** Returns what the provenance of the store's nodes says. */
    public static History of(ResultStore store) throws IOException {
        Map<String, NodeRecord> records = new LinkedHashMap<>();
        Efforts efforts = new Efforts();
        for (String hash : store.nodes()) {
            Optional<NodeRecord> record = read(store, hash);
            if (record.isPresent()) {
                records.put(hash, record.get());
                spec(record.get()).ifPresent(spec -> efforts.add(hash, spec, parameters(record.get())));
            }
        }
        History history = new History();
        records.forEach((hash, record) -> {
            Optional<Effort> effort = efforts.of(hash);
            if (effort.isPresent() && record.seconds().orElse(0) > 0) {
                Map<String, String> provenance = record.provenanceWords();
                history.add(new PastEffort(
                        effort.get(),
                        record.seconds().getAsDouble(),
                        device(provenance.getOrDefault("device", "")),
                        provenance.getOrDefault(CPU, "")));
            }
        });
        return history;
    }

    private static Optional<NodeRecord> read(ResultStore store, String hash) throws IOException {
        try {
            return store.readUnchecked(hash);
        } catch (DamagedNodeException e) {
            return Optional.empty();
        }
    }

    /** Returns a node's spec; nothing if the code that wrote it knew other settings. */
    private static Optional<NodeSpec> spec(NodeRecord record) {
        try {
            return Optional.of(SpecJson.parse(record.spec()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong parameters(NodeRecord record) {
        return record.measurements().stream()
                .filter(measurement -> measurement.metric() == Metric.PARAMETERS && measurement.value() != null)
                .mapToLong(measurement -> Math.round(Objects.requireNonNull(measurement.value())))
                .findFirst();
    }

    private static String device(String word) {
        return word.startsWith(GPU) ? GPU : word;
    }

    /** Adds a node that took {@code seconds} just now, on the device that it asked for or on that of the others. */
    public synchronized void add(Effort effort, double seconds) {
        add(new PastEffort(effort, seconds, asked(effort), processor));
    }

    private synchronized void add(PastEffort one) {
        past.computeIfAbsent(one.effort.group(), any -> new ArrayList<>()).add(one);
    }

    /** Returns the laws that hold by what has been seen so far. */
    public Outlook outlook() {
        return outlook(List.of());
    }

    /**
     * Returns the laws that hold by what has been seen so far.
     *
     * @param running efforts that are under way, and how long they will probably have taken in the end; they count
     *     where nothing of their kind has come to its end
     */
    synchronized Outlook outlook(List<Map.Entry<Effort, Double>> running) {
        return new Outlook(running);
    }

    /** How long nodes will take; it learns nothing any more. */
    public final class Outlook {
        private final List<Map.Entry<Effort, Double>> running;
        private final Map<List<String>, Optional<CostLaw>> laws = new HashMap<>();

        private Outlook(List<Map.Entry<Effort, Double>> running) {
            this.running = List.copyOf(running);
        }

        /** Returns how long a node will take, if any of its kind have been computed on such a device. */
        public Optional<Forecast> forecast(Effort effort) {
            String device = asked(effort);
            return laws.computeIfAbsent(List.of(effort.group(), device), key -> law(effort.group(), device, running))
                    .map(law -> law.forecast(effort.terms()));
        }
    }

    private synchronized Optional<CostLaw> law(String group, String device, List<Map.Entry<Effort, Double>> running) {
        List<PastEffort> such = past.getOrDefault(group, List.of()).stream()
                .filter(one -> one.device.equals(device))
                .toList();
        List<PastEffort> here =
                such.stream().filter(one -> one.processor.equals(processor)).toList();
        List<CostLaw.Seen> seen = new ArrayList<>();
        (here.isEmpty() ? such : here).forEach(one -> seen.add(new CostLaw.Seen(one.effort.terms(), one.seconds)));
        if (seen.isEmpty()) {
            running.stream()
                    .filter(one -> one.getKey().group().equals(group))
                    .forEach(one -> seen.add(new CostLaw.Seen(one.getKey().terms(), one.getValue())));
        }
        return seen.isEmpty() ? Optional.empty() : Optional.of(new CostLaw(UsualCosts.of(group, device), seen));
    }

    /** Returns the device that will compute; {@code auto} is taken for what most nodes of the kind were computed on. */
    private synchronized String asked(Effort effort) {
        if (effort.engine().startsWith(CUDA)) {
            return GPU;
        }
        if (!effort.engine().equals(AUTO) && !effort.engine().equals(Effort.ANY)) {
            return effort.engine();
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        past.getOrDefault(effort.group(), List.of()).forEach(one -> counts.merge(one.device, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(CPU);
    }
}
