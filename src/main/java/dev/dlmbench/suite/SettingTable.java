package dev.dlmbench.suite;

import static dev.dlmbench.suite.SettingType.COUNT;
import static dev.dlmbench.suite.SettingType.DECIMAL;
import static dev.dlmbench.suite.SettingType.INT;
import static dev.dlmbench.suite.SettingType.INTS;
import static dev.dlmbench.suite.SettingType.LONG;
import static dev.dlmbench.suite.SettingType.LONGS;
import static dev.dlmbench.suite.SettingType.RANGE;
import static dev.dlmbench.suite.SettingType.SHARES;
import static dev.dlmbench.suite.SettingType.SWITCH;
import static dev.dlmbench.suite.SettingType.TEXT;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.process.BlockSizes;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every key that a suite can set: the one place that states defaults, and the source of the reference. */
final class SettingTable {
    /** All settings by key, in the order of the reference. */
    static final Map<String, Setting> ALL = all();

    private static final String FROM =
            "an experiment of this suite whose model of the same seed training starts from; its settings may not be swept";

    private SettingTable() {}

    /** Returns the setting called {@code key}, which must be one. */
    static Setting get(String key) {
        return Optional.ofNullable(ALL.get(key)).orElseThrow();
    }

    private static Map<String, Setting> all() {
        SettingRows rows = new SettingRows();
        data(rows);
        backbone(rows, "", PointSettings::backbone);
        rows.choice(
                "backbone.kind",
                List.of("transformer", "oracle"),
                "transformer",
                "what predicts: the network, or the exact source of corpus markov in its place",
                s -> s.oracle() ? "oracle" : "transformer");
        process(rows);
        objective(rows);
        training(rows, "", PointSettings::training);
        rows.inWords("training.from", TEXT, "nothing", FROM, s -> s.from().isEmpty() ? Optional.empty() : s.from());
        engine(rows);
        likelihood(rows);
        rows.add(
                "profile.draws",
                INT,
                "2",
                "draws of noise per held-out document and interval of times",
                s -> s.profile().draws());
        rows.add(
                "variance.batches",
                INT,
                "16",
                "batches that variances of losses and gradients are taken over",
                s -> s.variance().batches());
        SamplingRows.addTo(rows);
        evaluator(rows);
        latency(rows);
        rows.add("seeds", LONGS, "[1]", "the replicates; never a sweep", s -> Optional.empty());
        Map<String, Setting> byKey = new LinkedHashMap<>();
        rows.settings().forEach(setting -> byKey.put(setting.key(), setting));
        return byKey;
    }

    private static void data(SettingRows rows) {
        rows.choice(
                "data.corpus",
                List.copyOf(Corpora.descriptions().keySet()),
                "required",
                "the text: a word, or a mapping of kind and its keys",
                s -> s.data().corpus().kind());
        rows.add("data.corpus.order", INT, "2", "markov: how many symbols the next one depends on", s -> markov(s)
                .map(CorpusSpec.Markov::order));
        rows.add("data.corpus.symbols", INT, "12", "markov: how many symbols there are", s -> markov(s)
                .map(CorpusSpec.Markov::symbols));
        rows.add(
                "data.corpus.concentration",
                DECIMAL,
                "0.3",
                "markov: of its transitions; small is predictable",
                s -> markov(s).map(CorpusSpec.Markov::concentration));
        rows.add("data.corpus.seed", LONG, "1", "markov, stories: seed of the source", SettingTable::corpusSeed);
        rows.inWords(
                "data.corpus.path",
                TEXT,
                "required by kinds file and ids",
                "file: a text in UTF-8; ids: a folder; relative to the suite's file",
                SettingTable::path);
        rows.inWords(
                "data.corpus.vocabulary",
                INT,
                "required by kind ids",
                "ids: how many real tokens there are; the mask comes on top",
                s -> s.data().corpus() instanceof CorpusSpec.Ids ids ? ids.vocabulary() : Optional.empty());
        rows.choice("data.tokenizer", DataSpec.TokenizerKind.values(), "char", "how text becomes ids", s -> s.data()
                .tokenizer());
        rows.add("data.sequence", INT, "128", "tokens in a training sequence and in a held-out document", s -> s.data()
                .sequence());
        rows.add("data.tokens", COUNT, "0", "tokens to learn from; 0 means all there are (files only)", s -> s.data()
                .tokens());
        rows.add(
                "data.documents",
                INT,
                "0",
                "held-out documents, spread evenly over the text; 0: all (files only)",
                s -> s.data().documents());
    }

    private static void backbone(SettingRows rows, String evaluator, Function<PointSettings, BackboneSpec> of) {
        String section = evaluator + "backbone.";
        rows.add(section + "layers", INT, "4", "blocks of attention and MLP", s -> of.apply(s)
                .layers());
        rows.add(section + "width", INT, "128", "width of the residual stream", s -> of.apply(s)
                .width());
        rows.add(
                section + "heads", INT, "4", "attention heads", s -> of.apply(s).heads());
        rows.add(section + "conditioningDim", INT, "128", "width of the conditioning vector", s -> of.apply(s)
                .conditioningDim());
        rows.add(section + "dropout", DECIMAL, "0", "share dropped while training", s -> of.apply(s)
                .dropout());
        rows.add(
                section + "timeConditioning",
                SWITCH,
                "false",
                "whether the network sees the noise level",
                s -> of.apply(s).timeConditioning());
    }

    private static void process(SettingRows rows) {
        rows.choice(
                "process.kind", ProcessKind.values(), "required", "how text is corrupted and scored", s -> s.process()
                        .kind());
        rows.inWords(
                "process.blockSize",
                INT,
                "data.sequence",
                "tokens in a block; autoregression has blocks of 1 and takes no value",
                SettingTable::blockSize);
        rows.inWords(
                "process.blockSizes",
                SHARES,
                "process.blockSize alone",
                "block sizes to train on, with their shares; measured at process.blockSize, the largest by default",
                s -> s.process().sizes());
        rows.choice(
                "process.blockSizeDraw",
                BlockSizes.Draw.values(),
                "stratified",
                "how a step's micro-batches get a mixture's sizes",
                s -> s.process().sizes().map(BlockSizes::draw));
        rows.choice(
                "process.cleanRows",
                CleanRows.values(),
                "token-causal with blockSizes, else block-causal",
                "what clean tokens see: all of their block, or what comes before them",
                s -> ofBlocks(s, s.process().cleanRows()));
        rows.choice(
                "process.schedule",
                StandardSchedule.values(),
                "linear",
                "how alpha falls over time; masked and uniform",
                s -> s.process().kind() == ProcessKind.HYBRID
                        ? Optional.empty()
                        : ofBlocks(s, s.process().schedule()));
        rows.choice(
                "process.parameterization",
                Parameterization.values(),
                "subs",
                "masked: what the output stands for; mean is D3PM, score is SEDD",
                s -> ofMasks(s, s.process().parameterization()));
        rows.add(
                "process.steps",
                INT,
                "0",
                "masked: T of discrete time; 0 is continuous time",
                s -> ofMasks(s, s.process().steps()));
        rows.add(
                "process.uniformShare",
                DECIMAL,
                "0",
                "hybrid: share of uniform tokens halfway",
                s -> s.process().kind() == ProcessKind.HYBRID ? s.process().uniformShare() : Optional.empty());
    }

    private static void objective(SettingRows rows) {
        rows.choice(
                "objective.loss",
                TrainingLoss.values(),
                "bound",
                "what training minimises; scoring always uses the bound",
                s -> ofBlocks(s, s.objective().loss()));
        rows.choice(
                "objective.times",
                ObjectiveSpec.Sharing.values(),
                "block",
                "one time per block or sequence, or a count of masked tokens per block (ARDM)",
                s -> ofBlocks(s, s.objective().times()));
        rows.add(
                "objective.clip",
                RANGE,
                "[0.001, 1]",
                "masked: the rates to draw from; [1, 1] masks always, for blocks of 1",
                s -> ofMasks(s, s.objective().clip()));
        rows.add(
                "objective.rejectCounts",
                SWITCH,
                "false",
                "masked: whether a block's share of masks must lie in the window too",
                s -> ofMasks(s, s.objective().rejectCounts()));
        rows.add(
                "objective.auxiliary",
                DECIMAL,
                "0",
                "masked: weight of the plain cross-entropy on top of the loss",
                s -> ofMasks(s, s.objective().auxiliary()));
        rows.add(
                "objective.search.every",
                INT,
                "0",
                "masked: steps between searches for the window of least variance; 0 means none",
                s -> ofMasks(s, s.objective().search().every()));
        rows.add(
                "objective.search.batches",
                INT,
                "8",
                "masked: batches that each of the 36 windows is measured on",
                s -> s.objective().search().every() == 0
                        ? Optional.empty()
                        : s.objective().search().batches());
    }

    private static void likelihood(SettingRows rows) {
        rows.choice(
                "likelihood.estimator",
                Estimator.values(),
                "auto",
                "exact, or how a bound is estimated",
                s -> s.likelihood().estimator());
        rows.choice(
                "likelihood.firstToken",
                LikelihoodSpec.FirstToken.values(),
                "score",
                "whether a held-out document's first token is scored, or given as context (MDLM, BD3-LM)",
                s -> s.likelihood().firstToken());
        rows.add("likelihood.draws", INT, "4", "draws of noise per held-out document in a round", s -> s.likelihood()
                .draws());
        rows.add(
                "likelihood.until.standardError",
                DECIMAL,
                "0",
                "rounds go on until the noise leaves no more, in nats per token; 0 means one round",
                s -> s.likelihood().until());
        rows.add(
                "likelihood.until.atMost",
                INT,
                "64",
                "rounds at most",
                s -> s.likelihood().until() == 0
                        ? Optional.empty()
                        : s.likelihood().atMost());
    }

    private static void training(SettingRows rows, String evaluator, Function<PointSettings, TrainingSpec> of) {
        String section = evaluator + "training.";
        rows.inWords(section + "tokens", COUNT, "required", "tokens to see in all", s -> of.apply(s)
                .tokens());
        rows.add(section + "batch", INT, "32", "sequences per step", s -> of.apply(s)
                .batch());
        rows.add(
                section + "gradientAccumulation",
                INT,
                "1",
                "parts that a batch's gradient is summed over, each with a block size of its own",
                s -> of.apply(s).gradientAccumulation());
        rows.add(section + "learningRate", DECIMAL, "0.001", "of AdamW, after the warm-up", s -> of.apply(s)
                .learningRate());
        rows.add(section + "warmup", INT, "100", "steps of linear increase from 0", s -> of.apply(s)
                .warmup());
        rows.choice(
                section + "schedule", TrainingSpec.Schedule.values(), "constant", "after the warm-up", s -> of.apply(s)
                        .schedule());
        rows.add(section + "clip", DECIMAL, "1", "bound on the gradient's norm; 0 means none", s -> of.apply(s)
                .clip());
        rows.add(section + "ema", DECIMAL, "0.999", "decay of the averaged weights; 0 means none", s -> of.apply(s)
                .ema());
        rows.add(section + "weightDecay", DECIMAL, "0", "of AdamW", s -> of.apply(s)
                .weightDecay());
        rows.add(
                section + "checkpointEvery", INT, "100", "steps between checkpoints; 0 means at the end", s -> of.apply(
                                s)
                        .checkpointEvery());
    }

    private static void engine(SettingRows rows) {
        rows.add("engine.device", TEXT, "auto", "auto, cpu, cuda or cuda:<index>", s -> s.engine()
                .device());
        rows.choice("engine.precision", EngineSpec.Precision.values(), "auto", "of the matrix products", s -> s.engine()
                .precision());
        rows.add("engine.threads", INT, "0", "CPU threads; 0 means one per core", s -> s.engine()
                .threads());
    }

    private static void evaluator(SettingRows rows) {
        SettingRows own = new SettingRows();
        own.add(
                "evaluator.seed",
                LONG,
                "1",
                "of the evaluator's training: one evaluator for all seeds",
                s -> s.evaluator().seed());
        backbone(own, "evaluator.", s -> s.evaluator().backbone());
        training(own, "evaluator.", s -> s.evaluator().training());
        rows.choice(
                "evaluator.kind",
                EvaluatorSpec.Kind.values(),
                "oracle for corpus markov, else model",
                "who scores samples",
                s -> s.evaluator().kind());
        own.settings().forEach(setting -> rows.ofEvaluator(setting));
    }

    private static void latency(SettingRows rows) {
        rows.add("latency.batchSizes", INTS, "[1, 16]", "batch sizes to time", s -> s.latency()
                .batchSizes());
        rows.add("latency.forks", INT, "3", "JVMs per batch size; claims need 3 or more", s -> s.latency()
                .forks());
        rows.add(
                "latency.warmup",
                INT,
                "1000",
                "network calls before the decodings that count, in each JVM; whole decodings, one at least",
                s -> s.latency().warmupCalls());
        rows.add("latency.iterations", INT, "10", "decodings that count, in each JVM", s -> s.latency()
                .iterations());
    }

    static Object ofBlocks(PointSettings settings, Object value) {
        return settings.process().kind() == ProcessKind.AUTOREGRESSIVE ? Optional.empty() : value;
    }

    private static Object ofMasks(PointSettings settings, Object value) {
        return settings.process().kind() == ProcessKind.MASKED ? value : Optional.empty();
    }

    static int blockSize(PointSettings settings) {
        boolean blocks = settings.process().kind() != ProcessKind.AUTOREGRESSIVE;
        return blocks ? settings.process().blockSizeIn(settings.data().sequence()) : 1;
    }

    static int stepsPerBlock(PointSettings settings) {
        boolean blocks = settings.process().kind() != ProcessKind.AUTOREGRESSIVE;
        return blocks ? settings.sampling().plan().stepsFor(blockSize(settings)) : 1;
    }

    private static Optional<CorpusSpec.Markov> markov(PointSettings settings) {
        return settings.data().corpus() instanceof CorpusSpec.Markov markov ? Optional.of(markov) : Optional.empty();
    }

    private static Optional<Long> corpusSeed(PointSettings settings) {
        return settings.data().corpus() instanceof CorpusSpec.Stories stories
                ? Optional.of(stories.seed())
                : markov(settings).map(CorpusSpec.Markov::seed);
    }

    private static Optional<String> path(PointSettings settings) {
        if (settings.data().corpus() instanceof CorpusSpec.Ids ids) {
            return Optional.of(ids.path());
        }
        return settings.data().corpus() instanceof CorpusSpec.TextFile file
                ? Optional.of(file.path())
                : Optional.empty();
    }
}
