package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.TerminalCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever files hold, the terminal and the service that runs the program get no orders from them. */
class VisibleOutputTest {
    private static final String ORDERS = "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202e";
    private static final String SHOWN = "\u241b]0;owned\u2407\u241b[2J[U+009B]31m[U+202E]";
    private static final String FAILED = Hashes.of("failed");

    @TempDir
    Path folder;

    @BeforeEach
    void writeStore() throws IOException {
        ResultStore store = ResultStore.open(folder.resolve("results"));
        PointEntry point = new PointEntry(
                "a" + ORDERS,
                "a" + ORDERS,
                Map.of(),
                "masked" + ORDERS,
                4,
                16,
                Map.of("sampling.prompt", ORDERS),
                List.of(new SeedEntry(1, Map.of("train", FAILED))));
        store.writeIndex(new SuiteIndex(
                "evil",
                "title " + ORDERS + "\n::error::x",
                "file" + ORDERS,
                "",
                List.of("nll"),
                List.of(),
                List.of(),
                Commentary.NONE,
                List.of(),
                List.of(point)));
        Path log = Files.writeString(folder.resolve("log.txt"), "begin\n::add-mask::x\n  ::error::y\n" + ORDERS);
        store.writeFailure(FAILED, "train", "reason " + ORDERS + "\nmore", log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ls", "ls evil", "status", "show evil/%", "show @", "table evil", "export evil", "report evil"})
    void commandsShowWhatTheyWereGiven(String command) {
        String[] words = command.replace("@", FAILED.substring(0, 8)).split(" ", -1);
        words[words.length - 1] = words[words.length - 1].replace("%", "a" + ORDERS);

        Launch launch = Launch.in(folder, words);

        assertThat(launch.err() + launch.out())
                .doesNotContain("\u001b", "\u0007", "\u009b", "\u202e", "internal error");
        if (command.startsWith("show") || command.equals("status") || command.startsWith("ls")) {
            assertThat(launch.out()).contains(SHOWN);
        }
    }

    @Test
    void jsonSpellsThemOut() throws IOException {
        Launch launch = Launch.in(folder, "ls", "--json");

        assertThat(launch.out()).doesNotContain("\u001b", "\u009b", "\u202e");
        assertThat(new JsonMapper().readTree(launch.out()).path(0).path("title").asText())
                .isEqualTo("title " + ORDERS + "\n::error::x");
    }

    @Test
    void onlyTheProgramPaints() {
        Launch launch = Launch.in(folder, "--color=always", "status");

        assertThat(launch.out()).contains("\u001b[31mfailed\u001b[0m", "reason " + SHOWN);
    }

    /** GitHub obeys lines that begin with two colons. */
    @Test
    void aServiceIsOrderedByTheProgramAlone() {
        Installation program = FakeMain.program(Map.of("GITHUB_ACTIONS", "true"));
        Launch shown = Launch.of(folder, program, "show", FAILED.substring(0, 8));
        assertThat(shown.out().lines())
                .contains(": :add-mask::x", "  : :error::y")
                .noneMatch(line -> line.strip().startsWith("::"));

        StringWriter log = new StringWriter();
        PrintWriter out = new Dlm(program).visible(new PrintWriter(log, true));
        out.println(TerminalCode.order("::error file=a::b"));
        out.println("::error file=a::b");
        assertThat(log.toString().lines()).containsExactly("::error file=a::b", ": :error file=a::b");
    }

    @Test
    void elsewhereColonsAreColons() {
        assertThat(Launch.in(folder, "show", FAILED.substring(0, 8)).out().lines())
                .contains("::add-mask::x");
    }
}
