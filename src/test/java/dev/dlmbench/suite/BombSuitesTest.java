package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suites that would take hours or all memory to read are refused at once, with the limit that they break. */
class BombSuitesTest {
    /** Far more than any of them takes, for machines that have other things to do. */
    private static final Duration HANG = Duration.ofSeconds(30);

    /** 40 times 50 points. */
    private static final String MANY_POINTS = "  big:\n    process: {kind: masked}\n    matrix: {likelihood.draws: ["
            + list(40, i -> "" + (i + 1)) + "], sampling.samples: [" + list(50, i -> "" + (i + 1)) + "]}\n";

    @TempDir
    Path folder;

    /** A suite and how it is refused; nothing if it is not. */
    record Bomb(String name, String yaml, String told) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void isReadOrRefusedSoon(Bomb bomb) {
        if (bomb.told.isEmpty()) {
            List<Point> points = assertTimeoutPreemptively(
                    HANG, () -> SuiteTexts.read(folder, bomb.yaml).points());
            assertThat(points).isNotEmpty();
        } else {
            List<String> told = assertTimeoutPreemptively(HANG, () -> SuiteTexts.mistakes(folder, bomb.yaml));
            assertThat(told.get(0)).startsWith("suite.yaml:").contains(bomb.told);
            assertThat(told).hasSizeLessThanOrEqualTo(201);
        }
    }

    static Stream<Bomb> bombs() {
        return Stream.of(
                new Bomb(
                        "a billion laughs",
                        laughs(),
                        ":5:11: more than 20000 values, those repeated by aliases counted"),
                new Bomb("deep lists", "[".repeat(400_000), ":1:52: nested deeper than 50 levels"),
                new Bomb("deep mappings", "{a: ".repeat(200_000), ":1:202: nested deeper than 50 levels"),
                new Bomb("deep keys", "? ".repeat(400_000), ":1:103: nested deeper than 50 levels"),
                new Bomb("deep blocks", "- ".repeat(400_000), ":1:103: nested deeper than 50 levels"),
                new Bomb("endless anchors", "&a ".repeat(300_000), "not valid YAML"),
                new Bomb(
                        "one long line of values",
                        head("  x: {process: {kind: masked}, seeds: ["
                                + list(8_000, i -> "" + (1_000_000_000_000_000L + i)) + "]}\n"),
                        "seeds must be at most 1000, got 8000"),
                new Bomb(
                        "many unknown settings",
                        head("  x:\n    process: {kind: masked}\n    matrix: {"
                                + list(6_000, i -> "samplingx.selectorzz.temperature" + i + ": [1]") + "}\n"),
                        "unknown setting 'samplingx.selectorzz.temperature0'"),
                new Bomb(
                        "many unknown keys",
                        head("  x: {process: {kind: masked}}\n") + lines(9_000, i -> "k" + i + ": v"),
                        "unknown key 'k0'"),
                new Bomb(
                        "a sweep of 10^12 points",
                        head("  x: {process: {kind: masked}, matrix: {"
                                + list(
                                        12,
                                        i -> List.of(
                                                                "likelihood.draws",
                                                                "sampling.samples",
                                                                "training.batch",
                                                                "sampling.batch",
                                                                "latency.warmup",
                                                                "latency.iterations",
                                                                "profile.draws",
                                                                "training.warmup",
                                                                "variance.batches",
                                                                "latency.forks",
                                                                "engine.threads",
                                                                "data.documents")
                                                        .get(i)
                                                + ": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]")
                                + "}}\n"),
                        "experiment x sweeps over more than 2000 points"),
                new Bomb(
                        "many sweeps",
                        head(MANY_POINTS
                                + lines(2_000, i -> "  e" + i + ": {extends: big, profile: {draws: " + (i + 1) + "}}")),
                        "the suite has more than 10000 points and seeds"),
                new Bomb(
                        "many seeds",
                        head(MANY_POINTS)
                                .replace("defaults:\n", "defaults:\n  seeds: [" + list(900, i -> "" + i) + "]\n"),
                        "the suite has more than 10000 points and seeds"),
                new Bomb(
                        "many points beside a sweep",
                        head("  x:\n    process: {kind: masked}\n    include:\n"
                                + lines(6_000, i -> "    - {likelihood.draws: " + (i + 1) + "}")),
                        "experiment x sweeps over more than 2000 points"),
                new Bomb(
                        "many conditions",
                        head(MANY_POINTS + "    exclude:\n"
                                + lines(800, i -> "    - 'likelihood.draws > " + (i + 100) + " and 1 < 2'")),
                        "experiment big has more than 100 conditions"),
                new Bomb(
                        "many inherited conditions",
                        head(lines(
                                        40,
                                        i -> "  e" + i + ": {extends: e" + (i + 1)
                                                + ", exclude: ['1 > 2', '1 > 3', '1 > 4']}")
                                + "  e40: {process: {kind: masked}}\n"),
                        "experiment e0 has more than 100 conditions"),
                new Bomb(
                        "a long line of heirs",
                        head(lines(4_900, i -> "  e" + i + ": {extends: e" + (i + 1) + "}")
                                + "  e4900: {process: {kind: masked}}\n"),
                        "experiments extend each other more than 50 deep"),
                new Bomb(
                        "long claims about many points",
                        head(MANY_POINTS) + "claims:\n"
                                + lines(
                                        900,
                                        i -> "- {id: c" + i + ", says: x, expect: '" + "nll(big) < ".repeat(80)
                                                + "nll(big)'}"),
                        ""),
                new Bomb(
                        "many claims about points that are not there",
                        head(MANY_POINTS) + "claims:\n"
                                + lines(
                                        900,
                                        i -> "- {id: c" + i + ", says: x, expect: '" + "nll(big, T=0" + i
                                                + ") < ".repeat(1) + "nll(big)'}"),
                        "no point of big has T=00"),
                new Bomb(
                        "claims with many choices",
                        head(MANY_POINTS) + "claims:\n"
                                + lines(
                                        900,
                                        i -> "- {id: c" + i + ", says: x, expect: 'nll(big, draws=" + (i % 40 + 1) + "."
                                                + "0".repeat(i / 40 + 1) + ") < 1'}"),
                        "claims and rules compare more than 300000 settings of points"),
                new Bomb(
                        "deep parentheses",
                        head("  x: {process: {kind: masked}, exclude: ['" + "(".repeat(900) + "1" + ")".repeat(900)
                                + " == 1']}\n"),
                        "nested deeper than"),
                new Bomb(
                        "a number of a million digits",
                        head("  x: {process: {kind: masked}, profile: {draws: " + "7".repeat(900_000) + "}}\n"),
                        "profile.draws must be a whole number, got '77777"),
                new Bomb(
                        "a large exponent",
                        head("  x: {process: {kind: masked}, profile: {draws: 1e99999}}\n"),
                        "profile.draws must be a whole number that a computer can count to"),
                new Bomb(
                        "a long title",
                        head("  x: {process: {kind: masked}}\n") + "title: " + "a".repeat(900_000) + "\n",
                        "title must be at most 500 characters, got 900000"),
                new Bomb(
                        "a device for a name",
                        head("  x: {process: {kind: masked}}\n").replace("suite: trial", "suite: com1"),
                        "suite must not be com1, which is a device on Windows"),
                new Bomb(
                        "10^18 tokens",
                        head("  x: {process: {kind: masked}, training: {tokens: 1000000000G}}\n"),
                        "training.tokens must be positive and at most 1000000000000000, got 1000000000000000000"),
                new Bomb(
                        "10^9 layers",
                        head("  x: {process: {kind: masked}, backbone: {layers: 1000000000}}\n"),
                        "backbone.layers must be between 1 and 1000, got 1000000000"),
                new Bomb(
                        "10^9 documents",
                        head(
                                "  x: {process: {kind: masked}, data: {corpus: markov, tokens: 1k, documents: 1000000000}}\n"),
                        "data.documents must have at most 2000000000 tokens together"));
    }

    @Test
    void filesAreOfOneMebibyteTogether() throws IOException {
        String part = "# " + "x".repeat(300_000) + "\ndefaults: {}\n";
        for (int i = 0; i < 4; i++) {
            SuiteTexts.write(folder, "part" + i + ".yaml", part);
        }
        String suite = SuiteTexts.HEAD.replace(
                "defaults:", "include: [part0.yaml, part1.yaml, part2.yaml, part3.yaml]\ndefaults:");

        assertThat(SuiteTexts.mistakes(folder, suite + "  x: {process: {kind: masked}}\n"))
                .containsExactly("suite.yaml:3:47: part3.yaml: makes all files together larger than 1024 KiB");
    }

    @Test
    void aFileOfAHundredMebibytesIsNotRead() throws IOException {
        Path file = folder.resolve("large.yaml");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'a'}), 100L << 20);
        }

        assertThat(SuiteTexts.mistakes(
                        folder,
                        SuiteTexts.HEAD.replace("defaults:", "include: [large.yaml]\ndefaults:")
                                + "  x: {process: {kind: masked}}\n"))
                .containsExactly("suite.yaml:3:11: large.yaml: is larger than 1024 KiB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void otherEncodingsAreNamed(String encoding) throws IOException {
        String whole = SuiteTexts.HEAD + "  x: {process: {kind: masked}}\n";
        for (String mark : List.of("", "\uFEFF")) {
            Files.write(folder.resolve("suite.yaml"), (mark + whole).getBytes(Charset.forName(encoding)));

            assertThat(refusal(folder.resolve("suite.yaml"))).contains("suite.yaml: is in UTF-16");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r", "\n"})
    void everyEndOfLineIsRead(String end) {
        String whole = SuiteTexts.HEAD + "  x: {process: {kind: masked}}\ncontrols: []\n";

        assertThat(SuiteTexts.read(folder, "\uFEFF" + whole.replace("\n", end)).points())
                .hasSize(1);
    }

    @Test
    void brokenCharactersAreToldWithTheirPlace() throws IOException {
        byte[] latin = (SuiteTexts.HEAD + "  x: {title: caf\u00e9}\n").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("suite.yaml"), latin);
        assertThat(refusal(folder.resolve("suite.yaml")))
                .contains("suite.yaml:7:17: is not UTF-8: there is a stray byte 0xE9");

        String lone = SuiteTexts.HEAD.replace("suite: trial", "suite: trial\ntitle: \"\\ud800\"")
                + "  x: {process: {kind: masked}}\n";
        assertThat(SuiteTexts.mistakes(folder, lone))
                .containsExactly("suite.yaml:3:8: half a character, U+D800, is no text");
    }

    private static String refusal(Path file) {
        try {
            return "read: " + SuiteReader.read(file, List.of());
        } catch (SuiteException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String head(String experiments) {
        return SuiteTexts.HEAD + experiments;
    }

    private static String laughs() {
        StringBuilder yaml = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char name = 'b'; name < 'u'; name++) {
            char before = (char) (name - 1);
            yaml.append(name)
                    .append(": &")
                    .append(name)
                    .append(" [")
                    .append(list(9, i -> "*" + before))
                    .append("]\n");
        }
        return yaml.toString();
    }

    private static String list(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(","));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(i -> line.apply(i) + "\n").collect(Collectors.joining());
    }
}
