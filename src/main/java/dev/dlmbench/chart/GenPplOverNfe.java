package dev.dlmbench.chart;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Quality of samples over the network calls they cost. */
final class GenPplOverNfe extends Chart {
    GenPplOverNfe() {
        super(
                "genppl-nfe",
                "Sample quality over network calls",
                "Generative perplexity (lower is better) over network evaluations per sequence, both logarithmic."
                        + " The number beside a point, where there is room, is the unigram entropy of its samples in nats: a low perplexity"
                        + " at an entropy far below the data's is repetition, not quality. Bars are 95 % intervals.",
                "gen-ppl and nfe");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        Set<String> controls = results.index().points().stream()
                .filter(PointEntry::control)
                .map(PointEntry::id)
                .collect(Collectors.toSet());
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable("network evaluations per sequence", Scale.LOG2),
                        AxisLine.switchable("generative perplexity", Scale.LOG10),
                        FamilySeries.across(FamilySeries.of(results, true, point -> mark(results, point)), controls),
                        List.of(),
                        "entropy")
                .unlessEmpty();
    }

    private static Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary calls = results.summary(point, Metric.NFE);
        Summary quality = results.summary(point, Metric.GEN_PPL);
        Summary entropy = results.summary(point, Metric.ENTROPY);
        if (calls.mean().isEmpty() || quality.mean().isEmpty()) {
            return Optional.empty();
        }
        String note =
                entropy.mean().isPresent() ? FamilySeries.note(entropy.mean().getAsDouble()) : "";
        return Optional.of(
                Mark.at(point.id(), calls.mean().getAsDouble(), quality.mean().getAsDouble(), quality.interval(), note)
                        .knowing(quality.caveats().and(calls.caveats())));
    }
}
