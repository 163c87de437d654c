package dev.dlmbench.chart;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.chart.Figure.AxisLine;
import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.TrainingStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Training losses. */
final class TrainingCurves extends Chart {
    private static final int BINS = 50;
    private static final int MARK_EVERY = 10;

    TrainingCurves() {
        super(
                "training-curves",
                "Training curves",
                "Training loss over steps, the mean over all seeds within each of 50 equal stretches of the training."
                        + " The losses of diffusion are bounds and noisy in themselves.",
                "training.jsonl of at least one model");
    }

    @Override
    Optional<Figure> figure(SuiteResults results) throws IOException {
        List<Series> series = new ArrayList<>();
        int index = 0;
        for (Map.Entry<String, List<PointEntry>> family :
                Families.of(results.index().points()).byName().entrySet()) {
            List<TrainingStep> steps = new ArrayList<>();
            results.trainings(family.getValue()).forEach(steps::addAll);
            series.add(new Series(family.getKey(), Look.of(index), means(steps, index), true));
            index++;
        }
        return new Figure(
                        name(),
                        title(),
                        new AxisLine("step", Scale.LINEAR),
                        new AxisLine("training loss, nats per token", Scale.LINEAR),
                        series,
                        List.of())
                .unlessEmpty();
    }

    private static List<Mark> means(List<TrainingStep> steps, int shift) {
        long last = steps.stream().mapToLong(TrainingStep::step).max().orElse(0);
        double[] sums = new double[BINS];
        double[] places = new double[BINS];
        int[] counts = new int[BINS];
        for (TrainingStep step : steps) {
            int bin = (int) Math.min(BINS - 1, Math.max(0, (step.step() - 1) * BINS / Math.max(last, 1)));
            sums[bin] += step.loss();
            places[bin] += step.step();
            counts[bin]++;
        }
        List<Mark> marks = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                boolean marked = (bin + 2 * shift) % MARK_EVERY == 0;
                marks.add(new Mark(places[bin] / counts[bin], sums[bin] / counts[bin], Optional.empty(), "", marked));
            }
        }
        return marks;
    }
}
