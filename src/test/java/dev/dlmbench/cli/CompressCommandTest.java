package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.compression.CompressedFile;
import dev.dlmbench.compression.CompressedFile.Header;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.NodeRecord;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code dlm compress} writes, what {@code dlm decompress} makes of it, and what both refuse. */
class CompressCommandTest {
    private static final String SUITE = """
            experiments:
              ar: {process: {kind: autoregressive}}
              masked: {process: {kind: masked}}
              block: {process: {kind: masked, blockSize: 4}}
              one: {process: {kind: uniform, blockSize: 1}}
              noise: {process: {kind: uniform}}
            metrics: [nll]
            report: {charts: [], tables: [main]}
            """;

    private static final int IDS = 13;

    /** Letters of the corpus, others, and bytes that are no text. */
    private static final byte[] ORIGINAL = bytes();

    @TempDir
    private static Path folder;

    private static byte[] bytes() {
        byte[] text = ("abcdefghijkl".repeat(9) + "Z\u4e2d\r\n" + "llkajiba".repeat(5) + "\ud83d\ude00")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(text, text.length + 2);
        all[text.length] = (byte) 0xff;
        all[text.length + 1] = 'a';
        return all;
    }

    /** Models are made up, of weights that are random. */
    @BeforeAll
    static void fillAStore() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text(SUITE));
        Launch.in(folder, "run", "small.yaml", "--store", "store");
        ResultStore store = ResultStore.open(folder.resolve("store"));
        for (String hash : store.nodes()) {
            NodeRecord record = store.read(hash).orElseThrow();
            if (SpecJson.parse(record.spec()) instanceof ModelSpec.Train train) {
                Files.createDirectories(record.folder().resolve(NodeFiles.CHECKPOINT));
                RandomWeights.of(train.backbone(), IDS, .4, train.seed())
                        .write(record.folder().resolve("checkpoint/model.safetensors"));
            }
        }
        Files.write(folder.resolve("original"), ORIGINAL);
        Files.write(folder.resolve("nothing"), new byte[0]);
    }

    private static String model(String experiment) throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("store"));
        return store.readIndex("small").orElseThrow().points().stream()
                .filter(point -> point.id().equals(experiment))
                .map(point -> point.seeds().get(0).model())
                .findFirst()
                .orElseThrow();
    }

    private static Launch launch(String words) {
        return Launch.in(folder, (words + " --store store").split(" ", -1));
    }

    private static Launch compress(String experiment, String rest) throws IOException {
        return launch("compress original --model " + model(experiment).substring(0, 12) + " " + rest);
    }

    /** Every kind of model that has a code, by samplers of every form; fewer sequences side by side than there are. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ar | sampling.batch=3",
                "masked | sampling.batch=4",
                "masked | sampling.selector.kind=max-probability sampling.stepsPerBlock=5",
                "masked | --set sampling.selector.kind=fixed-random --set sampling.selector.seed=7 --set sampling.stepsPerBlock=4",
                "masked | sampling.selector.kind=fixed-random sampling.plan=dynamic-programming sampling.stepsPerBlock=5",
                "block | sampling.selector.kind=margin sampling.stepsPerBlock=2",
                "one | sampling.batch=32"
            })
    void everyFileComesBackToTheByte(String experiment, String settings) throws IOException {
        Launch compressed = compress(experiment, "-o coded --force " + settings);
        assertThat(compressed.err()).doesNotContain("dlm:");
        assertThat(compressed.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(compressed.out())
                .contains("bits per character; the model's own NLL in the same calls")
                .contains("149 tokens, 15 bytes of escapes"); // 6 and 5 bytes, each behind two numbers of one byte
        Launch back = launch("decompress coded -o back --force");
        assertThat(back.out()).contains(" bytes of ", "as they were");
        assertThat(Files.readAllBytes(folder.resolve("back"))).isEqualTo(ORIGINAL);
    }

    @Test
    void anEmptyFileComesBack() throws IOException {
        assertThat(launch("compress nothing --model " + model("ar") + " --json").out())
                .contains("\"tokens\" : 0");
        assertThat(launch("decompress nothing.dlm -o empty").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("empty")).isEmptyFile();
    }

    @Test
    void whatHasNoCodeIsRefusedWithTheReason() throws IOException {
        refused(compress("noise", "-o none"), "only blocks of one token have one");
        refused(compress("masked", "-o none sampling.sampler=ardm"), "the order is drawn; fixed-random draws it once");
        refused(compress("masked", "-o none sampling.topP=0.9"), "leave most texts without probability");
        refused(compress("masked", "-o none sampling.selector.kind=confidence"), "max-probability ranks by");
        refused(
                compress("block", "-o none sampling.selector.kind=permutation sampling.selector.order=[1,0]"),
                "its order has 2 places, and a block 4 tokens");
        refused(compress("masked", "-o none sampling.selector.kind=best"), "sampling.selector.kind");
        refused(compress("masked", "-o none training.batch=3"), "training.batch is the model's own");
        refused(compress("masked", "-o none sampling.batch=0"), "sampling.batch must be between 1 and 100000");
    }

    @Test
    void whatIsNotThereIsRefused() throws IOException {
        refused(launch("compress lost --model " + model("ar")), "there is no file lost");
        refused(launch("compress original --model 0000 -o none"), "has an address that begins with '0000'");
        ResultStore store = ResultStore.open(folder.resolve("store"));
        String likelihood = store.readIndex("small")
                .orElseThrow()
                .points()
                .get(0)
                .seeds()
                .get(0)
                .nodes()
                .get("likelihood");
        refused(launch("compress original -o none --model " + likelihood), "its kind is likelihood");
        Files.writeString(folder.resolve("there"), "already");
        refused(compress("ar", "-o there"), "there is there already; --force replaces it");
        assertThat(folder.resolve("there")).hasContent("already");
        refused(launch("decompress original -o none"), "original: no file that dlm compress has written");
        refused(launch("decompress original"), "original does not end with .dlm; name the file to write with -o");
    }

    @Test
    void damageIsRefusedAndLeavesNothing() throws IOException {
        assertThat(compress("ar", "-o whole --force").exitCode()).isEqualTo(ExitCode.OK);
        byte[] whole = Files.readAllBytes(folder.resolve("whole"));
        Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length - 40));
        refused(launch("decompress cut -o none"), "cut: damaged: it ends too early");
        byte[] flipped = whole.clone();
        flipped[whole.length / 2] ^= 4;
        Files.write(folder.resolve("flipped"), flipped);
        refused(launch("decompress flipped -o none"), "flipped: damaged");
        byte[] later = whole.clone();
        later[9] = 9;
        Files.write(folder.resolve("later"), later);
        refused(launch("decompress later -o none"), "written by a later version of dlm-bench, in format 9");
    }

    /** The file is whole, and what it needs is another. */
    @Test
    void anotherModelIsRefused() throws IOException {
        assertThat(compress("ar", "-o own --force").exitCode()).isEqualTo(ExitCode.OK);
        CompressedFile own = CompressedFile.read(Files.readAllBytes(folder.resolve("own")), "own");
        Header header = own.header();
        changed(own, header.composition().replace(model("ar"), Hashes.of("none")), header.weights(), header.text());
        refused(launch("decompress changed -o none"), "which is not in the store");
        changed(own, header.composition(), Hashes.of("others"), header.text());
        refused(launch("decompress changed -o none"), "has other weights here");
        changed(own, header.composition(), header.weights(), Hashes.of("other text"));
        refused(launch("decompress changed -o none"), "the text that its model is made for is another one here");
        changed(
                own,
                header.composition().replace("\"codeVersion\":1", "\"codeVersion\":0"),
                header.weights(),
                header.text());
        refused(launch("decompress changed -o none"), "changed: coded by another version of dlm-bench");
        changed(own, "{\"kind\":\"data\"}", header.weights(), header.text());
        refused(launch("decompress changed -o none"), "changed: coded by another version of dlm-bench");
    }

    /** A code of other probabilities, as another machine may have them, is told by what comes out. */
    @Test
    void anotherTextIsRefused() throws IOException {
        assertThat(compress("ar", "-o own --force").exitCode()).isEqualTo(ExitCode.OK);
        CompressedFile own = CompressedFile.read(Files.readAllBytes(folder.resolve("own")), "own");
        byte[] code = own.code();
        code[code.length / 2] ^= 1;
        Files.write(folder.resolve("changed"), new CompressedFile(own.header(), own.escapes(), code).bytes());
        refused(launch("decompress changed -o none"), "another text comes out", "though the engine is the same");
        Header header = own.header();
        Header elsewhere = new Header(
                header.composition(),
                header.weights(),
                header.text(),
                java.util.Map.of("threads", "64"),
                header.tokens(),
                header.length(),
                header.hash());
        Files.write(folder.resolve("changed"), new CompressedFile(elsewhere, own.escapes(), code).bytes());
        refused(
                launch("decompress changed -o none"),
                "(threads 64 there, " + Runtime.getRuntime().availableProcessors() + " here)");
    }

    private static void changed(CompressedFile own, String composition, String weights, String text)
            throws IOException {
        Header header = own.header();
        Header other = new Header(
                composition, weights, text, header.engine(), header.tokens(), header.length(), header.hash());
        Files.write(folder.resolve("changed"), new CompressedFile(other, own.escapes(), own.code()).bytes());
    }

    private static void refused(Launch launch, String... why) throws IOException {
        assertThat(launch.err()).contains(why).doesNotContain("internal error", "Exception");
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(folder.resolve("none")).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            List<String> parts = left.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".part-"))
                    .toList();
            assertThat(parts).isEmpty();
        }
    }
}
