package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.export.ModelFacts;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The trained models that a command line names: those of a suite, of one of its points, or one by its address. */
final class ModelArguments {
    private final Dlm dlm;
    private final ResultStore store;

    ModelArguments(Dlm dlm, ResultStore store) {
        this.dlm = dlm;
        this.store = store;
    }

    /**
     * A model.
     *
     * @param point that it is of, or its address where no suite is known to have it
     * @param seed that it was trained under
     * @param address of its node
     * @param facts that are known of it
     */
    record Named(String point, long seed, String address, ModelFacts facts) {}

    /**
     * Finds models; each is named once, by the first point that has it.
     *
     * @param words a suite, a suite and a point with a colon between, or the first digits of a node's address
     * @param point of the suite; all if absent
     * @param seed of the models; all if absent
     * @throws InvalidSettingException if there is none of that name
     */
    List<Named> find(String words, @Nullable String point, @Nullable Long seed) throws IOException {
        if (SuiteArgument.isOne(dlm, store, words)) {
            SuiteIndex suite = SuiteArgument.index(dlm, store, words);
            return of(suite, point == null ? suite.points() : List.of(PointArgument.in(suite, point)), seed);
        }
        if (point != null) {
            return of(SuiteArgument.index(dlm, store, words), List.of(), seed);
        }
        Optional<String> address = NodeArgument.find(store, words);
        if (address.isPresent() && seed == null) {
            return List.of(at(address.get()));
        }
        if (words.contains(":")) {
            PointArgument found = PointArgument.of(dlm, store, "", words);
            return of(found.suite(), List.of(found.point()), seed);
        }
        return of(SuiteArgument.index(dlm, store, words), List.of(), seed);
    }

    private List<Named> of(SuiteIndex suite, List<PointEntry> points, @Nullable Long seed) throws IOException {
        Map<String, Named> found = new LinkedHashMap<>();
        for (PointEntry point : points) {
            for (SeedEntry entry : point.seeds()) {
                String address = entry.nodes().get(NodeKind.TRAIN.id());
                if (address != null && (seed == null || entry.seed() == seed)) {
                    found.putIfAbsent(address, named(suite, point, entry, address));
                }
            }
        }
        if (found.isEmpty()) {
            throw new InvalidSettingException(reason(suite, points, seed));
        }
        return List.copyOf(found.values());
    }

    private static String reason(SuiteIndex suite, List<PointEntry> points, @Nullable Long seed) {
        String name = points.size() == 1 ? suite.suite() + ":" + points.get(0).id() : suite.suite();
        String seeds = points.stream()
                .flatMap(point -> point.seeds().stream())
                .filter(entry -> entry.nodes().containsKey(NodeKind.TRAIN.id()))
                .map(entry -> Long.toString(entry.seed()))
                .distinct()
                .collect(Collectors.joining(", "));
        return seeds.isEmpty()
                ? name + " has no model that was trained here"
                : "--seed must be one of " + seeds + " for " + name + ", got " + seed;
    }

    /** Returns the model at an address, by the name that a suite has for it if one does. */
    private Named at(String address) throws IOException {
        for (String name : store.suites()) {
            Optional<SuiteIndex> suite = store.readIndex(name);
            for (PointEntry point : suite.map(SuiteIndex::points).orElse(List.of())) {
                for (SeedEntry entry : point.seeds()) {
                    if (address.equals(entry.nodes().get(NodeKind.TRAIN.id()))) {
                        return named(suite.get(), point, entry, address);
                    }
                }
            }
        }
        String shown = "node " + address.substring(0, 12);
        Optional<NodeRecord> record = store.read(address);
        return new Named(
                address,
                0,
                address,
                new ModelFacts(
                        shown,
                        record.map(NodeRecord::specWords).orElse(Map.of()),
                        record.map(NodeRecord::measurements).orElse(List.of())));
    }

    private Named named(SuiteIndex suite, PointEntry point, SeedEntry seed, String address) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (String own : seed.own().values()) {
            store.read(own).ifPresent(record -> measurements.addAll(record.measurements()));
        }
        String name = suite.suite() + ":" + point.id() + " seed " + seed.seed();
        return new Named(point.id(), seed.seed(), address, new ModelFacts(name, point.settings(), measurements));
    }
}
