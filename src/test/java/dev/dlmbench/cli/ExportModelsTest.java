package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.results.TrainingStep;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which models {@code dlm export} writes, where to, and what it refuses. */
class ExportModelsTest {
    private static final String SUITE = """
            experiments:
              ar: {process: {kind: autoregressive}, seeds: [1, 2]}
              masked: {process: {kind: masked, blockSize: 4}}
              lost: {process: {kind: masked, blockSize: 8}}
              source: {process: {kind: masked}, backbone: {kind: oracle}}
            metrics: [nll]
            report: {charts: [], tables: [main]}
            """;

    private static final int IDS = 13;

    @TempDir
    private static Path folder;

    /** Models are made up: what is exported is what lies in the store. */
    @BeforeAll
    static void fillAStore() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text(SUITE));
        Launch run = Launch.in(folder, "run", "small.yaml", "--store", "store");
        assertThat(run.out()).contains("9 computed, 1 failed, 1 skipped"); // which work that takes no time cannot do
        ResultStore store = ResultStore.open(folder.resolve("store"));
        for (String hash : store.nodes()) {
            NodeRecord record = store.read(hash).orElseThrow();
            if (SpecJson.parse(record.spec()) instanceof ModelSpec.Train train
                    && train.process().blockSizeIn(16) != 8) {
                Files.createDirectories(record.folder().resolve(NodeFiles.CHECKPOINT));
                weights(train).write(record.folder().resolve("checkpoint/model.safetensors"));
                JsonLines.write(
                        record.folder().resolve(NodeFiles.TRAINING),
                        List.of(new TrainingStep(1, 2, .1, 3), new TrainingStep(2, 1, .1, 3)));
            }
        }
    }

    private static Weights weights(ModelSpec.Train train) {
        return RandomWeights.of(train.backbone(), IDS, .4, train.seed());
    }

    private static Launch export(String rest) {
        return Launch.in(folder, ("export " + rest + " --store store").split(" ", -1));
    }

    private static List<String> files(String place) throws IOException {
        Path root = folder.resolve(place);
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replaceFirst("tfevents.*", "tfevents"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aPointWithOneSeedIsTheFolder() throws IOException {
        Launch launch = export("small --format huggingface --point masked -o one");

        assertThat(launch.err()).isEmpty();
        assertThat(launch.out()).isEqualTo("one: a model of the family bd3-lm\n");
        assertThat(files("one"))
                .containsExactly(
                        "README.md", "config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");
        PretrainedModel read = PretrainedModel.read(folder.resolve("one"));
        assertThat(read.conventions().block()).hasValue(4);
        assertThat(Files.readString(folder.resolve("one/README.md")))
                .contains("# small:masked seed 1\n", "| process.blockSize | 4 |", "| parameters | 1000.0 | count |");
    }

    @Test
    void everySeedHasAFolderUnlessOneIsNamed() throws IOException {
        assertThat(export("small:ar --format huggingface -o seeds").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(files("seeds")).contains("seed-1/config.json", "seed-2/config.json");

        assertThat(export("small --point ar --seed 2 --format huggingface -o second")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        PretrainedModel second = PretrainedModel.read(folder.resolve("second"));
        PretrainedModel other = PretrainedModel.read(folder.resolve("seeds/seed-2"));
        assertThat(second.family()).isEqualTo(Family.AR);
        assertThat(second.weights().values().get(0))
                .isEqualTo(other.weights().values().get(0));
    }

    @Test
    void aNodeIsNamedByItsAddress() throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("store"));
        String address = store.readIndex("small").orElseThrow().points().stream()
                .filter(point -> point.id().equals("masked"))
                .map(point -> point.seeds().get(0).nodes().get("train"))
                .findFirst()
                .orElseThrow();
        assertThat(export(address.substring(0, 12) + " --format huggingface -o node")
                        .exitCode())
                .isEqualTo(ExitCode.OK);
        assertThat(Files.readString(folder.resolve("node/README.md"))).contains("# small:masked seed 1\n");
    }

    @Test
    void curvesOfASuiteLieByPointAndSeed() throws IOException {
        Launch launch = export("small --format tensorboard -o curves");
        assertThat(launch.err()).contains("has no curve of its training");
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("curves")).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith(".curves"));
        }

        Launch point = export("small --point ar --format tensorboard -o curves --json");
        assertThat(point.out()).contains("\"content\":\"2 steps\"");
        assertThat(files("curves")).containsExactly("seed-1/events.out.tfevents", "seed-2/events.out.tfevents");
    }

    @Test
    void whatCannotBeWrittenIsOneLine() throws IOException {
        Files.createDirectories(folder.resolve("full/of/things"));
        refused("small --format huggingface", "a folder is not for the screen; name one with -o");
        refused("small --seed 1", "--point and --seed go with the formats huggingface, tensorboard and lm-eval");
        refused(
                "small --format huggingface -o x",
                "small has 3 points with models; choose one with --point: ar masked lost");
        refused("small --format huggingface --point none -o x", "small has no point 'none'");
        refused("small:ar --format huggingface --seed 3 -o x", "--seed must be one of 1, 2 for small:ar, got 3");
        refused("small:source --format huggingface -o x", "has no model that was trained here");
        refused("small:lost --format huggingface -o x", "has no weights any more");
        refused("small:masked --format huggingface -o full", "full is there already");
        refused("nothing --format huggingface -o x", "no suite called 'nothing'");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static void refused(String rest, String why) {
        Launch launch = export(rest);
        assertThat(launch.err()).contains(why).doesNotContain("\tat ");
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
