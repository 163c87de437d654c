package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Reference;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.List;
import java.util.Optional;

/** Quality of samples over their entropy, the two that must be read together. */
final class EntropyGenPpl extends Chart {
    EntropyGenPpl() {
        super(
                "entropy-genppl",
                "Sample quality over entropy",
                "Generative perplexity over the unigram entropy of the samples. The vertical line is the entropy of"
                        + " test text; good samplers lie low and near it. Bars are 95 % intervals.",
                "gen-ppl and entropy");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        List<Reference> data = results.facts(Metric.DATA_ENTROPY).stream()
                .map(value -> new Reference("test text", true, value, Look.line(Ink.INK, 2f, 2f)))
                .toList();
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("unigram entropy of samples, nats", Scale.LINEAR),
                        AxisLine.switchable("generative perplexity", Scale.LOG10),
                        FamilySeries.of(results, true, point -> mark(results, point)),
                        data,
                        "")
                .unlessEmpty();
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary entropy = results.summary(point, Metric.ENTROPY);
        Summary quality = results.summary(point, Metric.GEN_PPL);
        if (entropy.mean().isEmpty() || quality.mean().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Mark.at(point.id(), entropy.mean().getAsDouble(), quality.mean().getAsDouble(), quality.interval(), "")
                        .knowing(quality.caveats().and(entropy.caveats())));
    }
}
