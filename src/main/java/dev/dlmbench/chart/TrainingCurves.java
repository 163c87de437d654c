package dev.dlmbench.chart;

import dev.dlmbench.analysis.Caveat;
import dev.dlmbench.analysis.Caveats;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.statistics.Estimate;
import dev.dlmbench.statistics.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Training losses. */
final class TrainingCurves extends Chart {
    private static final int BINS = 50;
    private static final double CONFIDENCE = 0.95;

    TrainingCurves() {
        super(
                "training-curves",
                "Training curves",
                "Training loss over steps, the mean over all seeds within each of 50 equal stretches of the training;"
                        + " bands are 95 % intervals across seeds. The losses of diffusion are bounds and noisy in"
                        + " themselves.",
                "training.jsonl of at least one model");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        List<Series> series = new ArrayList<>();
        for (Model model : Model.of(results, NodeKind.TRAIN)) {
            Caveats caveats =
                    results.stillLearning(model.first()) ? Caveats.NONE.with(Caveat.STILL_LEARNING) : Caveats.NONE;
            List<Mark> marks = marks(results.trainings(model.points())).stream()
                    .map(mark -> mark.knowing(caveats))
                    .toList();
            series.add(new Series(model.name(), model.look(), marks, true));
        }
        return new Figure(
                        name(),
                        title(),
                        AxisLine.fixed("step", Scale.LINEAR),
                        AxisLine.switchable("training loss, nats per token", Scale.LINEAR),
                        series,
                        List.of(),
                        "")
                .withFewMarkers()
                .unlessEmpty();
    }

    private static List<Mark> marks(List<List<TrainingStep>> trainings) {
        long last = trainings.stream()
                .flatMap(List::stream)
                .mapToLong(TrainingStep::step)
                .max()
                .orElse(0);
        List<Mark> marks = new ArrayList<>();
        List<double[][]> means =
                trainings.stream().map(steps -> means(steps, last)).toList();
        for (int bin = 0; bin < BINS; bin++) {
            int place = bin;
            List<double[]> there = means.stream()
                    .map(training -> training[place])
                    .filter(mean -> mean.length > 0)
                    .toList();
            if (!there.isEmpty()) {
                double[] losses = there.stream().mapToDouble(mean -> mean[1]).toArray();
                double step =
                        there.stream().mapToDouble(mean -> mean[0]).average().orElseThrow();
                double loss = Arrays.stream(losses).average().orElseThrow();
                marks.add(Mark.at("", step, loss, interval(losses), ""));
            }
        }
        return marks;
    }

    private static Optional<Interval> interval(double[] losses) {
        return losses.length < 2
                ? Optional.empty()
                : Optional.of(Estimate.ofMean(losses).interval(CONFIDENCE));
    }

    /** Returns the mean step and the mean loss of every stretch of one training; nothing where it took no step. */
    private static double[][] means(List<TrainingStep> steps, long last) {
        double[][] means = new double[BINS][];
        double[][] sums = new double[BINS][3];
        for (TrainingStep step : steps) {
            int bin = (int) Math.min(BINS - 1, Math.max(0, (step.step() - 1) * BINS / Math.max(last, 1)));
            sums[bin][0] += step.step();
            sums[bin][1] += step.loss();
            sums[bin][2]++;
        }
        for (int bin = 0; bin < BINS; bin++) {
            double count = sums[bin][2];
            means[bin] = count == 0 ? new double[0] : new double[] {sums[bin][0] / count, sums[bin][1] / count};
        }
        return means;
    }
}
