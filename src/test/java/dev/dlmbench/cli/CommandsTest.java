package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every command, after one suite has been run in full and another with a failure. */
class CommandsTest {
    private static final String SUITE = """
            experiments:
              ar: {process: {kind: autoregressive}}
              masked: {process: {kind: masked, blockSize: 4}}
            metrics: [nll]
            report: {charts: [], tables: [main]}
            """;

    @TempDir
    private static Path folder;

    private static Launch first;
    private static Launch failing;

    @BeforeAll
    static void runSuites() throws IOException {
        write("small.yaml", RunSuites.text(SUITE));
        write("broken.yaml", RunSuites.text(SUITE).replace("suite: small", "suite: broken"));
        write("wrong.yaml", RunSuites.text(SUITE).replace("width: 8", "widht: 8"));
        write("notes.txt", "not a folder");
        write("experiments/small.yaml", RunSuites.text(SUITE));
        first = Launch.in(folder, "run", "small.yaml");
        write("swept.yaml", RunSuites.text("""
                experiments:
                  block:
                    process: {kind: masked}
                    matrix: {process.blockSize: [4, 8], sampling.steps: [8, 16]}
                metrics: [nfe, train-throughput]
                claims:
                - {id: pasted, says: It is so, expect: 'nfe(block,blockSize=4,steps=8) < nfe(block,blockSize=8,steps=8)'}
                """).replace("suite: small", "suite: swept"));
        Launch.in(folder, "run", "swept.yaml");
        write("supported.yaml", claiming("parameters(ar) = parameters(masked) within 1%"));
        write("refuted.yaml", claiming("parameters(ar) < parameters(masked)"));
        write("missing.yaml", claiming("nll(ar) < nll(masked)"));
        write("same.yaml", claiming("parameters(ar) < parameters(ar)"));
        Launch.in(folder, "run", "supported.yaml");
        write("gated.yaml", gated(""));
        write("gated-speed.yaml", gated("  - {metric: latency, tolerance: 5%}\n"));
        for (String store : List.of("then 1 1.1 1.2", "worse 2 2.1 2.21", "open 1 1.1 1.25")) {
            String[] values = store.split(" ", -1);
            String likelihoods = "likelihood:5=nll-" + values[1] + " likelihood:6=nll-" + values[2]
                    + " likelihood:7=nll-" + values[3];
            Launch.in(folder, likelihoods, new String[] {"run", "gated.yaml", "--store", values[0]});
        }
        Launch.in(folder, "merge", "then", "--store", "same");
        Launch.in(folder, "baseline", "save", "gated.yaml", "--store", "then");
        for (String store : List.of("same", "worse", "open")) {
            Files.createDirectories(folder.resolve(store).resolve("baselines"));
            Files.copy(
                    folder.resolve("then/baselines/gated.json"),
                    folder.resolve(store).resolve("baselines/gated.json"));
        }
        failing = Launch.in(folder, "likelihood:2=fail", new String[] {"run", "broken.yaml", "seeds=[2]"});
    }

    /** Every node of these suites measures 1000 parameters, and nothing else. */
    private static String claiming(String expect) {
        return RunSuites.text(SUITE)
                        .replace("suite: small", "suite: claiming")
                        .replace("defaults:", "defaults:\n  seeds: [3, 4]")
                + "claims: [{id: first, says: It is so, expect: '" + expect + "'}]\n";
    }

    private static String gated(String rules) {
        return RunSuites.text(SUITE)
                        .replace("suite: small", "suite: gated")
                        .replace("defaults:", "defaults:\n  seeds: [5, 6, 7]")
                        .replace("metrics: [nll]", rules.isEmpty() ? "metrics: [nll]" : "metrics: [nll, latency]")
                + "gate:\n  rules:\n  - {metric: nll, tolerance: 1%}\n" + rules;
    }

    @Test
    void commandsAreListedUnderTheNamesThatTheyDeclare() {
        assertThat(Cli.COMMANDS)
                .allSatisfy((name, command) -> assertThat(new CommandLine(command.get()).getCommandName())
                        .isEqualTo(name));
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("", ExitCode.USAGE, "Missing command"),
                arguments("--help", ExitCode.OK, "Usage: dlm"),
                arguments("--version", ExitCode.OK, "dlm-bench "),
                arguments("nonsense", ExitCode.USAGE, "'nonsense'"),
                arguments("run", ExitCode.USAGE, "Missing required parameter: 'SUITE'"),
                arguments("run --help", ExitCode.OK, "--retry-failed"),
                arguments("run --jobs 0 small.yaml", ExitCode.USAGE, "--jobs must be between 1 and 1024, got 0"),
                arguments("run --jobs x small.yaml", ExitCode.USAGE, "'x' is not an int"),
                arguments("run wrong.yaml", ExitCode.USAGE, "did you mean 'width'?"),
                arguments("run none.yaml", ExitCode.USAGE, "none.yaml"),
                arguments("run small.yaml --store notes.txt", ExitCode.USAGE, "the store must be a folder"),
                arguments("run --dry-run small.yaml", ExitCode.OK, "Suite small: 2 points, 5 nodes: 5 there"),
                arguments("run small.yaml", ExitCode.OK, "Nothing to compute: all 5 nodes are in the store."),
                arguments("run -q small.yaml", ExitCode.OK, "reports/small/index.html"),
                arguments("run broken.yaml seeds=[2]", ExitCode.SOME_FAILED, "failed before: "),
                arguments("schema", ExitCode.OK, "https://json-schema.org/draft/2020-12/schema"),
                arguments("init a-first", ExitCode.OK, "next: dlm plan "),
                arguments("validate a-first.yaml", ExitCode.OK, "suite a-first is right: 7 points"),
                arguments("init a-first", ExitCode.USAGE, "a-first.yaml is there already"),
                arguments("init A_First", ExitCode.USAGE, "must be lower-case letters, digits and -"),
                arguments("validate small.yaml", ExitCode.OK, "suite small is right: 2 points"),
                arguments("validate wrong.yaml", ExitCode.USAGE, "wrong.yaml:10:25: unknown key 'widht'"),
                arguments("validate small.yaml no=where", ExitCode.USAGE, "override 'no=where'"),
                arguments("validate wrong.yaml --json", ExitCode.USAGE, "\"line\" : 10"),
                arguments("plan small.yaml", ExitCode.OK, "Expected time with one worker: none"),
                arguments("plan small.yaml training.tokens=2k", ExitCode.OK, "training.tokens was 1000, is 2000"),
                arguments("plan --set training.tokens=2k small.yaml", ExitCode.OK, "4 to compute"),
                arguments("plan broken.yaml seeds=[2]", ExitCode.OK, "this always fails"),
                arguments("plan broken.yaml seeds=[2] --retry-failed", ExitCode.OK, "2 to compute, 0 failed"),
                arguments("status", ExitCode.OK, "small"),
                arguments("status small", ExitCode.OK, "suite\tpoints\tdone\tmissing\tfailed"),
                arguments("status nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("status --store empty", ExitCode.OK, "No suite has been run into empty."),
                arguments("ls", ExitCode.OK, "A small suite"),
                arguments("ls small", ExitCode.OK, "masked\tmasked\t4\t1\t3\t3"),
                arguments("ls nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("show small/masked", ExitCode.OK, "process.blockSize: 4"),
                arguments(
                        "show masked",
                        ExitCode.USAGE,
                        "a point of several suites: broken:masked, claiming:masked, small:masked"),
                arguments("show nothing", ExitCode.USAGE, "no node or point called 'nothing'"),
                arguments("show 0000", ExitCode.USAGE, "no node or point called '0000'"),
                arguments("show small:masked", ExitCode.OK, "point masked"),
                arguments("show swept.yaml:block,blockSize=8,steps=8", ExitCode.OK, "point block,blockSize=8,steps=8"),
                arguments("sample small.yaml", ExitCode.USAGE, "the suite has 2 points; choose one with --point"),
                arguments(
                        "sample small.yaml --point nowhere",
                        ExitCode.USAGE,
                        "small has no point 'nowhere'; there are: ar masked"),
                arguments("sample small.yaml --point masked --seed 9", ExitCode.USAGE, "--seed must be one of 1"),
                arguments(
                        "sample small.yaml --point masked --prompt a --template b",
                        ExitCode.USAGE,
                        "--prompt and --template do not go together"),
                arguments("claims small.yaml", ExitCode.OK, "small makes no claims."),
                arguments("claims supported.yaml", ExitCode.OK, "supported  first: It is so"),
                arguments("claims supported.yaml", ExitCode.OK, "right / left 1.000 [1.000, 1.000]"),
                arguments("claims refuted.yaml", ExitCode.REGRESSION, "refuted  first: It is so"),
                arguments("claims supported.yaml seeds=[3]", ExitCode.OK, "it takes two seeds or more"),
                arguments("claims --strict supported.yaml seeds=[3]", ExitCode.INCONCLUSIVE, "inconclusive"),
                arguments("claims same.yaml", ExitCode.NOT_COMPARABLE, "not comparable  first"),
                arguments("claims missing.yaml", ExitCode.SOME_FAILED, "nll(ar): not measured"),
                arguments("claims wrong.yaml", ExitCode.USAGE, "did you mean 'width'?"),
                arguments("compare", ExitCode.USAGE, "Missing required parameters: '[SUITE] POINT', 'POINT'"),
                arguments("compare small ar", ExitCode.USAGE, "'small' has no suite; write SUITE:POINT"),
                arguments("compare small ar masked", ExitCode.OK, "process.blockSize\t1\t4"),
                arguments("compare small ar masked", ExitCode.OK, "1000\t1000\tsame\tthe same value"),
                arguments("compare small:ar claiming:ar", ExitCode.OK, "All settings are the same."),
                arguments("compare small ar mask", ExitCode.USAGE, "small has no point 'mask'; there are: ar masked"),
                arguments(
                        "compare small ar masked --metric no",
                        ExitCode.USAGE,
                        "there is no metric 'no'; there are: nll"),
                arguments("compare small ar masked --metric nll", ExitCode.SOME_FAILED, "missing"),
                arguments(
                        "compare small ar masked --tolerance x",
                        ExitCode.USAGE,
                        "--tolerance must be a positive number"),
                arguments("ls swept", ExitCode.OK, "block,blockSize=4,steps=8"),
                arguments("plan swept", ExitCode.OK, "block,blockSize=4,steps=16"),
                arguments("table swept.yaml --format csv", ExitCode.OK, "\"block,blockSize=4,steps=8\""),
                arguments("claims swept", ExitCode.SOME_FAILED, "nfe(block,blockSize=4,steps=8): not measured"),
                arguments(
                        "compare swept block,blockSize=4,steps=8 block,blockSize=8,steps=8",
                        ExitCode.OK,
                        "block,blockSize=4,steps=8 and block,blockSize=8,steps=8"),
                arguments(
                        "compare swept.yaml:block[process.blockSize=4,sampling.steps=8] swept:block,blockSize=8,steps=16",
                        ExitCode.OK,
                        "block,blockSize=4,steps=8 and block,blockSize=8,steps=16"),
                arguments(
                        "compare swept block,blockSize=4 block,S=8,steps=8",
                        ExitCode.USAGE,
                        "'block,blockSize=4' are 2 points of swept: block,blockSize=4,steps=8 block,blockSize=4,steps=16"),
                arguments(
                        "sample swept --point block,blockSize=9",
                        ExitCode.USAGE,
                        "there are: block,blockSize=4,steps=8"),
                arguments(
                        "history swept --metric parameters --point block,S=4,steps=16",
                        ExitCode.OK,
                        "block,blockSize=4,steps=16"),
                arguments("diff 0000 1111", ExitCode.USAGE, "no node's address begins with '0000'"),
                arguments("history gated --store then", ExitCode.OK, "There is one commit of each value."),
                arguments("history gated --store then --point ar --metric nll", ExitCode.OK, "1.10000\t3"),
                arguments(
                        "history gated --store then --metric bpc", ExitCode.USAGE, "nothing of that has been measured"),
                arguments("history gated --store worse --metric nll", ExitCode.OK, "-1.003 ["),
                arguments("export gated --store then", ExitCode.OK, "ar,5,nll,,1.0,,1,exact,nats per token,"),
                arguments(
                        "export gated --store then --format jsonl",
                        ExitCode.OK,
                        "\"value\":1.1,\"standardError\":null"),
                arguments("export gated --store then -o values.csv", ExitCode.OK, "values in values.csv"),
                arguments("export gated --store then --format parquet", ExitCode.USAGE, "name a file with -o"),
                arguments(
                        "export gated --store then --format parquet -o x.parquet", ExitCode.OK, "values in x.parquet"),
                arguments("export nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("best gated --by nll --store then", ExitCode.OK, "and cannot be told from all others."),
                arguments("best gated.yaml --by nll --store then", ExitCode.OK, "ar\t1.10000\t"),
                arguments("best gated --by nll --store then --strict", ExitCode.INCONCLUSIVE, "not told apart"),
                arguments("best gated --by entropy --store then", ExitCode.USAGE, "no value of entropy is better"),
                arguments("best gated --by nil --store then", ExitCode.USAGE, "there is no metric 'nil'"),
                arguments("best gated --by ppl --store then", ExitCode.SOME_FAILED, "gated has a value of ppl"),
                arguments("best gated --by nll --batch 4 --store then", ExitCode.USAGE, "not measured at batch size 4"),
                arguments("best gated --store then", ExitCode.USAGE, "Missing required option: '--by=METRIC'"),
                arguments("gate small.yaml", ExitCode.USAGE, "small has no gate; write rules under 'gate:'"),
                arguments("gate gated.yaml --store same", ExitCode.OK, "passed"),
                arguments("gate gated.yaml --store worse", ExitCode.REGRESSION, "+1.003"),
                arguments("gate gated.yaml --store open", ExitCode.OK, "values would probably decide it"),
                arguments("gate --strict gated.yaml --store open", ExitCode.INCONCLUSIVE, "inconclusive\tnll"),
                arguments("gate gated.yaml", ExitCode.NOT_COMPARABLE, "there is no baseline to compare with"),
                arguments("gate gated.yaml --baseline nowhere", ExitCode.NOT_COMPARABLE, "there is no baseline"),
                arguments("gate gated.yaml --baseline then/baselines/gated.json", ExitCode.SOME_FAILED, "not measured"),
                arguments("gate gated.yaml --baseline notes.txt", ExitCode.USAGE, "this is no baseline: "),
                arguments("gate gated-speed.yaml --store same", ExitCode.NOT_COMPARABLE, "beside another build only"),
                arguments(
                        "validate gated.yaml seeds=[5,6]",
                        ExitCode.OK,
                        "warning: gated.yaml:23:5: the rule on nll can"),
                arguments("validate gated.yaml seeds=[5,6] --json", ExitCode.OK, "\"warnings\" : [ \"gated.yaml:"),
                arguments("plan gated.yaml seeds=[5,6]", ExitCode.OK, "can never find anything at ar"),
                arguments("run gated.yaml seeds=[5,6] --store two", ExitCode.OK, "can never find anything at ar"),
                arguments(
                        "gate gated.yaml seeds=[5,6] --store two",
                        ExitCode.USAGE,
                        "what would do: 3 seeds, or 1 seed, or gate.alpha 0.05"),
                arguments("gate wrong.yaml", ExitCode.USAGE, "did you mean 'width'?"),
                arguments("baseline", ExitCode.USAGE, "save, ls, show, promote or rm"),
                arguments("baseline ls --store then", ExitCode.OK, "gated"),
                arguments("baseline show gated --store then", ExitCode.OK, "{5=1.0, 6=1.1, 7=1.2}"),
                arguments(
                        "baseline show nothing --store then",
                        ExitCode.USAGE,
                        "there is no baseline 'nothing'; there are: gated"),
                arguments(
                        "baseline promote gated main --store worse",
                        ExitCode.OK,
                        "Baseline main is now what gated is."),
                arguments("baseline rm nothing --store then", ExitCode.USAGE, "there is no baseline 'nothing'"),
                arguments("baseline save small.yaml --name ../x", ExitCode.USAGE, "a baseline's name must be letters"),
                arguments("baseline save gated.yaml", ExitCode.USAGE, "are not in the store; dlm run computes them"),
                arguments("report small", ExitCode.OK, "Report of small: reports/small/index.html"),
                arguments("report nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("chart gated nll-blocksize --store then -o drawn", ExitCode.OK, "drawn/nll-blocksize.pdf"),
                arguments(
                        "chart gated nll-blocksize --store then -o drawn --style two-column --format svg,png",
                        ExitCode.OK,
                        "drawn/nll-blocksize.svg\ndrawn/nll-blocksize.png"),
                arguments("chart gated nll-blocksize --store then -o drawn --log", ExitCode.OK, "has no other scale"),
                arguments(
                        "chart gated nll-blocksize --store then --format svg",
                        ExitCode.OK,
                        "reports/gated/nll-blocksize.svg"),
                arguments("chart gated nll-blocksize --store then --json -o drawn", ExitCode.OK, "\"absence\" : null"),
                arguments("chart gated genppl-nfe --store then", ExitCode.SOME_FAILED, "it needs gen-ppl and nfe"),
                arguments(
                        "chart gated --store then",
                        ExitCode.USAGE,
                        "the report of 'gated' has no charts; name some of"),
                arguments(
                        "chart gated pie --store then",
                        ExitCode.USAGE,
                        "there is no chart 'pie', only genppl-nfe, nll-blocksize,"),
                arguments(
                        "chart gated nll-blocksize --style poster",
                        ExitCode.USAGE,
                        "no style 'poster', only single-column,"),
                arguments("chart gated nll-blocksize --linear --log", ExitCode.USAGE, "mutually exclusive"),
                arguments("chart nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("table gated --store then", ExitCode.OK, "| ar | autoregressive | \u2013 |"),
                arguments("table gated --store then --format csv", ExitCode.OK, "ar,complete,autoregressive,,"),
                arguments("table gated --store then --format latex", ExitCode.OK, "\\toprule"),
                arguments("table gated --store then --format text", ExitCode.OK, "1.100 [0.852\u20131.348]"),
                arguments("table gated --store then --json", ExitCode.OK, "\"key\" : \"nll\""),
                arguments("table gated --store then -o table.md", ExitCode.OK, "2 points in table.md"),
                arguments("table nothing", ExitCode.USAGE, "no suite called 'nothing'"),
                arguments("list corpora", ExitCode.OK, "markov"),
                arguments("list corpora", ExitCode.OK, "openwebtext"),
                arguments("data", ExitCode.USAGE, "check or fetch"),
                arguments(
                        "data check ptb --data then", ExitCode.SOME_FAILED, "validation*.parquet\t-\t0\tis not there"),
                arguments("data check pbt", ExitCode.USAGE, "no published data set 'pbt'; known: ptb, wikitext2-raw"),
                arguments("data fetch ptb", ExitCode.USAGE, "ptb is no plain download; 'dlm data check ptb'"),
                arguments("data fetch text8", ExitCode.USAGE, "no checksum of text8 is known here"),
                arguments("data fetch text8 --sha256 12", ExitCode.USAGE, "has 64 hexadecimal digits"),
                arguments("list metrics", ExitCode.OK, "nats per token"),
                arguments("list charts", ExitCode.OK, "nll-blocksize"),
                arguments("list settings", ExitCode.OK, "backbone.width"),
                arguments("list samplers", ExitCode.OK, "first-hitting"),
                arguments("list experiments", ExitCode.OK, "A small suite"),
                arguments(
                        "list everything",
                        ExitCode.USAGE,
                        "[CORPORA, METRICS, CHARTS, SETTINGS, SAMPLERS, EXPERIMENTS]"),
                arguments("doctor --store notes.txt", ExitCode.USAGE, "the store must be a folder"),
                arguments("completion", ExitCode.OK, "complete -F _complete_dlm"),
                arguments("--color=never status small", ExitCode.OK, "small"),
                arguments("--color=sometimes status", ExitCode.USAGE, "sometimes"));
    }

    /** A command speaks JSON and nothing else, or says that it has none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "run small.yaml",
                "run small.yaml --dry-run",
                "validate small.yaml",
                "validate wrong.yaml",
                "plan small.yaml",
                "status",
                "ls",
                "ls small",
                "show small:masked",
                "claims supported.yaml",
                "best gated --by nll --store then",
                "compare small ar masked",
                "history gated --store then",
                "gate gated.yaml --store same",
                "baseline ls --store then",
                "baseline show gated --store then",
                "baseline save gated.yaml --name other --store then",
                "baseline promote other another --store then",
                "baseline rm another --store then",
                "report small",
                "chart gated nll-blocksize --store then -o drawn",
                "table gated --store then",
                "table gated --store then -o table.json",
                "export gated --store then -o values.csv",
                "export gated --store then --format archive -o all.zip",
                "list corpora",
                "data check lambada --data then",
                "list metrics",
                "list charts",
                "list settings",
                "list samplers",
                "list experiments",
                "fsck --store same",
                "gc --store same",
                "merge same --store merged"
            })
    void jsonIsAllThatIsPrinted(String command) throws IOException {
        Launch launch = Launch.in(folder, (command + " --json").split(" ", -1));

        JsonNode printed = new ObjectMapper()
                .reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(launch.out());
        assertThat(printed.isContainerNode()).as(launch.out() + launch.err()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "benchmark", "export gated --store then"})
    void whatHasNoJsonSaysSo(String command) {
        Launch launch = Launch.in(folder, (command + " --json").split(" ", -1));

        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(launch.err()).contains("--json: this ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list settings",
                "list metrics",
                "list samplers",
                "list corpora",
                "list charts",
                "list experiments",
                "ls",
                "ls swept",
                "plan swept",
                "status",
                "table swept",
                "history swept --metric parameters",
                "history gated --store worse",
                "compare swept block,S=4,steps=8 block,S=8,steps=16",
                "gate gated.yaml --store open",
                "baseline ls --store then",
                "baseline show gated --store then",
                "claims supported.yaml"
            })
    void tablesFitTheTerminal(String command) {
        for (int columns : List.of(80, 100)) {
            Installation plain = FakeMain.program(Map.of());
            Installation wide = new Installation(
                    plain.facts(),
                    plain.works(),
                    plain.mainClass(),
                    plain.environment(),
                    new Terminal(true, false, columns),
                    plain.clock());
            Launch launch = Launch.of(folder, wide, (command + " --color never").split(" ", -1));
            assertThat(launch.out().lines())
                    .as("%s in %d columns", command, columns)
                    .isNotEmpty()
                    .filteredOn(line -> !line.contains("seed ")) // of a plan, with reasons that are sentences
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandSaysWhatItShould(String command, int exitCode, String text) {
        Launch launch = Launch.in(folder, command.isEmpty() ? new String[0] : command.split(" ", -1));

        assertThat(launch.out() + launch.err()).contains(text).doesNotContain("\tat ");
        assertThat(launch.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void aRunTellsOfEveryNodeAndEndsWithTheReport() {
        assertThat(first.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(first.err()
                        .lines()
                        .map(line -> line.replaceAll(" in [0-9.]+ s|, (about|more than) [0-9.]+ s left", "")))
                .containsExactly(
                        "started   data markov",
                        "finished  data markov (1/5)",
                        "started   train ar seed 1",
                        "finished  train ar seed 1 (2/5)",
                        "started   likelihood ar seed 1",
                        "finished  likelihood ar seed 1 (3/5)",
                        "started   train masked seed 1",
                        "finished  train masked seed 1 (4/5)",
                        "started   likelihood masked seed 1",
                        "finished  likelihood masked seed 1 (5/5)");
        assertThat(first.out()).isEqualTo("""
                        5 nodes: 0 were there, 5 computed, 0 failed, 0 skipped.
                        Report of small: reports/small/index.html
                        """);
        assertThat(folder.resolve("reports/small/index.html")).exists();
    }

    @Test
    void aRunWithAFailureSaysWhichNodeAndWhy() {
        assertThat(failing.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(failing.err())
                .contains("failed  likelihood ar seed 2: IllegalStateException: this always fails")
                .contains("The log of a failure: dlm show ");
        assertThat(failing.out()).contains("2 failed, 0 skipped.").contains("Report of broken");
    }

    @Test
    void aSuiteErrorShowsTheLineAndACaret() {
        assertThat(Launch.in(folder, "validate", "wrong.yaml").err()).isEqualTo("""
                        wrong.yaml:10:25: unknown key 'widht' in backbone; known: layers, width, heads, conditioningDim, \
                        dropout, timeConditioning, kind, file, attention, mask; did you mean 'width'?
                              backbone: {layers: 1, widht: 8, heads: 2, conditioningDim: 4}
                                                    ^
                        """);
    }

    @Test
    void aNodeIsShownByTheBeginningOfItsAddress() throws IOException {
        JsonNode plan = json("plan", "small.yaml", "--json");
        String hash = plan.path("nodes").path(1).path("hash").asText();

        assertThat(Launch.in(folder, "show", hash.substring(0, 12)).out())
                .contains("node " + hash, "\"kind\" : \"train\"", "\"device\" : \"none\"", "parameters\t1000");
    }

    @Test
    void twoNodesAreSetSideBySide() throws IOException {
        JsonNode point = json("show", "gated/ar", "--store", "then", "--json");
        String first =
                point.path("seeds").path(0).path("nodes").path("likelihood").asText();
        String second =
                point.path("seeds").path(1).path("nodes").path("likelihood").asText();

        Launch diff = Launch.in(folder, "diff", first.substring(0, 12), second.substring(0, 12), "--store", "then");

        assertThat(diff.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(diff.out())
                .containsPattern("(?m)^model > seed\t5\t6$")
                .containsPattern("(?m)^nll\t.*\t1\t1\\.1(0000)?\t\\+0\\.1000\tnats per token$")
                .doesNotContain("backbone", "device");
        assertThat(Launch.in(folder, "diff", first, second, "--store", "then", "--all")
                        .out())
                .contains("model > backbone.width", "device");
        JsonNode json = json("diff", first, second, "--store", "then", "--json");
        assertThat(json.path("measurements").path(0).path("right").doubleValue())
                .isEqualTo(1.1);
        assertThat(Launch.in(folder, "diff", first, first, "--store", "then").out())
                .contains("settings\n  the same", "measurements\n  the same", "provenance\n  the same");
    }

    @Test
    void aFailedNodeIsShownWithTheEndOfItsLog() throws IOException {
        JsonNode status = json("status", "broken", "--json");
        String node = status.path(0).path("failed").fieldNames().next();

        assertThat(Launch.in(folder, "show", node.substring(node.indexOf(' ') + 1))
                        .out())
                .contains("failed: IllegalStateException: this always fails", "at dev.dlmbench.run.FakeWorks");
    }

    @ParameterizedTest
    @MethodSource("printingJson")
    void printsNothingButJsonWhenAsked(String command) throws IOException {
        assertThat(json(command.split(" ", -1)).isContainerNode()).isTrue();
    }

    static Stream<String> printingJson() {
        return Stream.of(
                "claims supported.yaml --json",
                "gate gated.yaml --store same --json",
                "compare small ar masked --json",
                "history gated --store then --json",
                "baseline ls --store then --json",
                "baseline show gated --store then --json",
                "plan small.yaml --json",
                "status --json",
                "ls --json",
                "ls small --json",
                "show small/ar --json",
                "validate small.yaml --json",
                "validate wrong.yaml --json");
    }

    @Test
    void coloursOnlyWhenAsked() {
        assertThat(Launch.in(folder, "--color=always", "status").out()).contains("\u001b[");
        assertThat(Launch.in(folder, "status").out()).doesNotContain("\u001b[");
    }

    @Test
    void aReportIsRenderedAgainOnlyIfItIsGoneOrOld() throws IOException {
        Path page = folder.resolve("reports/small/index.html");
        Files.writeString(page, "mine");
        Launch.in(folder, "run", "small.yaml");
        assertThat(page).hasContent("mine");

        Files.delete(page);
        Launch.in(folder, "run", "small.yaml");
        assertThat(page).isNotEmptyFile();
    }

    @Test
    void theProgramsOwnFaultsAreToldInALineWithAPlaceToLookFurther() throws IOException {
        Path store = Files.createDirectories(folder.resolve("spoilt/suites/small"));
        Files.writeString(store.resolve("index.json"), "{");

        Launch launch = Launch.in(folder, "status", "--store", "spoilt");

        assertThat(launch.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(launch.err()).startsWith("dlm: ").doesNotContain("\tat ").contains("spoilt/last-error.txt");
        assertThat(folder.resolve("spoilt/last-error.txt")).content().contains("\tat ");
    }

    private static JsonNode json(String... args) throws IOException {
        return new JsonMapper().readTree(Launch.in(folder, args).out());
    }

    private static void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
