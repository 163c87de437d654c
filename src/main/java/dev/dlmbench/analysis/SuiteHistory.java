package dev.dlmbench.analysis;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Lineage;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoredMeasurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a suite measured over the commits of the program, as far as a store and baselines still hold it.
 *
 * @param tracks one for each value of each point
 * @param damage what is wrong with nodes that are left out, by address
 */
public record SuiteHistory(List<Track> tracks, Map<String, String> damage) {
    private static final String UNKNOWN = "unknown";

    /** Copies the collections. */
    public SuiteHistory {
        tracks = List.copyOf(tracks);
        damage = Map.copyOf(damage);
    }

    /**
     * One value of one point.
     *
     * @param point the point's id
     * @param metric that was measured
     * @param at what tells it from others of the metric, such as the batch size; or empty
     * @param moments oldest first
     */
    public record Track(String point, Metric metric, String at, List<Moment> moments) {
        /** Copies the list. */
        public Track {
            moments = List.copyOf(moments);
        }
    }

    /**
     * What one commit measured.
     *
     * @param source where it is from: nodes, or a baseline
     * @param commit of the program, or unknown
     * @param dirty whether the sources had changes that no commit has; false where that is unknown
     * @param time when, as ISO 8601; or unknown
     * @param definition that it was measured under
     * @param values by seed
     */
    public record Moment(
            String source,
            String commit,
            boolean dirty,
            String time,
            String definition,
            SortedMap<Long, Double> values) {
        /** Copies the map. */
        public Moment {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** Which nodes make one moment. */
    private record Origin(String commit, boolean dirty, String definition) {}

    private record Key(String point, Metric metric, String at) {}

    /**
     * Gathers what there is.
     *
     * @param baselines of the suite, by what they are to be called
     */
    public static SuiteHistory of(ResultStore store, SuiteIndex index, Map<String, Baseline> baselines)
            throws IOException {
        Map<Key, Map<Origin, Moment>> found = new LinkedHashMap<>();
        Map<String, String> damage = new TreeMap<>();
        Lineage lineage = Lineage.of(store);
        for (PointEntry point : index.points()) {
            for (SeedEntry seed : point.seeds()) {
                for (String hash : seed.own().values()) {
                    for (String relative : lineage.family(hash)) {
                        try {
                            store.read(relative).ifPresent(node -> add(found, point.id(), seed.seed(), node));
                        } catch (IOException damaged) {
                            damage.put(relative, String.valueOf(damaged.getMessage()));
                        }
                    }
                }
            }
        }
        Map<Key, List<Moment>> all = new LinkedHashMap<>();
        found.forEach((key, moments) -> all.put(key, new ArrayList<>(moments.values())));
        baselines.forEach((name, baseline) -> add(all, index, name, baseline));
        List<Track> tracks = new ArrayList<>();
        all.forEach((key, moments) -> {
            moments.sort(Comparator.comparing(Moment::time));
            tracks.add(new Track(key.point(), key.metric(), key.at(), moments));
        });
        List<String> order = index.points().stream().map(PointEntry::id).toList();
        tracks.sort(Comparator.comparingInt((Track track) -> order.indexOf(track.point()))
                .thenComparing(Track::metric)
                .thenComparing(Track::at, BatchOrder.NUMERIC));
        return new SuiteHistory(tracks, damage);
    }

    private static void add(Map<Key, Map<Origin, Moment>> found, String point, long seed, NodeRecord node) {
        Map<String, String> provenance = node.provenanceWords();
        String commit = provenance.getOrDefault("commit", UNKNOWN);
        boolean dirty = Boolean.parseBoolean(provenance.getOrDefault("dirty", "false"));
        String time = provenance.getOrDefault("start", UNKNOWN);
        for (StoredMeasurement stored : node.stored()) {
            Double value = stored.measurement().value();
            if (value != null) {
                MetricRow row = new MetricRow(point, seed, node.hash(), stored.measurement(), stored.definition());
                Origin origin = new Origin(commit, dirty, stored.definition());
                Moment one = new Moment(
                        "nodes", commit, dirty, time, stored.definition(), new TreeMap<>(Map.of(seed, value)));
                found.computeIfAbsent(new Key(point, row.metric(), row.variant()), any -> new LinkedHashMap<>())
                        .merge(origin, one, SuiteHistory::joined);
            }
        }
    }

    /** Joins the seeds of one commit; where a seed is there twice, the later value counts. */
    private static Moment joined(Moment one, Moment other) {
        boolean inOrder = one.time().compareTo(other.time()) <= 0;
        Moment earlier = inOrder ? one : other;
        SortedMap<Long, Double> values = new TreeMap<>(earlier.values());
        values.putAll((inOrder ? other : one).values());
        return new Moment(one.source(), one.commit(), one.dirty(), earlier.time(), one.definition(), values);
    }

    /** Adds what a baseline has and the nodes have not: its commit is where it was saved, not where it was measured. */
    private static void add(Map<Key, List<Moment>> all, SuiteIndex index, String name, Baseline baseline) {
        for (Baseline.Series series : baseline.series()) {
            Optional<Metric> metric = Metric.byId(series.metric());
            boolean known = index.points().stream().anyMatch(point -> point.id().equals(series.point()));
            if (metric.isPresent() && known) {
                List<Moment> moments = all.computeIfAbsent(
                        new Key(series.point(), metric.get(), series.variant()), any -> new ArrayList<>());
                Moment moment = new Moment(
                        name,
                        baseline.commit(),
                        false,
                        baseline.created(),
                        series.definition(),
                        new TreeMap<>(series.values()));
                boolean there = moments.stream()
                        .anyMatch(other -> other.definition().equals(moment.definition())
                                && other.values().equals(moment.values()));
                if (!there) {
                    moments.add(moment);
                }
            }
        }
    }
}
