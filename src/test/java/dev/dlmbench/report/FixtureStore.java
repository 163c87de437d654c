package dev.dlmbench.report;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.chart.Charts;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.DecodingTimes;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A store of made-up numbers: nothing was trained, nothing was measured, the shapes are plausible. */
public final class FixtureStore {
    /** The name of the suite. */
    public static final String SUITE = "fixture";

    static final int SEQUENCE = 64;
    private static final double ENTROPY_RATE = 1.30;

    /** What is made up for a point. */
    private record Plan(String experiment, String process, int blockSize, int steps, double nll, double genPpl) {
        double entropy() {
            return 2.52 - 0.02 * (genPpl - 4);
        }

        Map<String, String> axes() {
            Map<String, String> axes = new LinkedHashMap<>();
            if (List.of("block", "uniform", "sized").contains(experiment)) {
                axes.put("process.blockSize", Integer.toString(blockSize));
            }
            if (List.of("block", "mdlm", "sized").contains(experiment)) {
                axes.put("sampling.stepsPerBlock", Integer.toString(steps));
            }
            return axes;
        }

        String id() {
            String axes = axes().toString().replace("{", "[").replace("}", "]").replace(", ", ",");
            return axes.equals("[]") ? experiment : experiment + axes;
        }

        double calls() {
            return blockSize == 0 ? SEQUENCE : (double) SEQUENCE / blockSize * steps;
        }
    }

    private final ResultStore store;

    private FixtureStore(Path root) {
        this.store = ResultStore.open(root);
    }

    /** Fills {@code root}: complete points, one that failed and one that was not run. */
    static ResultStore fill(Path root) throws IOException {
        return fill(root, true);
    }

    /** Fills {@code root}, with or without anything that was drawn from the models. */
    static ResultStore fill(Path root, boolean samples) throws IOException {
        return new FixtureStore(root).fill(plans(), samples);
    }

    /** Fills {@code root} with two complete points and one that failed. */
    public static ResultStore fillSmall(Path root) throws IOException {
        List<Plan> plans = plans().stream()
                .filter(plan -> plan.blockSize() == 0 || (plan.blockSize() == 4 && plan.steps() == 4))
                .toList();
        List<Plan> all = new ArrayList<>(plans);
        all.add(new Plan("broken", "masked", 8, 8, 0, 0));
        return new FixtureStore(root).fill(all, true);
    }

    /** Fills {@code root} with 200 points: 40 block sizes at 5 numbers of steps. */
    static ResultStore fillLarge(Path root) throws IOException {
        List<Plan> plans = new ArrayList<>();
        for (int size = 1; size <= 40; size++) {
            for (int steps : new int[] {1, 2, 3, 4, 5}) {
                plans.add(new Plan("sized", "masked", size, steps, 1.3 + 0.01 * size, 4 + 0.1 * size + 5.0 / steps));
            }
        }
        return new FixtureStore(root).fill(plans, true);
    }

    private ResultStore fill(List<Plan> plans, boolean samples) throws IOException {
        List<PointEntry> points = new ArrayList<>();
        for (Plan plan : plans) {
            points.add(point(plan, samples));
        }
        store.writeIndex(new SuiteIndex(
                SUITE,
                "Fixture: made-up numbers <script>alert('title')</script>",
                "experiments/fixture.yaml",
                "schema: dlm-bench/1\nsuite: fixture\ntitle: Made-up <b>numbers</b>\nexperiments:\n  ar: {}\n  mdlm: {}\n",
                List.of("nll", "ppl", "gen-ppl", "entropy", "nfe", "latency", "throughput"),
                Charts.names(),
                List.of("main"),
                new Commentary(
                        "Nobody, 2020, <i>table</i> 1",
                        "ppl",
                        Map.of("ar", 12.5),
                        List.of("Made-up numbers agree with <script>alert('note')</script>")),
                List.of(
                        new Claim(
                                "fits-better",
                                "Small blocks fit <b>better</b>",
                                "Nobody, 2020",
                                "nll(block, S=4) < nll(mdlm)",
                                5),
                        new Claim("fits-worse", "Small blocks fit worse", "", "nll(block, S=4) > nll(mdlm)", 6)),
                points));
        return store;
    }

    private static List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan("ar", "autoregressive", 0, 1, 1.335, 4.0));
        for (int steps : new int[] {4, 8, 16, 32, 64}) {
            plans.add(new Plan("mdlm", "masked", SEQUENCE, steps, 1.49, 4.6 + 40.0 / steps));
        }
        for (int size : new int[] {4, 16}) {
            for (int steps = 1; steps <= size; steps *= size == 4 ? 2 : 4) {
                double gap = size == 4 ? 0.06 : 0.11;
                plans.add(new Plan("block", "masked", size, steps, 1.335 + gap, 4.2 + 0.3 * size / steps));
            }
        }
        plans.add(new Plan("uniform", "uniform", 16, 16, 1.52, 5.1));
        plans.add(new Plan("uniform", "uniform", SEQUENCE, 64, 1.58, 5.4));
        plans.add(new Plan("broken", "masked", 8, 8, 0, 0));
        plans.add(new Plan("waiting", "masked", 2, 2, 0, 0));
        return plans;
    }

    private PointEntry point(Plan plan, boolean samples) throws IOException {
        List<SeedEntry> seeds = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            seeds.add(new SeedEntry(seed, nodes(plan, seed, samples)));
        }
        Map<String, String> settings = new TreeMap<>(Map.of(
                "backbone.layers",
                "4",
                "backbone.width",
                "128",
                "data.corpus.kind",
                "markov",
                "process.kind",
                plan.process(),
                "process.blockSize",
                Integer.toString(plan.blockSize()),
                "sampling.stepsPerBlock",
                Integer.toString(plan.steps()),
                "sampling.prompt",
                FixtureTraces.PROMPT,
                "training.learningRate",
                "0.001"));
        return new PointEntry(
                plan.id(), plan.experiment(), plan.axes(), plan.process(), plan.blockSize(), SEQUENCE, settings, seeds);
    }

    private Map<String, String> nodes(Plan plan, long seed, boolean samples) throws IOException {
        Map<String, String> nodes = new LinkedHashMap<>();
        String model = plan.process() + plan.blockSize() + "-" + seed;
        String drawn = model + "-" + plan.steps();
        nodes.put("data", Hashes.of("data"));
        nodes.put("train", Hashes.of("train" + model));
        nodes.put("likelihood", Hashes.of("likelihood" + model));
        nodes.put("profile", Hashes.of("profile" + model));
        nodes.put("variance", Hashes.of("variance" + model));
        if (samples) {
            nodes.put("samples", Hashes.of("samples" + drawn));
            nodes.put("score", Hashes.of("score" + drawn));
            nodes.put("mauve", Hashes.of("mauve" + drawn));
            nodes.put("latency", Hashes.of("latency" + drawn));
        }
        if (samples && seed <= 2 && (plan.blockSize() == 0 || plan.id().startsWith("block[process.blockSize=4"))) {
            nodes.put("answers", Hashes.of("answers" + drawn));
        }
        SplittableRandom random = new Seeds(seed).stream(plan.id());
        for (Map.Entry<String, String> node : nodes.entrySet()) {
            boolean broken = plan.experiment().equals("broken");
            if (broken && node.getKey().equals("train")) {
                Path log = store.root().resolve("none");
                store.writeFailure(node.getValue(), "train", "the loss is NaN at step 17 <b>", log);
            } else if (!broken && !plan.experiment().equals("waiting")) {
                commit(node.getValue(), node.getKey(), measured(node.getKey(), plan, random), random, plan);
            }
        }
        return nodes;
    }

    private static List<Measurement> measured(String kind, Plan plan, SplittableRandom random) {
        return switch (kind) {
            case "data" ->
                List.of(
                        Measurement.of(Metric.ENTROPY_RATE, ENTROPY_RATE, 1, Map.of()),
                        Measurement.of(Metric.TRUE_NLL, 1.312, 200, Map.of()),
                        Measurement.of(Metric.DATA_ENTROPY, 2.53, 200, Map.of()));
            case "train" -> trained(plan, random);
            case "likelihood" -> likelihood(plan, random);
            case "profile" -> profile(plan);
            case "variance" -> variance(plan);
            case "samples" -> List.of(Measurement.of(Metric.NFE, plan.calls(), 64, Map.of()));
            case "score" -> scores(plan, random);
            case "mauve" ->
                List.of(Measurement.of(Metric.MAUVE, 1 - 1 / (4. + plan.calls()), Bound.EXACT, 64, 0.01, Map.of()));
            case "answers" -> FixtureAnswers.measured(plan.blockSize(), plan.steps(), plan.calls());
            case "latency" -> speed(plan, random);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private static List<Measurement> trained(Plan plan, SplittableRandom random) {
        return List.of(
                Measurement.of(Metric.PARAMETERS, 1_053_596, 1, Map.of()),
                Measurement.of(Metric.TRAIN_LOSS, plan.nll() + 0.02, 100, Map.of()),
                Measurement.of(Metric.TRAIN_THROUGHPUT, 61_000 + random.nextInt(2_000), 100, Map.of()),
                Measurement.absent(Metric.PEAK_MEMORY, "a fixture has none"));
    }

    private static List<Measurement> likelihood(Plan plan, SplittableRandom random) {
        double nll = plan.nll() + 0.006 * (random.nextDouble() - 0.5);
        Bound bound = plan.blockSize() == 0 ? Bound.EXACT : Bound.UPPER;
        Map<String, String> conditions = Map.of("text", Hashes.of("text"), "precision", "float32");
        return List.of(
                Measurement.of(Metric.NLL, nll, bound, 200, 0.011, conditions),
                Measurement.of(Metric.PPL, Math.exp(nll), bound, 200, 0.011 * Math.exp(nll), conditions),
                Measurement.of(
                        Metric.BPB,
                        nll / Math.log(2),
                        bound,
                        200,
                        0.011 / Math.log(2),
                        conditions)); // tokens are bytes
    }

    private static List<Measurement> profile(Plan plan) {
        List<Measurement> profile = new ArrayList<>();
        for (int at = 0; at < 12; at++) {
            Map<String, String> place = Map.of("at", Double.toString(at));
            profile.add(Measurement.of(Metric.LOSS_FREQUENCY, plan.nll() + .1 * at, Bound.UPPER, 200, .01, place));
            if (plan.blockSize() > 0) {
                Map<String, String> time = Map.of("at", Double.toString((at + .5) / 12));
                profile.add(Measurement.of(Metric.LOSS_TIME, plan.nll() + .05 * at, Bound.UPPER, 200, .01, time));
                profile.add(Measurement.of(Metric.LOSS_POSITION, plan.nll() - .01 * at, Bound.UPPER, 200, .01, place));
            }
        }
        return profile;
    }

    /** The variance is least in the window from 0.3 to 0.8, and 4 over all rates. */
    private static List<Measurement> variance(Plan plan) {
        if (plan.blockSize() == 0) {
            return List.of(Measurement.of(Metric.NELBO_VARIANCE, 2, 6, Map.of("window", "[0.001, 1.0]")));
        }
        List<Measurement> variances = new ArrayList<>();
        variances.add(Measurement.of(Metric.NELBO_VARIANCE, 4, 6, Map.of("window", "[0.001, 1.0]")));
        for (int start = 0; start <= 50; start += 10) {
            double low = Math.max(.001, start / 100.0);
            String window = "[" + low + ", " + (start + 50) / 100.0 + "]";
            double value = 1 + Math.abs(start - 30) / 10.0;
            variances.add(Measurement.of(Metric.NELBO_VARIANCE, value, 6, Map.of("window", window)));
        }
        return variances;
    }

    private static List<Measurement> scores(Plan plan, SplittableRandom random) {
        double genPpl = plan.genPpl() * (1 + 0.04 * (random.nextDouble() - 0.5));
        Map<String, String> evaluator = Map.of("evaluator", "oracle");
        return List.of(
                Measurement.of(Metric.GEN_PPL, genPpl, Bound.EXACT, 64, 0.05, evaluator),
                Measurement.of(Metric.ORACLE_TV, genPpl / 100, 64, Map.of()),
                Measurement.of(
                        Metric.ENTROPY, plan.entropy() + 0.02 * random.nextDouble(), Bound.EXACT, 64, 0.01, Map.of()));
    }

    private static List<Measurement> speed(Plan plan, SplittableRandom random) {
        double milliseconds = plan.calls() * (plan.blockSize() == 0 ? 0.9 : 1.4) * (1 + 0.05 * random.nextDouble());
        return List.of(
                Measurement.of(Metric.LATENCY, milliseconds, 20, Map.of("batch", "1")),
                Measurement.of(Metric.THROUGHPUT, 1000 * SEQUENCE / milliseconds, 20, Map.of("batch", "1")),
                Measurement.of(Metric.THROUGHPUT, 7000 * SEQUENCE / milliseconds, 20, Map.of("batch", "16")));
    }

    private void commit(String hash, String kind, List<Measurement> measurements, SplittableRandom random, Plan plan)
            throws IOException {
        if (store.has(hash)) {
            return;
        }
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec("{\"kind\":\"" + kind + "\"}");
            attempt.writeMeasurements(measurements);
            Map<String, Object> provenance = new TreeMap<>(Map.of(
                    "device",
                    "cpu",
                    "cpu",
                    "Imaginary CPU 9000",
                    "threads",
                    2,
                    "precision",
                    "float32",
                    "seconds",
                    1 + random.nextInt(40) / 10.0,
                    "git",
                    Map.of("commit", "0123456789abcdef0123456789abcdef01234567", "dirty", false),
                    "versions",
                    Map.of("jdk", "17.0.15", "djl", "0.35.1", "pytorch", "2.7.1")));
            attempt.writeProvenance(provenance);
            if (kind.equals("train")) {
                JsonLines.write(attempt.folder().resolve("training.jsonl"), losses(plan, random));
            }
            if (kind.equals("latency")) {
                JsonLines.write(attempt.folder().resolve("latency.json"), times(plan, random));
            }
            if (kind.equals("samples")) {
                JsonLines.write(attempt.folder().resolve("samples.jsonl"), texts(plan, random));
                JsonLines.write(
                        attempt.folder().resolve("traces.jsonl"), FixtureTraces.of(plan.process(), plan.steps()));
            }
            if (kind.equals("answers")) {
                JsonLines.write(
                        attempt.folder().resolve("answers.jsonl"),
                        FixtureAnswers.of(plan.blockSize(), plan.steps(), plan.calls()));
                JsonLines.write(
                        attempt.folder().resolve("traces.jsonl"),
                        FixtureAnswers.traces(plan.blockSize(), plan.steps(), plan.calls()));
            }
            if (kind.equals("score")) {
                JsonLines.write(attempt.folder().resolve("scores.jsonl"), judged());
            }
            if (!attempt.commit()) {
                throw new IllegalStateException("somebody else fills the fixture");
            }
        }
    }

    private static List<TrainingStep> losses(Plan plan, SplittableRandom random) {
        List<TrainingStep> steps = new ArrayList<>();
        double noise = plan.blockSize() == 0 ? 0.03 : 0.2;
        for (int step = 1; step <= 500; step++) {
            double slowness = plan.process().equals("uniform") ? 300 : 60; // the former are still learning
            double loss = plan.nll() + 1.8 * Math.exp(-step / slowness) + noise * (random.nextDouble() - 0.5);
            steps.add(new TrainingStep(step, loss, Math.min(1, step / 50.0) * 1e-3, 0.5));
        }
        return steps;
    }

    /** The evaluator likes the fourth sample best and the third least. */
    private static List<SampleScore> judged() {
        List<SampleScore> scores = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            double nats = i == 3 ? 0.5 : i == 2 ? 3 : 1 + 0.1 * i;
            scores.add(new SampleScore(i, SEQUENCE, SEQUENCE * nats, 2));
        }
        return scores;
    }

    private static List<DecodingTimes> times(Plan plan, SplittableRandom random) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            times.add(plan.calls() * (1 + 0.2 * random.nextDouble()));
        }
        return List.of(new DecodingTimes(1, List.of(times), List.of(times), Map.of("device", "cpu")));
    }

    private static List<Sample> texts(Plan plan, SplittableRandom random) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            StringBuilder text = new StringBuilder(i == 1 ? "<script>alert(1)</script>\nand & \"so\" on " : "");
            while (text.length() < SEQUENCE) {
                text.append((char) (random.nextInt(9) == 0 ? ' ' : 'a' + random.nextInt(8)));
            }
            samples.add(new Sample(i, text.toString(), "length", Map.of("denoise", (long) plan.calls())));
        }
        return samples;
    }
}
