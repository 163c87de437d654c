package dev.dlmbench.run;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.Sample;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws text from a model. */
record SamplesWork(Workbench bench) implements NodeWork {

    @Override
    public List<Measurement> run(NodeSpec spec, Workplace place) throws IOException {
        return compute((NodeSpec.Samples) spec, place);
    }

    private List<Measurement> compute(NodeSpec.Samples spec, Workplace place) throws IOException {
        NodeSpec.Train model = (NodeSpec.Train) place.spec(spec.model());
        PreparedText text = bench.text(model.data());
        SamplingSpec sampling = spec.sampling();
        Sampler sampler = new Sampler(bench.process(model, spec.blockSize()), sampling);
        Seeds seeds = new Seeds(spec.seed()).child("samples");
        List<Sample> samples = new ArrayList<>();
        try (Denoiser denoiser = bench.model(model, place.input(spec.model()), bench.session(model.engine(), place))) {
            while (samples.size() < sampling.samples()) {
                int batch = Math.min(sampling.batch(), sampling.samples() - samples.size());
                samples.addAll(sampler.draw(denoiser, batch, model.data().sequence(), seeds, samples.size()));
                place.progress("sampling", samples.size(), sampling.samples(), "");
            }
        }
        List<dev.dlmbench.results.Sample> lines = new ArrayList<>();
        for (Sample sample : samples) {
            lines.add(new dev.dlmbench.results.Sample(
                    lines.size(), text.vocabulary().decode(sample.tokens()), byRole(sample.calls())));
        }
        JsonLines.write(place.folder().resolve(NodeFiles.SAMPLES), lines);
        JsonLines.write(
                place.folder().resolve(NodeFiles.TOKENS),
                samples.stream().map(Sample::tokens).toList());
        double[] calls =
                samples.stream().mapToDouble(sample -> sample.calls().denoise()).toArray();
        return List.of(Means.of(Metric.NFE, calls, Map.of("side-by-side", Integer.toString(sampling.batch()))));
    }

    private static Map<String, Long> byRole(Calls calls) {
        return Map.of(
                "denoise", calls.denoise(),
                "commit", calls.commit(),
                "reused", calls.reused(),
                "queryTokens", calls.queryTokens(),
                "keyTokens", calls.keyTokens());
    }
}
