package dev.dlmbench.run;

import dev.dlmbench.evaluation.DecodingSetup;
import dev.dlmbench.evaluation.DecodingTimer;
import dev.dlmbench.evaluation.ForkedTimes;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.sampling.StepPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Times decoding. */
record LatencyWork(Workbench bench) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, Workplace place) throws IOException {
        return compute((NodeSpec.Latency) spec, place);
    }

    private List<Measurement> compute(NodeSpec.Latency spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        DecodingSetup setup = setup(bench, spec, place);
        int tokens = spec.sampling().stopping().longestIn(model.data().sequence());
        List<DecodingTimes> all = new ArrayList<>();
        List<Measurement> measured = new ArrayList<>();
        for (int batch : spec.latency().batchSizes()) {
            place.progress("timing", all.size(), spec.latency().batchSizes().size(), "batch " + batch);
            DecodingTimer.Times times = DecodingTimer.time(setup, spec.latency(), batch, place.scratch());
            all.add(new DecodingTimes(times.batch(), times.forks(), times.firsts(), times.engine()));
            times.engine().forEach(place::provenance);
            measured.addAll(timed(times, tokens));
        }
        place.provenance("jvm flags", String.join(" ", ForkedTimes.JVM_FLAGS));
        JsonLines.write(place.folder().resolve(NodeFiles.LATENCY), all);
        return measured;
    }

    /** Returns what another JVM needs to decode as {@code spec} says. */
    static DecodingSetup setup(Workbench bench, NodeSpec.Latency spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        List<Double> losses = List.of();
        if (spec.sampling().plan().kind() == StepPlan.Kind.PLANNED) {
            try (Denoiser denoiser = bench.model(spec.model(), place)) {
                losses = bench.countLosses(model, spec.blockSize(), denoiser);
            }
        }
        return new DecodingSetup(
                Workbench.weights(place.input(spec.model())).toAbsolutePath().toString(),
                model.backbone(),
                model.process(),
                spec.blockSize(),
                bench.text(model.data()).vocabulary().tokens(),
                model.data().sequence(),
                model.engine(),
                spec.sampling(),
                bench.samplerSetup(model, spec.sampling(), losses));
    }

    private static List<Measurement> timed(DecodingTimer.Times times, int tokens) {
        double median = times.quantile(0.5);
        int n = times.count();
        Map<String, String> conditions = Map.of("batch", Integer.toString(times.batch()));
        List<Measurement> measured = new ArrayList<>();
        measured.add(Measurement.of(Metric.THROUGHPUT, 1000.0 * times.batch() * tokens / median, n, conditions));
        if (times.batch() == 1) {
            measured.add(Measurement.of(Metric.LATENCY, median, n, conditions));
            measured.add(Measurement.of(Metric.TTFB, times.firstQuantile(0.5), n, conditions));
        }
        return measured;
    }
}
