package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.setting.ExecutorSection;
import dev.dlmbench.setting.SettingReference;
import dev.dlmbench.setting.SettingTable;
import dev.dlmbench.task.JsonlSpec;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.Detokenizer;
import dev.dlmbench.text.ExampleFilesSpec;
import dev.dlmbench.text.PublishedDataset;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a suite says arrives in the point, key by key, and what it does not say is the documented default. */
class SettingTableTest {
    /** A value of each key, different from its default where two go together. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            Map.entry("data.corpus", "markov"),
            Map.entry("data.corpus.order", "3"),
            Map.entry("data.corpus.symbols", "5"),
            Map.entry("data.corpus.concentration", "0.7"),
            Map.entry("data.corpus.seed", "9"),
            Map.entry("data.tokenizer", "char"), // the others go with files only
            Map.entry("data.sequence", "64"),
            Map.entry("data.tokens", "1000"),
            Map.entry("data.documents", "11"),
            Map.entry("backbone.layers", "3"),
            Map.entry("backbone.width", "96"),
            Map.entry("backbone.heads", "3"),
            Map.entry("backbone.conditioningDim", "32"),
            Map.entry("backbone.dropout", "0.1"),
            Map.entry("backbone.timeConditioning", "true"),
            Map.entry("process.kind", "uniform"),
            Map.entry("process.blockSize", "16"),
            Map.entry("process.cleanRows", "token-causal"),
            Map.entry("process.schedule", "square-root"),
            Map.entry("objective.loss", "changed-cross-entropy"),
            Map.entry("objective.times", "sequence"),
            Map.entry("objective.scheduledSampling", "0.05"),
            Map.entry("training.tokens", "12345"),
            Map.entry("training.batch", "7"),
            Map.entry("training.gradientAccumulation", "7"),
            Map.entry("training.learningRate", "0.0005"),
            Map.entry("training.warmup", "13"),
            Map.entry("training.schedule", "cosine"),
            Map.entry("training.clip", "0.25"),
            Map.entry("training.ema", "0.5"),
            Map.entry("training.weightDecay", "0.01"),
            Map.entry("training.checkpointEvery", "17"),
            Map.entry("engine.device", "cuda:1"),
            Map.entry("engine.precision", "bf16"),
            Map.entry("engine.threads", "2"),
            Map.entry("likelihood.estimator", "monte-carlo"),
            Map.entry("likelihood.firstToken", "skip"),
            Map.entry("likelihood.draws", "19"),
            Map.entry("likelihood.until.standardError", "0.01"),
            Map.entry("likelihood.until.atMost", "5"),
            Map.entry("profile.draws", "7"),
            Map.entry("variance.batches", "3"),
            Map.entry("sampling.stepsPerBlock", "5"),
            Map.entry("backbone.kind", "transformer"),
            Map.entry("sampling.sampler", "psi"),
            Map.entry("sampling.plan", "grid"),
            Map.entry("sampling.temperature", "0.9"),
            Map.entry("sampling.topK", "9"),
            Map.entry("sampling.minP", "0.01"),
            Map.entry("sampling.topP", "0.95"),
            Map.entry("sampling.topPRule", "below"),
            Map.entry("sampling.greedy", "last"),
            Map.entry("sampling.tail", "prediction"),
            Map.entry("sampling.selector.kind", "ancestral"),
            Map.entry("sampling.corrector.kind", "psi"),
            Map.entry("sampling.corrector.kappa", "0.75"),
            Map.entry("sampling.corrector.window", "[0.2, 0.6]"),
            Map.entry("sampling.joint.kind", "independent"), // the others go with masks and a second model only
            Map.entry("sampling.early.steps", "2"),
            Map.entry("sampling.early.entropy", "0.25"),
            Map.entry("sampling.stop.maxLength", "320"),
            Map.entry("sampling.stop.entropy", "1.5"),
            Map.entry("sampling.stop.retries", "4"),
            Map.entry("sampling.prompt", "abba"),
            Map.entry("sampling.traces", "2"),
            Map.entry("sampling.samples", "21"),
            Map.entry("sampling.batch", "23"),
            Map.entry("evaluator.kind", "model"),
            Map.entry("evaluator.seed", "29"),
            Map.entry("evaluator.backbone.layers", "1"),
            Map.entry("evaluator.backbone.width", "40"),
            Map.entry("evaluator.backbone.heads", "2"),
            Map.entry("evaluator.backbone.conditioningDim", "16"),
            Map.entry("evaluator.backbone.dropout", "0.2"),
            Map.entry("evaluator.backbone.timeConditioning", "false"),
            Map.entry("evaluator.training.tokens", "777"),
            Map.entry("evaluator.training.batch", "3"),
            Map.entry("evaluator.training.gradientAccumulation", "3"),
            Map.entry("evaluator.training.learningRate", "0.002"),
            Map.entry("evaluator.training.warmup", "31"),
            Map.entry("evaluator.training.schedule", "constant"),
            Map.entry("evaluator.training.clip", "0.75"),
            Map.entry("evaluator.training.ema", "0.6"),
            Map.entry("evaluator.training.weightDecay", "0.03"),
            Map.entry("evaluator.training.checkpointEvery", "37"),
            Map.entry("latency.batchSizes", "[2, 4]"),
            Map.entry("latency.forks", "3"),
            Map.entry("latency.warmup", "1"),
            Map.entry("latency.iterations", "41"));

    private static final Set<String> OF_SOME = Set.of(
            "data.corpus.classes",
            "data.corpus.contrast",
            "data.corpus.unlabelled",
            "data.corpus.learnLabels",
            "sampling.guidance.kind",
            "sampling.guidance.scale",
            "sampling.guidance.window",
            "sampling.guidance.class",
            "process.blockSizes",
            "process.blockSizeDraw",
            "process.parameterization",
            "process.steps",
            "process.uniformShare",
            "process.beginning",
            "process.start",
            "process.startThreshold",
            "process.betaStart",
            "process.betaEnd",
            "process.trainingTimes",
            "process.walkSteps",
            "process.softMask.by",
            "process.softMask.strength",
            "objective.clip",
            "objective.rejectCounts",
            "objective.auxiliary",
            "objective.search.every",
            "objective.search.batches",
            "sampling.selector.bound",
            "sampling.selector.editing",
            "sampling.selector.temperature",
            "sampling.selector.order",
            "sampling.selector.seed",
            "sampling.arTokens",
            "sampling.votes",
            "sampling.corrector.eta",
            "sampling.corrector.score",
            "sampling.corrector.rule",
            "sampling.corrector.warmup",
            "sampling.corrector.period",
            "sampling.corrector.rounds",
            "sampling.corrector.patience",
            "sampling.corrector.temperature",
            "sampling.corrector.corrections",
            "sampling.corrector.positions",
            "sampling.corrector.choice",
            "sampling.corrector.choiceTemperature",
            "sampling.joint.energy",
            "sampling.joint.candidates",
            "sampling.joint.temperature",
            "sampling.joint.window",
            "sampling.companion",
            "sampling.stop.text",
            "evaluator.path",
            "evaluator.protocol",
            "evaluator.batch",
            "evaluator.maxLength");

    @TempDir
    Path folder;

    @Test
    void everyKeyThatCanBeWrittenReachesThePoint() {
        String[] overrides = OTHERS.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);

        Map<String, String> flat = SuiteTexts.onlyPoint(SuiteTexts.points(folder, "a: {title: x}", overrides));

        Map<String, String> expected = new HashMap<>(OTHERS);
        expected.put("sampling.steps", "20"); // 5 in each of 64 / 16 blocks
        assertThat(flat).containsExactlyInAnyOrderEntriesOf(expected);
        Set<String> elsewhere = Set.of(
                "sampling.steps",
                "data.corpus.path",
                "data.corpus.vocabulary",
                "data.tokenizer.file",
                "data.corpus.train",
                "data.corpus.test",
                "data.corpus.format",
                "data.corpus.field",
                "data.corpus.detokenizer",
                "data.corpus.piece",
                "data.corpus.trainUntil",
                "data.corpus.testFrom",
                "data.corpus.packing",
                "data.corpus.documentEnd",
                "data.corpus.sequenceStart",
                "data.corpus.sequenceEnd",
                "data.corpus.padding",
                "data.corpus.stride",
                "data.corpus.digits",
                "data.corpus.spaces",
                "data.corpus.testFile",
                "data.corpus.depth",
                "data.corpus.size",
                "data.corpus.clues",
                "data.corpus.numbers",
                "data.corpus.largest",
                "data.corpus.target",
                "data.corpus.least",
                "data.corpus.annotations",
                "data.corpus.thoughts",
                "data.corpus.tests",
                "data.corpus.fields.prompt",
                "data.corpus.fields.answer",
                "data.corpus.fields.thoughts",
                "data.corpus.fields.choices",
                "data.corpus.fields.difficulty",
                "data.corpus.numeric",
                "data.corpus.separator",
                "data.corpus.end",
                "data.corpus.packed",
                "data.corpus.multiPass",
                "data.corpus.learnPadding",
                "sampling.passes",
                "objective.coupledSampling",
                "likelihood.sandwich",
                "model",
                "model.path",
                "model.mask",
                "model.order",
                "model.repeats",
                "backbone.file",
                "backbone.attention",
                "backbone.mask",
                "data.tokenizer.folder",
                "data.tokenizer.size",
                "seeds",
                "training.from",
                "training.state");
        assertThat(SettingTable.ALL.keySet()).allSatisfy(key -> assertThat(
                        OTHERS.containsKey(key) || OF_SOME.contains(key) || elsewhere.contains(key))
                .as(key)
                .isTrue());
    }

    /** Keys that have a meaning for some processes only, each written in a point that it goes with. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "data.corpus.classes; 3; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "data.corpus.contrast; 0.5; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "data.corpus.unlabelled; 0.2; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "data.corpus.learnLabels; true; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "sampling.guidance.kind; classifier; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8 data.corpus.learnLabels=true",
                "sampling.guidance.scale; 2.5; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "sampling.guidance.window; '[0.25, 0.75]'; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "sampling.guidance.class; B; process.kind=masked data.corpus=topics data.tokens=10k data.documents=8",
                "process.blockSizes; '{1: 0.25, 16: 0.75}'; process.kind=masked",
                "process.blockSizeDraw; same; process.kind=masked process.blockSizes={1: 0.5, 2: 0.5}",
                "process.parameterization; score; process.kind=masked",
                "process.parameterization; posterior; process.kind=uniform",
                "process.steps; 50; process.kind=masked",
                "process.uniformShare; 0.2; process.kind=hybrid",
                "process.softMask.by; frequency; process.kind=masked",
                "process.softMask.strength; 2.5; process.kind=masked process.softMask.by=position",
                "process.beginning; none; process.kind=autoregressive likelihood.firstToken=skip",
                "process.start; uniform; process.kind=sphere",
                "process.startThreshold; 0.38; process.kind=sphere process.start=mixture",
                "process.betaStart; 0.002; process.kind=sphere",
                "process.betaEnd; 0.3; process.kind=sphere",
                "process.trainingTimes; '[0.3, 0.6]'; process.kind=sphere",
                "process.walkSteps; 100; process.kind=sphere",
                "objective.clip; '[0.3, 0.8]'; process.kind=masked process.blockSize=4",
                "objective.rejectCounts; true; process.kind=masked process.blockSize=4 objective.clip=[0.3,0.8]",
                "objective.auxiliary; 0.001; process.kind=masked",
                "objective.search.every; 10; process.kind=masked",
                "objective.search.batches; 3; process.kind=masked objective.search.every=10",
                "sampling.selector.bound; 0.8; process.kind=masked sampling.sampler=threshold",
                "sampling.selector.editing; 0.75; process.kind=uniform sampling.sampler=block-refinement",
                "sampling.selector.temperature; 0.5; process.kind=masked sampling.sampler=margin",
                "sampling.selector.order; '[1, 0]'; process.kind=masked process.blockSize=2 sampling.selector.kind=permutation",
                "sampling.selector.seed; 7; process.kind=masked sampling.selector.kind=fixed-random",
                "sampling.votes; 5; process.kind=masked data.corpus=boolean data.tokens=10k data.documents=8",
                "sampling.arTokens; 8; process.kind=masked process.blockSizes={1: 0.5, 2: 0.5} process.blockSize=2",
                "sampling.corrector.eta; 0.3; process.kind=masked sampling.sampler=remdm-cap",
                "sampling.corrector.score; margin; process.kind=uniform sampling.sampler=random-renoising",
                "sampling.corrector.rule; proportional; process.kind=uniform sampling.sampler=entropy-renoising",
                "sampling.corrector.warmup; 2; process.kind=uniform sampling.sampler=random-renoising",
                "sampling.corrector.period; 3; process.kind=uniform sampling.sampler=random-renoising",
                "sampling.corrector.rounds; 5; process.kind=hybrid sampling.sampler=self-correction",
                "sampling.corrector.patience; 6; process.kind=hybrid sampling.sampler=self-correction",
                "sampling.corrector.temperature; 0.4; process.kind=hybrid sampling.sampler=self-correction",
                "sampling.corrector.corrections; 3; process.kind=uniform sampling.sampler=gibbs",
                "sampling.corrector.positions; 4; process.kind=hybrid sampling.sampler=gibbs",
                "sampling.corrector.choice; uniform; process.kind=uniform sampling.sampler=gibbs",
                "sampling.corrector.choiceTemperature; 0.5; process.kind=uniform sampling.sampler=gibbs",
                "sampling.stop.text; x; process.kind=masked",
                "evaluator.path; own; process.kind=masked evaluator.kind=pretrained",
                "evaluator.protocol; bd3lm; process.kind=masked evaluator.kind=pretrained evaluator.path=own",
                "evaluator.batch; 3; process.kind=masked evaluator.kind=pretrained evaluator.path=own evaluator.protocol=gidd",
                "evaluator.maxLength; 9; process.kind=masked evaluator.kind=pretrained evaluator.path=own evaluator.protocol=mdlm"
            })
    void aKeyOfSomeProcessesReachesThePoint(String key, String value, String others) {
        assertThat(OF_SOME).contains(key);
        List<String> overrides = new ArrayList<>(List.of(others.split(" ")));
        overrides.add(key + "=" + value);
        overrides.replaceAll(override -> override.replace('\u00a0', ' '));
        assertThat(SuiteTexts.onlyPoint(SuiteTexts.points(folder, "a: {title: x}", overrides.toArray(String[]::new))))
                .containsEntry(key, value);
    }

    @Test
    void textsCanBeReadAsBytes() {
        assertThat(SuiteTexts.onlyPoint(
                        SuiteTexts.points(folder, "a: {process: {kind: masked}, data: {tokenizer: byte}}")))
                .containsEntry("data.tokenizer", "byte");
    }

    @Test
    void aFileIsFoundFromTheWorkingFolder() {
        SuiteTexts.write(folder, "own.txt", "some text");

        assertThat(SuiteTexts.onlyPoint(SuiteTexts.points(
                        folder, "a: {process: {kind: masked}}", "data.corpus={kind: file, path: own.txt}")))
                .containsEntry("data.corpus", "file")
                .containsEntry("data.corpus.path", "own.txt");
    }

    @Test
    void aTokenizerIsAWordOrAMappingOfItsKindAndFile() throws IOException {
        SuiteTexts.write(folder, "own.json", "{}"); // which is read when the text is
        String data = "{corpus: tinyshakespeare, tokenizer: {kind: huggingface, file: own.json}}";
        List<Point> points = SuiteTexts.points(folder, "a: {process: {kind: masked}, data: " + data + "}");
        assertThat(SuiteTexts.onlyPoint(points))
                .containsEntry("data.tokenizer", "huggingface")
                .containsEntry("data.tokenizer.file", "own.json");
        assertThat(points.get(0).settings().data().tokenizer())
                .isEqualTo(new TokenizerSpec.HuggingFace(
                        "own.json", folder.toAbsolutePath().toString()));
        List<Point> replaced =
                SuiteTexts.points(folder, "a: {process: {kind: masked}, data: " + data + "}", "data.tokenizer=byte");
        assertThat(SuiteTexts.onlyPoint(replaced))
                .containsEntry("data.tokenizer", "byte")
                .doesNotContainKey("data.tokenizer.file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bpe; data.tokenizer.size=1024",
                "{kind: bpe, size: 512}; data.tokenizer.size=512",
                "gpt2; data.tokenizer.folder=",
                "{kind: gpt2, folder: own}; data.tokenizer.folder=own",
                "bert; data.tokenizer.file=",
                "{kind: bert, file: own/vocab.txt}; data.tokenizer.file=own/vocab.txt"
            })
    void aTokenizerIsOfTheDataFolderUnlessAFileIsNamed(String tokenizer, String reached) {
        String data = "{corpus: tinyshakespeare, tokenizer: " + tokenizer + "}";
        assertThat(SuiteTexts.onlyPoint(SuiteTexts.points(folder, "a: {process: {kind: masked}, data: " + data + "}")))
                .containsEntry(reached.substring(0, reached.indexOf('=')), reached.substring(reached.indexOf('=') + 1));
    }

    @Test
    void everyKeyOfExamplesReachesThePoint() {
        String line = "{\"doc\": {\"q\": \"b\", \"a\": \"y\", \"c\": [\"x\", \"y\"], \"t\": \"z\", \"d\": 3}}\n";
        SuiteTexts.write(folder, "a.jsonl", line.replace("\"b\"", "\"e\""));
        SuiteTexts.write(folder, "b.jsonl", line);
        Map<String, String> written = Map.of(
                "train", "a.jsonl",
                "test", "b.jsonl",
                "fields.prompt", "doc.q",
                "fields.answer", "doc.a",
                "fields.thoughts", "doc.t",
                "fields.choices", "doc.c",
                "fields.difficulty", "doc.d",
                "separator", " = ",
                "packed", "true",
                "end", "!");
        String fields = "{prompt: doc.q, answer: doc.a, thoughts: doc.t, choices: doc.c, difficulty: doc.d}";
        String corpus = "{kind: jsonl, train: a.jsonl, test: b.jsonl, fields: " + fields
                + ", separator: ' = ', end: '!', packed: true}";

        List<Point> points =
                SuiteTexts.points(folder, "a: {process: {kind: masked, blockSize: 4}, data: {corpus: " + corpus + "}}");

        Map<String, String> flat = SuiteTexts.onlyPoint(points);
        written.forEach((key, value) -> assertThat(flat).containsEntry("data.corpus." + key, value));
        assertThat(flat).containsEntry("data.corpus", "jsonl").containsEntry("data.corpus.numeric", "false");
        String here = folder.toAbsolutePath().toString();
        assertThat(points.get(0).settings().data().corpus())
                .isEqualTo(new ExampleFilesSpec(
                        "a.jsonl",
                        here,
                        "b.jsonl",
                        here,
                        new JsonlSpec.Fields("doc.q", "doc.a", "doc.t", "doc.c", "doc.d"),
                        false,
                        " = ",
                        1));
    }

    @Test
    void everyKeyOfThoughtsReachesThePoint() {
        Map<String, String> several = SuiteTexts.onlyPoint(SuiteTexts.points(
                folder,
                "a: {process: {kind: masked}}",
                "data.corpus=boolean",
                "data.tokens=9k",
                "data.documents=4",
                "data.corpus.multiPass=true",
                "objective.coupledSampling=0.01",
                "sampling.passes=4"));
        assertThat(several)
                .containsEntry("data.corpus.multiPass", "true")
                .containsEntry("data.corpus.learnPadding", "true")
                .containsEntry("objective.coupledSampling", "0.01")
                .containsEntry("sampling.passes", "4");
        Map<String, String> unpadded = SuiteTexts.onlyPoint(SuiteTexts.points(
                folder,
                "a: {process: {kind: autoregressive}}",
                "data.corpus=boolean",
                "data.tokens=9k",
                "data.documents=4",
                "data.corpus.learnPadding=false"));
        assertThat(unpadded)
                .containsEntry("data.corpus.multiPass", "false")
                .containsEntry("data.corpus.learnPadding", "false")
                .doesNotContainKey("objective.coupledSampling")
                .doesNotContainKey("sampling.passes");
    }

    @Test
    void everyKeyOfADataSetReachesThePoint() {
        Map<String, String> written = Map.ofEntries(
                Map.entry("path", "sets"),
                Map.entry("train", "a-*.parquet"),
                Map.entry("test", "b.parquet"),
                Map.entry("format", "parquet"),
                Map.entry("field", "text"),
                Map.entry("detokenizer", "lm1b"),
                Map.entry("trainUntil", "-100"),
                Map.entry("testFrom", "50"),
                Map.entry("packing", "wrapped"),
                Map.entry("documentEnd", "|"),
                Map.entry("sequenceStart", "<"),
                Map.entry("padding", "_"),
                Map.entry("stride", "7"));
        String keys = written.entrySet().stream()
                .map(entry -> entry.getKey() + ": "
                        + (entry.getValue().matches("[-\\d]+") ? entry.getValue() : "'" + entry.getValue() + "'"))
                .collect(Collectors.joining(", "));

        Map<String, String> flat = SuiteTexts.onlyPoint(SuiteTexts.points(
                folder, "a: {process: {kind: masked}, data: {corpus: {kind: dataset, " + keys + "}}}"));

        written.forEach((key, value) -> assertThat(flat).containsEntry("data.corpus." + key, value));
        assertThat(flat)
                .containsEntry("data.corpus", "dataset")
                .containsEntry("data.corpus.piece", "0")
                .containsEntry("data.corpus.sequenceEnd", "");
        assertThat(corpus("{kind: dataset, path: sets, test: b, packing: whole, sequenceEnd: '>'}"))
                .extracting(set -> ((DatasetSpec) set).sequences())
                .isEqualTo(new DatasetSpec.Sequences(DatasetSpec.Packing.WHOLE, "", "", ">", "", 0));
    }

    /** The definition in short, one setting given otherwise, and all of it written out. */
    @Test
    void aPublishedSetIsItsDefinitionUnlessSaidOtherwise() {
        DatasetSpec defined = PublishedDataset.TEXT8.spec();
        assertThat(corpus("text8")).isEqualTo(defined);
        assertThat(corpus("{kind: text8, piece: 64}"))
                .isEqualTo(new DatasetSpec(
                        "text8",
                        "",
                        "",
                        "text8",
                        "",
                        new DatasetSpec.Documents(
                                DatasetSpec.Format.TEXT, "", Detokenizer.NONE, 64, 90_000_000, 95_000_000),
                        defined.sequences()));
        assertThat(SuiteTexts.onlyPoint(SuiteTexts.points(
                        folder, "a: {process: {kind: masked}, data: {corpus: {kind: text8, piece: 64}}}")))
                .containsEntry("data.corpus", "text8")
                .containsEntry("data.corpus.testFrom", "95000000");
    }

    private CorpusSpec corpus(String written) {
        return SuiteTexts.points(folder, "a: {process: {kind: masked}, data: {corpus: " + written + "}}")
                .get(0)
                .settings()
                .data()
                .corpus();
    }

    @Test
    void aFileIsFoundFromTheFileThatNamesIt() throws IOException {
        Path shared = Files.createDirectories(folder.resolve("suites/shared"));
        SuiteTexts.write(shared, "own.txt", "some text");
        SuiteTexts.write(shared, "text.yaml", "defaults: {data: {corpus: {kind: file, path: own.txt}}}");
        String rest = "training: {tokens: 1M}}\nexperiments: {a: {process: {kind: masked}}}\n";
        Path direct = SuiteTexts.write(
                folder.resolve("suites"),
                "direct.yaml",
                "schema: dlm-bench/1\nsuite: a\ndefaults: {data: {corpus: {kind: file, path: shared/own.txt}}, "
                        + rest);
        Path including = SuiteTexts.write(
                folder.resolve("suites"),
                "including.yaml",
                "schema: dlm-bench/1\nsuite: a\ninclude: [shared/text.yaml]\ndefaults: {" + rest);

        assertThat(List.of(direct, including))
                .extracting(file ->
                        SuiteReader.read(file, List.of(), folder).points().get(0))
                .extracting(point -> point.settings().data().corpus())
                .allSatisfy(corpus -> assertThat(((CorpusSpec.TextFile) corpus).place())
                        .isEqualTo(shared.resolve("own.txt").toAbsolutePath()));
    }

    @ParameterizedTest
    @CsvSource({"300K, 300000", "300k, 300000", "2M, 2000000", "1.5m, 1500000", "1.5G, 1500000000", "1b, 1000000000"})
    void largeNumbersHaveALetterInEitherCase(String written, String number) {
        assertThat(SuiteTexts.onlyPoint(
                        SuiteTexts.points(folder, "a: {process: {kind: masked}}", "training.tokens=" + written)))
                .containsEntry("training.tokens", number);
    }

    @ParameterizedTest
    @CsvSource({
        "data.tokenizer, char",
        "data.sequence, 128",
        "data.tokens, 0",
        "backbone.layers, 4",
        "backbone.width, 128",
        "backbone.dropout, 0",
        "backbone.timeConditioning, false",
        "process.blockSize, 128",
        "training.learningRate, 0.001",
        "training.ema, 0.999",
        "engine.device, auto",
        "likelihood.draws, 4",
        "sampling.stepsPerBlock, 128",
        "sampling.temperature, 1",
        "evaluator.kind, model",
        "evaluator.backbone.width, 128",
        "evaluator.backbone.layers, 8",
        "evaluator.training.tokens, 2000000",
        "'latency.batchSizes', '[1, 16]'",
    })
    void whatIsNotWrittenHasItsDefault(String key, String value) {
        assertThat(SuiteTexts.onlyPoint(SuiteTexts.points(folder, "a: {process: {kind: masked}}")))
                .containsEntry(key, value);
    }

    @Test
    void theJudgeOfASourceThatGivesEveryTextAProbabilityIsTheSource() {
        List<Point> points = SuiteTexts.points(
                folder, "a: {process: {kind: masked}, data: {corpus: markov, tokens: 1k, documents: 2}}");

        assertThat(SuiteTexts.onlyPoint(points))
                .containsEntry("evaluator.kind", "oracle")
                .doesNotContainKey("evaluator.backbone.width");
    }

    @Test
    void storiesAreJudgedByAModelBecauseAMisspeltWordHasNoProbability() {
        List<Point> points = SuiteTexts.points(
                folder, "a: {process: {kind: masked}, data: {corpus: stories, tokens: 1k, documents: 2}}");

        assertThat(SuiteTexts.onlyPoint(points)).containsEntry("evaluator.kind", "model");
    }

    @Test
    void whereTheDefaultsNameNoTokensTheEvaluatorFollowsTheExperimentThatTrainsLongest() {
        List<Point> points = SuiteTexts.read(folder, SuiteTexts.HEAD.replace("  training: {tokens: 1M}\n", "") + """
                  a: {process: {kind: masked}, training: {tokens: 100k}}
                  b: {process: {kind: masked}, matrix: {training.tokens: [200k, 300k]}}
                controls: []
                """)
                .points();

        assertThat(points)
                .extracting(point -> point.settings().evaluator().training().tokens())
                .containsOnly(600_000L)
                .hasSize(3);
    }

    @Test
    void metricsChartsAndTablesHaveDefaults() {
        Suite suite = SuiteTexts.read(
                folder, SuiteTexts.HEAD + "  a: {process: {kind: masked}, title: The first}\ncontrols: []\n");

        assertThat(suite.metrics())
                .extracting(metric -> metric.id())
                .containsExactly("nll", "gen-ppl", "entropy", "nfe");
        assertThat(suite.charts()).containsExactly("genppl-nfe", "nll-blocksize", "speed-quality", "entropy-genppl");
        assertThat(suite.tables()).containsExactly("main");
        assertThat(suite.title()).isEqualTo("trial");
        assertThat(suite.experiments()).containsExactly(Map.entry("a", "The first"));
        assertThat(suite.points().get(0).seeds()).containsExactly(1L);
    }

    @Test
    void theReferenceNamesEveryKeyWithItsDefault() {
        assertThat(SettingReference.all())
                .hasSize(SettingTable.ALL.size() + ExecutorSection.ALL.keys().size())
                .contains(
                        new SettingReference("backbone.width", "whole number", "128", "width of the residual stream"),
                        new SettingReference(
                                "evaluator.training.schedule",
                                "constant | cosine",
                                "the defaults' training.schedule",
                                "evaluator: after the warm-up"),
                        new SettingReference(
                                "evaluator.training.tokens",
                                "whole number (with K, M, G or B if large)",
                                "2 x the defaults' training.tokens",
                                "evaluator: tokens to see in all"),
                        new SettingReference(
                                "executor.grace", "duration", "2m", "how long a job may be neither queued nor done"),
                        new SettingReference(
                                "executor.gpus", "whole number", "left to the cluster", "GPUs of an element"))
                .allSatisfy(reference -> {
                    assertThat(reference.fallback()).isNotBlank();
                    assertThat(reference.description()).isNotBlank().doesNotContain("\n");
                });
    }
}
