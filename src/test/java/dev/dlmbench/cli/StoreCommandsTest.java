package dev.dlmbench.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look after stores, on what runs have written. */
class StoreCommandsTest {
    private static final String SUITE = """
            experiments:
              ar: {process: {kind: autoregressive}}
              masked: {process: {kind: masked, blockSize: 4}}
            metrics: [nll]
            report: {charts: [], tables: [main]}
            """;

    @TempDir
    private static Path folder;

    private Path store = Path.of("");

    @BeforeAll
    static void runASuite() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text(SUITE));
        assertThat(Launch.in(folder, "run", "small.yaml", "--store", "whole").exitCode())
                .isEqualTo(ExitCode.OK);
    }

    @BeforeEach
    void copyTheStore() throws IOException {
        store = Files.createTempDirectory(folder, "store");
        try (Stream<Path> found = Files.walk(folder.resolve("whole"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                Path copy = store.resolve(folder.resolve("whole").relativize(file));
                Files.createDirectories(requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
        }
    }

    private Launch dlm(String command) {
        return Launch.in(folder, (command + " --store " + store.getFileName()).split(" ", -1));
    }

    private Path aFile(String name) throws IOException {
        try (Stream<Path> found = Files.walk(store.resolve("nodes"))) {
            return found.filter(file -> file.endsWith(name))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, String> content(Path place) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> found = Files.walk(place)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                content.put(place.relativize(file).toString(), Hashes.of(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static JsonNode json(Launch launch) throws IOException {
        return new JsonMapper().readTree(launch.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run small.yaml",
                "plan small.yaml",
                "status",
                "ls",
                "show small/ar",
                "compare small ar masked",
                "claims small.yaml",
                "report",
                "table small",
                "export small",
                "history small",
                "baseline ls",
                "doctor",
                "fsck",
                "fsck --repair",
                "merge whole",
                "export small --format archive -o refused.zip",
                "import notes.txt",
                "gc",
                "gc --yes"
            })
    void everyCommandRefusesAStoreOfALaterFormat(String command) throws IOException {
        Files.writeString(store.resolve("FORMAT"), "dlm-bench results 3\n");
        Map<String, String> before = content(store);

        Launch launch = dlm(command);

        assertThat(launch.err())
                .contains("has format 3, and this program knows 1 to 2")
                .doesNotContain("\tat ");
        assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(content(store)).isEqualTo(before);
    }

    @Test
    void aStoreThatARunWroteIsWell() throws IOException {
        Launch fsck = dlm("fsck");

        assertThat(fsck.out()).isEqualTo("5 nodes, 1 suite, format 2: all is well.\n");
        assertThat(fsck.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(json(dlm("fsck --json")).path("well").asBoolean()).isTrue();
    }

    @Test
    void damageIsNamedRepairedAndComputedAnew() throws IOException {
        Path file = aFile("measurements.jsonl");
        Files.writeString(file, "{\"metric\":\n");
        Files.writeString(store.resolve("suites/small/index.json"), "");

        Launch found = dlm("fsck");
        assertThat(found.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(found.out())
                .contains("damaged  " + store.relativize(file) + ":1: ", "damaged  suites/small/index.json:1: ")
                .contains("5 nodes, 1 suite, format 2: 2 things are damaged; dlm fsck --repair ");
        assertThat(dlm("status").err()).contains("(dlm fsck --repair restores it from its copy)");

        Launch repaired = dlm("fsck --repair");
        assertThat(repaired.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(repaired.out())
                .contains("; moved to damaged/", "; restored from its copy", "what was damaged is repaired.");
        assertThat(dlm("run small.yaml").out()).contains("4 were there, 1 computed, 0 failed");
        assertThat(dlm("fsck").out()).isEqualTo("5 nodes, 1 suite, format 2: all is well.\n");
    }

    @Test
    void damageIsToldToPrograms() throws IOException {
        Path file = aFile("log.txt");
        Files.delete(file);

        JsonNode found = json(dlm("fsck --json"));

        assertThat(found.path("nodes").asInt()).isEqualTo(5);
        assertThat(found.path("well").asBoolean()).isFalse();
        JsonNode row = found.path("found").path(0);
        assertThat(row.path("file").asText()).isEqualTo(store.relativize(file).toString());
        assertThat(row.path("kind").asText()).isEqualTo("node");
        assertThat(row.path("what").asText()).isEqualTo("missing");
        assertThat(row.path("deed").isNull()).isTrue();
    }

    @Test
    void aStoreThatIsNotThereIsNotWell() {
        Launch fsck = Launch.in(folder, "fsck", "--store", "nowhere");

        assertThat(fsck.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(fsck.err()).isEqualTo("dlm: there is no store at nowhere\n");
    }

    @Test
    void anotherStoreIsMergedAndReportedOnItsOwn() throws IOException {
        Launch merge =
                Launch.in(folder, "merge", store.getFileName().toString(), "--store", store.getFileName() + "-new");

        assertThat(merge.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(merge.out())
                .isEqualTo("taken  suites/small\n" + store.getFileName() + ": 5 nodes taken, 0 were there already.\n");
        assertThat(Launch.in(folder, "run", "small.yaml", "--store", store.getFileName() + "-new")
                        .out())
                .contains("Nothing to compute: all 5 nodes are in the store.");
    }

    @Test
    void aMergeSaysByItsExitCodeThatResultsDiffer() throws IOException {
        Launch.in(folder, "likelihood:1=nll-2", new String[] {"run", "small.yaml", "--store", "differing"});

        Launch merge = dlm("merge differing");

        assertThat(merge.exitCode()).isEqualTo(ExitCode.NOT_COMPARABLE);
        assertThat(merge.err())
                .contains("differs, ours is kept  " + store.getFileName() + "/nodes/")
                .contains("/measurements.jsonl: differs from line 1 on", "/made.txt: only in the first");
        assertThat(merge.out()).isEqualTo("differing: 0 nodes taken, 3 were there already.\n");
        JsonNode told = json(dlm("merge differing --json")).path(0);
        assertThat(told.path("same").asInt()).isEqualTo(3);
        assertThat(told.path("differing")).hasSize(4);
    }

    @Test
    void aMergeSaysByItsExitCodeThatSomethingWasLeftOut() throws IOException {
        Files.delete(aFile("log.txt"));

        Launch merge = Launch.in(folder, "merge", store.getFileName().toString(), "--store", "lacking");

        assertThat(merge.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(merge.err()).contains("damaged, left out  ").contains("log.txt: missing");
        assertThat(merge.out()).contains("4 nodes taken");
    }

    /** The report is made of what is in the store alone, so that it tells whether all has arrived. */
    @Test
    void anArchiveBringsAllThatAReportNeeds() throws IOException {
        String name = store.getFileName().toString();
        Launch export = dlm("export small --format archive -o " + name + ".zip");
        assertThat(export.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(export.out()).startsWith("5 nodes in " + name + ".zip, ");
        dlm("report small --reports " + name + "-reports");
        Files.move(store, folder.resolve(name + "-gone"));

        Launch imported = dlm("import " + name + ".zip");

        assertThat(imported.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(imported.out())
                .isEqualTo("taken  suites/small\n" + name + ".zip: 5 nodes taken, 0 were there already.\n");
        assertThat(dlm("report small --reports " + name + "-again").exitCode()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve(name + "-again/small/index.html"))
                .hasSameBinaryContentAs(folder.resolve(name + "-reports/small/index.html"));
        assertThat(json(dlm("import " + name + ".zip --json"))
                        .path(0)
                        .path("same")
                        .asInt())
                .isEqualTo(5);
        assertThat(dlm("fsck").out()).isEqualTo("5 nodes, 1 suite, format 2: all is well.\n");
    }

    @Test
    void anArchiveThatLacksSomethingSaysSo() throws IOException {
        Files.delete(aFile("log.txt"));

        Launch export = dlm("export small --format archive -o lacking.zip");

        assertThat(export.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(export.err()).contains("damaged, left out  ", "log.txt: missing");
        assertThat(export.out()).startsWith("4 nodes in lacking.zip, ");
    }

    @Test
    void whatIsNoArchiveIsRefusedInALine() throws IOException {
        Files.writeString(folder.resolve("no.zip"), "PK");

        Launch imported = dlm("import no.zip");

        assertThat(imported.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(imported.err())
                .contains("dlm: no.zip: not an archive, or damaged: ")
                .doesNotContain("\tat ");
        assertThat(dlm("import none.zip").err()).contains("dlm: there is no file none.zip");
        assertThat(dlm("export small --format archive").err()).contains("an archive is not for the screen");
    }

    /** Another number of tokens makes other nodes: those of before are needed no longer. */
    @Test
    void garbageIsShownFirstAndRemovedWhenTold() throws IOException {
        assertThat(dlm("gc").out()).isEqualTo("There is nothing to remove.\n");
        assertThat(dlm("run small.yaml training.tokens=2k").exitCode()).isEqualTo(ExitCode.OK);
        Map<String, String> before = content(store);

        Launch shown = dlm("gc");
        assertThat(shown.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(shown.out())
                .containsPattern("(?m)^node  nodes/../[0-9a-f]{64}  [0-9,]+ bytes$")
                .containsPattern("To remove: 4 nodes, [0-9,]+ bytes\\. Nothing was done; --yes removes it\\.");
        assertThat(content(store)).isEqualTo(before);
        JsonNode told = json(dlm("gc --json"));
        assertThat(told.path("garbage")).hasSize(4);
        assertThat(told.path("removed").asBoolean()).isFalse();

        assertThat(dlm("gc --yes").out()).containsPattern("Removed: 4 nodes, [0-9,]+ bytes\\.");
        assertThat(dlm("gc --yes").out()).isEqualTo("Nothing was removed.\n");
        assertThat(dlm("fsck").out()).isEqualTo("5 nodes, 1 suite, format 2: all is well.\n");
        assertThat(dlm("gc --older-than -1").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
