package dev.dlmbench.analysis;

import dev.dlmbench.analysis.NodeState.State;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.results.Trace;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.statistics.LossTrend;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the store holds of one suite, in memory. */
public final class SuiteResults {
    private final SuiteIndex index;
    private final MetricTable table;
    private final List<NodeState> states;
    private final ReadNodes read;
    private final Comparability comparability;

    private SuiteResults(SuiteIndex index, List<MetricRow> rows, List<NodeState> states, ReadNodes read) {
        this.index = index;
        this.table = MetricTable.of(index.suite(), rows);
        this.states = List.copyOf(states);
        this.read = read;
        this.comparability = Comparability.of(
                rows,
                id -> EvaluatorSummary.words(
                        id, Optional.ofNullable(read.nodes().get(id))));
    }

    /** Reads every node that {@code index} points to and that is there; damaged ones are left out and named. */
    public static SuiteResults read(ResultStore store, SuiteIndex index) throws IOException {
        List<MetricRow> rows = new ArrayList<>();
        List<NodeState> states = new ArrayList<>();
        ReadNodes read = new ReadNodes(store);
        for (PointEntry point : index.points()) {
            for (SeedEntry seed : point.seeds()) {
                for (Map.Entry<String, String> entry : seed.nodes().entrySet()) {
                    boolean there = read.read(entry.getValue()).isPresent();
                    String damage = read.damage().get(entry.getValue());
                    states.add(
                            damage == null
                                    ? state(store, point, seed, entry.getKey(), entry.getValue(), there)
                                    : new NodeState(
                                            point.id(),
                                            seed.seed(),
                                            entry.getKey(),
                                            entry.getValue(),
                                            State.DAMAGED,
                                            damage));
                }
                for (String own : seed.own().values()) {
                    Optional<NodeRecord> node = read.read(own);
                    node.map(NodeRecord::stored)
                            .orElse(List.of())
                            .forEach(stored -> rows.add(new MetricRow(
                                    point.id(),
                                    seed.seed(),
                                    own,
                                    OlderDocuments.completed(stored.measurement(), point, node.orElseThrow()),
                                    stored.definition())));
                }
            }
        }
        return new SuiteResults(index, rows, states, read);
    }

    private static NodeState state(
            ResultStore store, PointEntry point, SeedEntry seed, String kind, String hash, boolean there)
            throws IOException {
        if (there) {
            return new NodeState(point.id(), seed.seed(), kind, hash, State.COMPLETE, null);
        }
        Optional<Failure> failure = store.failure(hash);
        return new NodeState(
                point.id(),
                seed.seed(),
                kind,
                hash,
                failure.isPresent() ? State.FAILED : State.MISSING,
                failure.map(Failure::reason).orElse(null));
    }

    /** Returns the suite's points and what they are made of. */
    public SuiteIndex index() {
        return index;
    }

    /** Returns every value, in the order of points, seeds and nodes. */
    public List<MetricRow> rows() {
        return table.all();
    }

    /** Returns every value as a table, for other programs. */
    public MetricTable table() {
        return table;
    }

    /** Returns whether a metric has a value anywhere in the suite. */
    public boolean measured(Metric metric) {
        return !table.distinct(metric).isEmpty();
    }

    /** Returns whether a metric has a value, or a reason why there is none, anywhere in the suite. */
    public boolean known(Metric metric) {
        return table.has(metric);
    }

    /** Returns the values of one metric of one point, those at smaller batch sizes or earlier places first. */
    public List<MetricRow> rows(PointEntry point, Metric metric) {
        return table.rows(point.id(), metric);
    }

    /** Returns what became of every node of every point and seed. */
    public List<NodeState> states() {
        return states;
    }

    /** Returns the nodes that are there, sorted by address. */
    public Map<String, NodeRecord> nodes() {
        return read.nodes();
    }

    /** Returns what is wrong with nodes that are left out, the file named, by address. */
    public Map<String, String> damage() {
        return read.damage();
    }

    /** Returns the node that has a role in one replicate, if it is there. */
    public Optional<NodeRecord> node(SeedEntry seed, String role) {
        return Optional.ofNullable(seed.nodes().get(role)).map(read.nodes()::get);
    }

    /** Returns a file of the node of one kind of one replicate, if it is there. */
    public Optional<Path> file(SeedEntry seed, NodeKind kind, String name) {
        return node(seed, kind.id()).map(node -> node.folder().resolve(name)).filter(Files::exists);
    }

    /** Returns one metric of one point; for metrics that are measured at several places, at the first of them. */
    public Summary summary(PointEntry point, Metric metric) {
        List<Summary> all = summaries(point, metric);
        return all.isEmpty() ? Summary.absent(metric, Map.of(), "not measured") : all.get(0);
    }

    /** Returns one metric of one point, once for each batch size or place it was measured at, in increasing order. */
    public List<Summary> summaries(PointEntry point, Metric metric) {
        return List.copyOf(variants(point, metric).values());
    }

    /** Returns the same by what tells them apart, such as the batch size; the empty string where there is one only. */
    public Map<String, Summary> variants(PointEntry point, Metric metric) {
        Map<String, List<MetricRow>> byVariant = new LinkedHashMap<>();
        for (MetricRow row : rows(point, metric)) {
            byVariant
                    .computeIfAbsent(row.variant(), variant -> new ArrayList<>())
                    .add(row);
        }
        Map<String, Summary> summaries = new LinkedHashMap<>();
        byVariant.forEach((variant, rows) -> summaries.put(variant, summary(point, metric, variant, rows)));
        return summaries;
    }

    private Summary summary(PointEntry point, Metric metric, String variant, List<MetricRow> rows) {
        Summary summary = Replicates.summarize(metric, rows, read::examples);
        if (summary.mean().isEmpty()) {
            return summary;
        }
        boolean learned = metric.better() != Metric.Better.NONE && !metric.timing();
        Summary trained = learned && stillLearning(point) ? summary.with(Caveat.STILL_LEARNING) : summary;
        Summary marked =
                point.control() && metric.measuredBy() != NodeKind.DATA ? trained.with(Caveat.CONTROL) : trained;
        return rows.stream()
                .filter(row -> row.measurement().value() != null)
                .findFirst()
                .flatMap(row -> comparability.of(metric, variant, row.definition()))
                .map(marked::with)
                .orElse(marked);
    }

    /** Returns whether the model of any seed of {@code point} was still learning when its training ended. */
    public boolean stillLearning(PointEntry point) {
        return point.seeds().stream().anyMatch(this::stillLearning);
    }

    /** Returns whether the model of {@code seed} was still learning when its training ended. */
    public boolean stillLearning(SeedEntry seed) {
        LossTrend trend = read.trends().get(seed.own().getOrDefault(NodeKind.TRAIN.id(), ""));
        return trend != null && trend.learning();
    }

    /** Returns at what a metric was measured anywhere in the suite, such as batch sizes, in increasing order. */
    public List<String> variants(Metric metric) {
        return table.variants(metric);
    }

    /** Returns what became of the nodes of {@code point}: the worst that happened to any. */
    public State state(PointEntry point) {
        Set<State> found = new LinkedHashSet<>();
        states.stream().filter(state -> state.point().equals(point.id())).forEach(state -> found.add(state.state()));
        for (State bad : List.of(State.DAMAGED, State.FAILED)) {
            if (found.contains(bad)) {
                return bad;
            }
        }
        return found.contains(State.MISSING) || found.isEmpty() ? State.MISSING : State.COMPLETE;
    }

    /** Returns the losses of every training of {@code points}, each node's once. */
    public List<List<TrainingStep>> trainings(List<PointEntry> points) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (PointEntry point : points) {
            for (SeedEntry seed : point.seeds()) {
                file(seed, NodeKind.TRAIN, NodeFiles.TRAINING).ifPresent(files::add);
            }
        }
        List<List<TrainingStep>> trainings = new ArrayList<>();
        for (Path file : files) {
            trainings.add(JsonLines.read(file, TrainingStep.class));
        }
        return trainings;
    }

    /** Returns how samples of a point came about, for every node of samples that has traces. */
    public List<List<Trace>> traces(PointEntry point) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (SeedEntry seed : point.seeds()) {
            file(seed, NodeKind.SAMPLES, NodeFiles.TRACES).ifPresent(files::add);
        }
        List<List<Trace>> traces = new ArrayList<>();
        for (Path file : files) {
            traces.add(JsonLines.read(file, Trace.class));
        }
        return traces;
    }

    /** Returns the milliseconds of every timed decoding of {@code point} at a batch size, each node's once. */
    public double[] decodingTimes(PointEntry point, int batch) throws IOException {
        Set<Path> files = new LinkedHashSet<>();
        for (SeedEntry seed : point.seeds()) {
            file(seed, NodeKind.LATENCY, NodeFiles.LATENCY).ifPresent(files::add);
        }
        List<Double> times = new ArrayList<>();
        for (Path file : files) {
            JsonLines.read(file, DecodingTimes.class).stream()
                    .filter(measured -> measured.batch() == batch)
                    .flatMap(measured -> measured.forks().stream())
                    .forEach(times::addAll);
        }
        return times.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the values that a fact about the data has in the suite: one, unless its points differ in their data. */
    public List<Double> facts(Metric metric) {
        return table.distinct(metric);
    }
}
