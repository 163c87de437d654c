package dev.dlmbench.chart;

import dev.dlmbench.analysis.Frontiers;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Something that gets better with more network calls, over their number. Of points that differ only in how bold draws
 * are, which is what frontiers show, the one that draws by the network's own distribution stands for all.
 */
final class OverCalls extends Chart {
    private final Metric quality;
    private final AxisLine upward;
    private final Metric calls;
    private final String callsTitle;
    private final Predicate<PointEntry> across;
    private final Optional<Metric> beside;

    /**
     * Makes a chart.
     *
     * @param upward the axis of {@code quality}
     * @param callsTitle of the axis of {@code calls}
     * @param across which points have no choice of the number of calls, so that a line from end to end shows their
     *     level
     * @param beside whose value is written beside a point
     */
    private OverCalls(
            String name,
            String title,
            String caption,
            Metric quality,
            AxisLine upward,
            Metric calls,
            String callsTitle,
            Predicate<PointEntry> across,
            Optional<Metric> beside) {
        super(name, title, caption, quality.id() + " and " + calls.id());
        this.quality = quality;
        this.upward = upward;
        this.calls = calls;
        this.callsTitle = callsTitle;
        this.across = across;
        this.beside = beside;
    }

    /** Returns the chart of the gen-PPL of samples. */
    static OverCalls genPpl() {
        return new OverCalls(
                "genppl-nfe",
                "Sample quality over network calls",
                "Generative perplexity (lower is better) over network evaluations per sequence, both logarithmic."
                        + " The number beside a point, where there is room, is the unigram entropy of its samples in nats: a low perplexity"
                        + " at an entropy far below the data's is repetition, not quality. Bars are 95 % intervals.",
                Metric.GEN_PPL,
                AxisLine.switchable("generative perplexity", Scale.LOG10),
                Metric.NFE,
                "network evaluations per sequence",
                PointEntry::control,
                Optional.of(Metric.ENTROPY));
    }

    /** Returns the chart of how close the distribution of samples is to that of text. */
    static OverCalls mauve() {
        return new OverCalls(
                "mauve-nfe",
                "Closeness to text over network calls",
                "MAUVE (higher is better, 1 at most) over network evaluations per sequence. A line across is at the level"
                        + " of a control, which calls no network. Bars are 95 % intervals.",
                Metric.MAUVE,
                AxisLine.fixed("MAUVE", Scale.LINEAR),
                Metric.NFE,
                "network evaluations per sequence",
                PointEntry::control,
                Optional.empty());
    }

    /** Returns the chart of how far samples are from the exact source of the text. */
    static OverCalls distance() {
        return new OverCalls(
                "distance-nfe",
                "Distance from the source over network calls",
                "Total variation between the pairs of tokens in samples and those of the exact source (lower is better) over"
                        + " network evaluations per sequence, both logarithmic. As many samples of the source itself have a"
                        + " distance above 0, too: that of autoregression with the exact source. The number beside a point, where"
                        + " there is room, is the unigram entropy of its samples in nats. Bars are 95 % intervals.",
                Metric.ORACLE_TV,
                AxisLine.switchable("distance from the source", Scale.LOG10),
                Metric.NFE,
                "network evaluations per sequence",
                PointEntry::control,
                Optional.of(Metric.ENTROPY));
    }

    /** Returns the chart of how many answers are right. */
    static OverCalls accuracy() {
        return new OverCalls(
                "accuracy-nfe",
                "Accuracy over network calls",
                "Share of right answers (higher is better) over network evaluations per answer."
                        + " Bars are 95 % intervals. A line across is at the level of autoregression, whose own calls"
                        + " are where its mark is.",
                Metric.ACCURACY,
                AxisLine.fixed("accuracy", Scale.LINEAR),
                Metric.ANSWER_NFE,
                "network evaluations per answer",
                point -> point.process().equals("autoregressive"),
                Optional.empty());
    }

    @Override
    Optional<Figure> figure(SuiteResults results) {
        Set<PointEntry> shown = Frontiers.faithful(results.index().points());
        Set<String> level = results.index().points().stream()
                .filter(across)
                .map(PointEntry::id)
                .collect(Collectors.toSet());
        return new Figure(
                        name(),
                        title(),
                        AxisLine.switchable(callsTitle, Scale.LOG2),
                        upward,
                        FamilySeries.across(
                                FamilySeries.of(
                                        results,
                                        true,
                                        point -> shown.contains(point) ? mark(results, point) : Optional.empty()),
                                level),
                        List.of(),
                        beside.map(Metric::id).orElse(""))
                .unlessEmpty();
    }

    private Optional<Mark> mark(SuiteResults results, PointEntry point) {
        Summary cost = results.summary(point, calls);
        Summary value = results.summary(point, quality);
        if (cost.mean().isEmpty() || value.mean().isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble noted =
                beside.map(metric -> results.summary(point, metric).mean()).orElse(OptionalDouble.empty());
        String note = noted.isPresent() ? FamilySeries.note(noted.getAsDouble()) : "";
        return Optional.of(
                Mark.at(point.id(), cost.mean().getAsDouble(), value.mean().getAsDouble(), value.interval(), note)
                        .knowing(value.caveats().and(cost.caveats())));
    }
}
