package dev.dlmbench.sampling;

import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.Logits;
import dev.dlmbench.process.SphereDiffusion;
import dev.dlmbench.process.SpherePoints;
import dev.dlmbench.sphere.BridgeSchedule;
import dev.dlmbench.sphere.Hypersphere;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Draws a batch of sequences by geodesic random walks of all positions at once (RDLM, arXiv 2502.11564, section 4.3):
 * in each step one call predicts the token of every position, and a position moves by gamma times the mean of the
 * logarithms of all tokens' corners under its prediction, and by noise. Behind the last step a position is the token
 * whose corner is nearest, never the mask. The model whose likelihood is bounded ends otherwise, with a token that is
 * drawn ({@link SphereDiffusion}). What is given stays in its corner. Sequences of one length share their calls.
 */
final class SphereRound implements Round {
    private final SphereDiffusion process;
    private final SamplingSpec spec;
    private final Denoiser denoiser;
    private final Observer observer;
    private final Ends ends;

    SphereRound(SphereDiffusion process, SamplingSpec spec, Denoiser denoiser, Observer observer, Ends ends) {
        this.process = process;
        this.spec = spec;
        this.denoiser = denoiser;
        this.observer = observer;
        this.ends = ends;
    }

    @Override
    public void draw(List<Draft> drafts) {
        drafts.stream()
                .map(Walker::new)
                .collect(Collectors.groupingBy(
                        walker -> walker.points.length,
                        () -> new TreeMap<Integer, List<Walker>>(Comparator.reverseOrder()),
                        Collectors.toList()))
                .values()
                .forEach(this::walk);
        ends.unfinished(drafts.stream().map(Row::new).toList(), 0, denoiser);
    }

    private void walk(List<Walker> walkers) {
        int length = walkers.get(0).points.length;
        int steps = spec.plan().stepsFor(length);
        BridgeSchedule schedule = process.path().schedule();
        double[] alpha = new double[walkers.size()];
        for (int k = 0; k < steps; k++) {
            double time = (double) k / steps;
            Arrays.fill(alpha, time);
            try (Logits logits = denoiser.ofVectors(points(walkers, length), alpha)) {
                for (int b = 0; b < walkers.size(); b++) {
                    walkers.get(b)
                            .step(
                                    logits.values(),
                                    b * length,
                                    schedule.gamma(time) / steps,
                                    schedule.beta(time) / steps);
                }
            }
        }
        walkers.forEach(Walker::end);
        observer.grown(length);
    }

    private float[] points(List<Walker> walkers, int length) {
        SpherePoints all = new SpherePoints(walkers.size() * length, process.tokens());
        for (int b = 0; b < walkers.size(); b++) {
            for (int i = 0; i < length; i++) {
                all.set(b * length + i, walkers.get(b).points[i]);
            }
        }
        return all.values();
    }

    /** One sequence: its points, and the corners that they are nearest to. */
    private final class Walker {
        private final Row row;
        private final double[][] points;

        Walker(Draft draft) {
            row = new Row(draft);
            int length = draft.condition.length();
            Template template = draft.condition.given();
            points = new double[length][];
            row.state = new int[length];
            row.given = new boolean[length];
            row.confidence = new double[length];
            for (int i = 0; i < length; i++) {
                row.given[i] = template.fixes(i);
                row.state[i] = row.given[i] ? template.at(i) : process.tokens();
                points[i] = row.given[i]
                        ? corner(row.state[i])
                        : process.path().start().point(process.tokens());
            }
        }

        /**
         * Takes a step.
         *
         * @param first of the rows of the logits that are this sequence's
         */
        void step(float[] logits, int first, double gain, double variance) {
            row.draft.meter.called(Meter.Role.DENOISE, points.length, (long) points.length * points.length);
            int[] before = observer.before(row);
            for (int i = 0; i < points.length; i++) {
                if (!row.given[i]) {
                    double[] p = softmax(logits, (first + i) * (process.tokens() + 1), process.tokens());
                    points[i] = Hypersphere.step(points[i], drift(points[i], p, gain), variance, row.random);
                    row.state[i] = nearest(points[i], process.tokens() + 1);
                    row.confidence[i] = row.state[i] < p.length ? p[row.state[i]] : 0;
                }
            }
            observer.changed(row, "draw", before, process.tokens());
        }

        void end() {
            int[] before = observer.before(row);
            for (int i = 0; i < points.length; i++) {
                row.state[i] = row.given[i] ? row.state[i] : nearest(points[i], process.tokens());
            }
            observer.changed(row, "draw", before, process.tokens());
            row.end();
        }
    }

    private double[] corner(int token) {
        double[] corner = new double[process.tokens() + 1];
        corner[token] = 1;
        return corner;
    }

    /** Returns so many times the mean of the logarithms of the corners at a point. */
    private static double[] drift(double[] point, double[] prediction, double gain) {
        double[] weighed = new double[point.length];
        for (int v = 0; v < prediction.length; v++) {
            weighed[v] = gain * prediction[v] * Hypersphere.stretch(point[v]);
        }
        return Hypersphere.tangent(point, weighed);
    }

    private static double[] softmax(float[] logits, int from, int count) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int v = 0; v < count; v++) {
            highest = Math.max(highest, logits[from + v]);
        }
        double[] p = new double[count];
        double sum = 0;
        for (int v = 0; v < count; v++) {
            p[v] = Math.exp(logits[from + v] - highest);
            sum += p[v];
        }
        for (int v = 0; v < count; v++) {
            p[v] /= sum;
        }
        return p;
    }

    /** Returns which of the first corners is nearest, up to its sign: the one of the greatest squared coordinate. */
    private static int nearest(double[] point, int corners) {
        int best = 0;
        for (int v = 1; v < corners; v++) {
            if (point[v] * point[v] > point[best] * point[best]) {
                best = v;
            }
        }
        return best;
    }
}
