package dev.dlmbench.run;

import dev.dlmbench.evaluation.Judge;
import dev.dlmbench.evaluation.PooledRate;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.results.SampleScore;
import dev.dlmbench.text.MarkovSource;
import dev.dlmbench.text.TextStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has samples scored by a judge. */
record ScoreWork(Workbench bench) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, Workplace place) throws IOException {
        return compute((NodeSpec.Score) spec, place);
    }

    private List<Measurement> compute(NodeSpec.Score spec, Workplace place) throws IOException {
        List<int[]> samples = JsonLines.read(place.input(spec.samples()).resolve(NodeFiles.TOKENS), int[].class);
        NodeSpec.Data data = (NodeSpec.Data) place.spec(spec.data());
        double[] nats;
        if (spec.judge().isPresent()) {
            String judge = spec.judge().get();
            try (Denoiser denoiser = bench.model(judge, place)) {
                int window = ((NodeSpec.Model) place.spec(judge)).data().sequence();
                nats = Judge.of(denoiser, window, Workbench.SCORED_TOGETHER).nats(samples);
            }
        } else {
            nats = Judge.of(bench.text(data.data()).source().orElseThrow()).nats(samples);
        }
        double[] entropies =
                samples.stream().mapToDouble(TextStatistics::unigramEntropy).toArray();
        List<SampleScore> lines = new ArrayList<>();
        for (int i = 0; i < nats.length; i++) {
            lines.add(new SampleScore(i, samples.get(i).length, nats[i], entropies[i]));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SCORES), lines);
        PooledRate rate = PooledRate.of(nats, Means.lengths(samples));
        double perplexity = Math.exp(rate.value());
        Map<String, String> judged = Map.of("judge", spec.judge().orElse("oracle"));
        List<Measurement> measured = new ArrayList<>(List.of(
                Measurement.of(
                        Metric.GEN_PPL,
                        perplexity,
                        Bound.EXACT,
                        rate.texts(),
                        perplexity * rate.standardError(),
                        judged),
                Means.of(Metric.ENTROPY, entropies, Map.of())));
        if (bench.text(data.data()).source().orElse(null) instanceof MarkovSource source) {
            measured.addAll(againstSource(samples, source));
        }
        return measured;
    }

    private static List<Measurement> againstSource(List<int[]> samples, MarkovSource source) {
        PooledRate rate = PooledRate.of(Judge.of(source).nats(samples), Means.lengths(samples));
        double distance = TextStatistics.variation(TextStatistics.pairs(samples, source.symbols()), source.pairs());
        return List.of(
                Measurement.of(
                        Metric.ORACLE_NLL, rate.value(), Bound.EXACT, rate.texts(), rate.standardError(), Map.of()),
                Measurement.of(Metric.ORACLE_TV, distance, samples.size(), Map.of()));
    }
}
