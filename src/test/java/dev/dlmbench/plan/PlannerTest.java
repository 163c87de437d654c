package dev.dlmbench.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.NodeStatus.State;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.text.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which nodes a suite needs, and why they are not there. */
class PlannerTest {
    private static final String SWEEP = """
            experiments:
              block:
                process: {kind: masked, blockSize: 4}
                matrix: {sampling.stepsPerBlock: [1, 2, 4]}
                seeds: [1, 2]
            metrics: [nll, gen-ppl, entropy, nfe, latency]
            """;
    private static final String AR = """
            experiments:
              ar: {process: {kind: autoregressive}}
            metrics: [nfe]
            """;
    private static final String BOTH = """
            experiments:
              ar: {process: {kind: autoregressive}}
              masked: {process: {kind: masked}}
            metrics: [gen-ppl, entropy]
            """;

    @TempDir
    private Path folder;

    private ResultStore store;

    @BeforeEach
    void openStore() {
        store = ResultStore.open(folder.resolve("results"));
    }

    @Test
    void trainsOnceForASweepOverSamplers() throws IOException {
        Plan plan = plan(RunSuites.read(folder, SWEEP));

        assertThat(count(plan, NodeKind.TRAIN)).isEqualTo(2); // seeds
        assertThat(count(plan, NodeKind.LIKELIHOOD)).isEqualTo(2);
        assertThat(count(plan, NodeKind.SAMPLES)).isEqualTo(6);
        assertThat(count(plan, NodeKind.SCORE)).isEqualTo(6);
        assertThat(count(plan, NodeKind.DATA)).isEqualTo(1);
    }

    @Test
    void measuresNothingOfAnEnergyButItsTraining() throws IOException {
        Plan plan = plan(RunSuites.read(folder, """
                experiments:
                  mdlm: {process: {kind: masked}}
                  energy: {process: {kind: masked}, objective: {loss: nce}, training: {from: mdlm}}
                  nce:
                    process: {kind: masked}
                    sampling: {companion: energy, joint: {kind: importance-resampling, energy: nce}}
                metrics: [nll, joint-score, gen-ppl, entropy, nfe, latency]
                controls: []
                """));

        Map<String, Map<String, String>> nodes = new HashMap<>();
        plan.index()
                .points()
                .forEach(point ->
                        nodes.put(point.experiment(), point.seeds().get(0).nodes()));
        assertThat(nodes.get("energy")).containsOnlyKeys("data", "train");
        assertThat(nodes.get("nce"))
                .containsEntry("companion", requireNonNull(nodes.get("energy")).get("train"))
                .containsEntry("train", requireNonNull(nodes.get("mdlm")).get("train"))
                .containsKeys("weighing", "samples", "score", "latency");
        assertThat(count(plan, NodeKind.TRAIN)).isEqualTo(2);
    }

    @Test
    void timesTheFirstSeedOnly() throws IOException {
        Plan plan = plan(RunSuites.read(folder, SWEEP));

        assertThat(count(plan, NodeKind.LATENCY)).isEqualTo(3);
        for (PointEntry point : plan.index().points()) {
            assertThat(point.seeds().get(0).nodes()).containsKey("latency");
            assertThat(point.seeds().get(1).nodes()).doesNotContainKey("latency");
        }
    }

    @Test
    void putsEveryNodeAfterThoseItReads() throws IOException {
        Plan plan = plan(RunSuites.read(folder, BOTH, "evaluator.kind=model"));
        List<String> order = plan.nodes().stream().map(Node::hash).toList();

        for (Node node : plan.nodes()) {
            assertThat(order.subList(0, order.indexOf(node.hash())))
                    .containsAll(node.spec().inputs());
        }
    }

    @Test
    void givesAJudgeAJobOfItsOwnThatAllModelsShare() throws IOException {
        Plan plan = plan(RunSuites.read(folder, BOTH, "evaluator.kind=model"));

        assertThat(plan.jobs()).hasSize(4); // text, evaluator, two models
        assertThat(plan.jobs().get(1).label()).isEqualTo("evaluator of markov");
        String evaluator = plan.jobs().get(1).nodes().get(0).hash();
        assertThat(plan.index().points())
                .allSatisfy(point -> assertThat(point.seeds().get(0).nodes()).containsEntry("evaluator", evaluator));
    }

    @ParameterizedTest
    @CsvSource({
        "NLL,         DATA TRAIN LIKELIHOOD",
        "PPL,         DATA TRAIN LIKELIHOOD",
        "BPC,         DATA TRAIN LIKELIHOOD",
        "GEN_PPL,     DATA TRAIN SAMPLES SCORE",
        "ENTROPY,     DATA TRAIN SAMPLES SCORE",
        "NFE,         DATA TRAIN SAMPLES SCORE",
        "DISTINCT_N,  DATA TRAIN SAMPLES SCORE DIVERSITY",
        "MAUVE,       DATA TRAIN SAMPLES SCORE MAUVE",
        "LATENCY,     DATA TRAIN LATENCY",
        "THROUGHPUT,  DATA TRAIN LATENCY",
        "PARAMETERS,  DATA TRAIN",
        "TRAIN_THROUGHPUT, DATA TRAIN"
    })
    void needsOnlyTheNodesThatAMetricComesFrom(Metric metric, String kinds) {
        assertThat(Planner.kinds(List.of(metric)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(kinds.split(" ")).map(NodeKind::valueOf).toList());
    }

    /** A model keeps its whole state where another goes on from it, and is the model it always was elsewhere. */
    @Test
    void onlyAModelThatAnotherGoesOnFromKeepsItsState() throws IOException {
        String from = """
                experiments:
                  first: {process: {kind: masked}}
                  same: {process: {kind: masked}}
                  other: {process: {kind: masked, blockSize: 4}}
                  next: {process: {kind: masked}, training: {from: first%s}}
                metrics: [nll]
                """;
        Map<String, Node> alone = trained(String.format(Locale.ROOT, from, ""));
        Map<String, Node> named = trained(String.format(Locale.ROOT, from, ", state: weights"));
        Map<String, Node> full = trained(String.format(Locale.ROOT, from, ", state: full"));

        assertThat(named).isEqualTo(alone);
        assertThat(full.get("other")).isEqualTo(alone.get("other"));
        assertThat(full.get("first")).isEqualTo(full.get("same")).isNotEqualTo(alone.get("first"));
        assertThat(canonical(full, "first")).contains("\"state\":\"kept\"");
        assertThat(canonical(full, "next")).contains("\"state\":\"continued\"");
        assertThat(canonical(full, "other")).doesNotContain("\"state\"");
        assertThat(SpecJson.parse(SpecJson.full(node(full, "next").spec())))
                .isEqualTo(node(full, "next").spec());
    }

    /** The rules for the length of text are none of its timings'. */
    @Test
    void timesAnswersUpToTheirEndAndOtherTextInFull() throws IOException {
        Plan plan = plan(RunSuites.read(folder, """
                experiments:
                  asked:
                    data: {corpus: {kind: multiplication, digits: 1, tests: 8}, sequence: 64}
                    process: {kind: autoregressive}
                  text: {data: {sequence: 512}, process: {kind: masked}, sampling: {stop: {text: a, entropy: 1}}}
                metrics: [latency]
                """));
        Map<Boolean, Stopping> timed = nodes(plan)
                .filter(node -> node.kind() == NodeKind.LATENCY)
                .map(node -> (NodeSpec.Latency) node.spec())
                .collect(Collectors.toMap(spec -> spec.latency().prompted(), spec -> spec.sampling()
                        .stopping()));
        assertThat(timed).isEqualTo(Map.of(true, Stopping.FIXED.atEndOfAnswer(), false, Stopping.FIXED));
        assertThat(Stopping.FIXED.atEndOfAnswer().free()).isTrue();
    }

    private static String canonical(Map<String, Node> models, String point) {
        return SpecJson.canonical(node(models, point).spec());
    }

    private static Node node(Map<String, Node> models, String point) {
        return Optional.ofNullable(models.get(point)).orElseThrow();
    }

    /** Returns the model of each point. */
    private Map<String, Node> trained(String rest) throws IOException {
        Plan plan = plan(RunSuites.read(folder, rest));
        return plan.index().points().stream().collect(Collectors.toMap(PointEntry::id, point -> plan.node(
                        Optional.ofNullable(point.seeds().get(0).nodes().get("train"))
                                .orElseThrow())
                .orElseThrow()));
    }

    @Test
    void addressesDoNotDependOnTheOrderOfKeysOrOnTitles() throws IOException {
        Plan plan = plan(RunSuites.read(folder, BOTH));
        Plan other = plan(RunSuites.read(folder, """
                metrics: [gen-ppl, entropy]
                experiments:
                  masked: {title: Another title, process: {kind: masked}}
                  ar: {process: {kind: autoregressive}}
                """));

        assertThat(hashes(other)).containsExactlyInAnyOrderElementsOf(hashes(plan));
    }

    @Test
    void addressesDependOnWhatIsInATextAndNotOnWhereItIs() throws IOException {
        List<List<String>> plans = new ArrayList<>();
        for (String text : List.of("here/a.txt: one two three", "there/b.txt: one two three", "c.txt: others")) {
            Path file = folder.resolve(text.substring(0, text.indexOf(':')));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.substring(text.indexOf(':')));
            Suite suite =
                    RunSuites.read(folder, AR, "evaluator.kind=model", "data.corpus={kind: file, path: " + file + "}");
            plans.add(
                    hashes(new Planner(new TextFacts(new DataFolder(folder)), store, false).plan(suite, "small.yaml")));
        }

        assertThat(plans.get(1)).isEqualTo(plans.get(0)).isNotEmpty();
        assertThat(plans.get(2)).doesNotContainAnyElementsOf(plans.get(0));
    }

    @Test
    void addressesDoNotDependOnHowOftenATrainingIsCheckpointed() throws IOException {
        assertThat(hashes(plan(RunSuites.read(folder, BOTH, "training.checkpointEvery=7"))))
                .isEqualTo(hashes(plan(RunSuites.read(folder, BOTH, "training.checkpointEvery=8"))));
    }

    @Test
    void aModelKeepsItsAddressWhenItsSamplerChanges() throws IOException {
        Plan plan = plan(RunSuites.read(folder, BOTH));
        Plan hotter = plan(RunSuites.read(folder, BOTH, "sampling.temperature=1.5"));

        assertThat(hashes(hotter, NodeKind.TRAIN)).isEqualTo(hashes(plan, NodeKind.TRAIN));
        assertThat(hashes(hotter, NodeKind.SAMPLES)).doesNotContainAnyElementsOf(hashes(plan, NodeKind.SAMPLES));
    }

    @Test
    void autoregressionHasNoStepsThatCouldSplitIt() throws IOException {
        assertThat(hashes(plan(RunSuites.read(folder, AR, "sampling.stepsPerBlock=2"))))
                .isEqualTo(hashes(plan(RunSuites.read(folder, AR))));
    }

    @Test
    void tellsWhichSettingHasChangedSinceTheLastRun() throws IOException {
        Plan before = plan(RunSuites.read(folder, BOTH));
        store.writeIndex(before.index());
        Plan after = plan(RunSuites.read(folder, BOTH, "sampling.temperature=1.5"));

        Node samples = after.nodes().stream()
                .filter(node -> node.kind() == NodeKind.SAMPLES)
                .findFirst()
                .orElseThrow();
        assertThat(after.status(samples.hash()).why()).isEqualTo("sampling.temperature was 1, is 1.5");
    }

    @Test
    void knowsWhatIsThereWhatIsNewAndWhatHasFailed() throws IOException {
        Plan plan = plan(RunSuites.read(folder, BOTH));
        List<Node> models = plan.nodes().stream()
                .filter(node -> node.kind() == NodeKind.TRAIN)
                .toList();
        commit(models.get(0));
        store.writeFailure(models.get(1).hash(), "train", "the loss is NaN", folder.resolve("no log"));

        Plan again = plan(RunSuites.read(folder, BOTH));

        assertThat(again.status(models.get(0).hash()).state()).isEqualTo(State.CACHED);
        assertThat(again.status(models.get(1).hash())).isEqualTo(new NodeStatus(State.FAILED, "the loss is NaN"));
        assertThat(again.nodes(State.NEW)).hasSize(again.nodes().size() - 2);
    }

    @Test
    void triesAgainWhatFailedForAReasonThatMayBeGone() throws IOException {
        Node model = plan(RunSuites.read(folder, BOTH)).jobs().get(1).nodes().get(0);
        store.writeFailure(model.hash(), "train", "worker died (signal 9)", false, folder.resolve("no log"));

        assertThat(plan(RunSuites.read(folder, BOTH)).status(model.hash()))
                .isEqualTo(new NodeStatus(State.NEW, "failed before: worker died (signal 9)"));
    }

    @Test
    void triesEverythingAgainWhenTold() throws IOException {
        Node model = plan(RunSuites.read(folder, BOTH)).jobs().get(1).nodes().get(0);
        store.writeFailure(model.hash(), "train", "the loss is NaN", folder.resolve("no log"));

        Plan plan = new Planner(RunSuites.FACTS, store, true).plan(RunSuites.read(folder, BOTH), "small.yaml");

        assertThat(plan.nodes(State.FAILED)).isEmpty();
    }

    @Test
    void theIndexSaysAllThatAReportNeeds() throws IOException {
        PointEntry point = plan(RunSuites.read(folder, SWEEP)).index().points().get(1);

        assertThat(point.id()).isEqualTo("block,stepsPerBlock=2");
        assertThat(point.axes()).isEqualTo(Map.of("sampling.stepsPerBlock", "2"));
        assertThat(point.process()).isEqualTo("masked");
        assertThat(point.blockSize()).isEqualTo(4);
        assertThat(point.sequence()).isEqualTo(16);
        assertThat(point.settings()).containsEntry("backbone.width", "8");
        assertThat(point.seeds().get(0).nodes())
                .containsOnlyKeys("data", "train", "likelihood", "samples", "score", "latency");
    }

    private Plan plan(Suite suite) throws IOException {
        return new Planner(RunSuites.FACTS, store, false).plan(suite, "small.yaml");
    }

    private void commit(Node node) throws IOException {
        try (Attempt attempt = store.begin(node.hash())) {
            attempt.writeSpec(SpecJson.canonical(node.spec()));
            attempt.writeMeasurements(List.of());
            attempt.writeProvenance(Map.of());
            assertThat(attempt.commit()).isTrue();
        }
    }

    private static long count(Plan plan, NodeKind kind) {
        return hashes(plan, kind).size();
    }

    private static List<String> hashes(Plan plan, NodeKind kind) {
        return nodes(plan).filter(node -> node.kind() == kind).map(Node::hash).toList();
    }

    private static List<String> hashes(Plan plan) {
        return nodes(plan).map(Node::hash).toList();
    }

    private static Stream<Node> nodes(Plan plan) {
        return plan.nodes().stream();
    }
}
