package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What users see when the machine lets a run down, and that nothing that was done is lost. */
@Timeout(240)
@EnabledOnOs(OS.LINUX)
class FaultsTest {
    private static final List<String> SHELL = List.of("sh", "-c");

    /** A shell that may mount file systems which nobody else sees. */
    private static final List<String> MOUNTING_SHELL = List.of("unshare", "--map-root-user", "--mount", "sh", "-c");

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSuite() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text("""
                experiments:
                  ar: {process: {kind: autoregressive}, seeds: [1, 2, 3, 4, 5, 6, 7, 8]}
                metrics: [nll]
                report: {charts: [], tables: [main]}
                """));
        Files.createDirectory(folder.resolve("results"));
    }

    private String run(List<String> shell, String behaviour, String script) throws IOException, InterruptedException {
        if (shell.equals(MOUNTING_SHELL)) {
            OwnProcess trial = OwnProcess.script(folder, "", shell, "mount -t tmpfs none results");
            assumeTrue(trial.exitCode() == 0, () -> "SKIPPED: nothing can be mounted here");
        }
        OwnProcess process = OwnProcess.script(folder, behaviour, shell, script.replaceAll("(?m)\\bdlm ", "\\$DLM "));
        process.exitCode();
        return process.output();
    }

    @Test
    void aFullDisk() throws Exception {
        String output = run(MOUNTING_SHELL, "", """
                mount -t tmpfs -o size=300k none results
                dlm run small.yaml --no-progress; echo "code $?"
                dlm status; echo "code $?"
                mount -o remount,size=50m results
                dlm run small.yaml --no-progress; echo "code $?"
                dlm fsck; echo "code $?"
                """);

        assertThat(output)
                .containsPattern("dlm: \\S*results/\\S+: No space left on device")
                .containsPattern("small\\t1\\t[1-9]")
                .contains("17 nodes: ")
                .contains("17 nodes, 1 suite, format 2: all is well.")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.INTERNAL, ExitCode.OK, ExitCode.OK, ExitCode.OK);
    }

    @Tag("slow")
    @Test
    void aStoreThatCannotBeWritten() throws Exception {
        String output = run(MOUNTING_SHELL, "", """
                dlm run small.yaml --no-progress; echo "code $?"
                mount --bind results results
                mount -o remount,bind,ro results
                dlm run small.yaml --no-progress training.tokens=2k; echo "code $?"
                dlm status; echo "code $?"
                dlm report small; echo "code $?"
                """);

        assertThat(output)
                .containsPattern("dlm: trouble with the file \\S*results/\\S+: Read-only file system")
                .containsPattern("small\\t1\\t17\\t0\\t0")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.OK, ExitCode.INTERNAL, ExitCode.OK, ExitCode.OK);
    }

    @Tag("slow")
    @Test
    void aLimitOnTheSizeOfFiles() throws Exception {
        String output = run(SHELL, "", """
                (ulimit -f 4; dlm run small.yaml --no-progress); echo "code $?"
                dlm run small.yaml --no-progress; echo "code $?"
                """);

        assertThat(output)
                .containsPattern("dlm: \\S*results/\\S+: File too large")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.INTERNAL, ExitCode.OK);
    }

    @Test
    void outputThatNobodyCanKeep() throws Exception {
        String output = run(SHELL, "", """
                $REAL list metrics >/dev/full; echo "code $?"
                """);

        assertThat(output).contains("dlm: not all of the output could be written");
        assertThat(codes(output)).containsExactly(ExitCode.INTERNAL);
    }

    @Tag("slow")
    @Test
    void aWorkerWithoutMemory() throws Exception {
        String output = run(SHELL, "train:2=gluttony", """
                export JDK_JAVA_OPTIONS=-Xmx64m
                dlm run small.yaml --no-progress; echo "code $?"
                """);

        assertThat(output)
                .contains("failed    train ar seed 2: OutOfMemoryError: Java heap space")
                .contains("17 nodes: 0 were there, 15 computed, 1 failed, 1 skipped.")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.SOME_FAILED);
    }

    @Tag("slow")
    @Test
    void aCrashInNativeCode() throws Exception {
        String output = run(SHELL, "train:2=segv", """
                ulimit -c unlimited
                dlm run small.yaml --no-progress; echo "code $?"
                dlm ls small
                """);

        assertThat(output)
                .contains("failed    train ar seed 2: worker died (signal 6)")
                .contains("17 nodes: 0 were there, 15 computed, 1 failed, 1 skipped.")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.SOME_FAILED);
        String failed = Files.readString(onlyFile(folder.resolve("results/failed")));
        assertThat(failed).contains("A fatal error has been detected by the Java Runtime Environment", "SIGSEGV");
        assertThat(folder)
                .isDirectoryNotContaining(file -> file.getFileName().toString().matches("core.*|hs_err.*"));
    }

    /** Real networks: one diverges, and the text of another goes away after the run has begun. */
    @Tag("slow")
    @Test
    void numbersThatAreNoneAndTextThatIsNoMore() throws Exception {
        Files.writeString(folder.resolve("faults.yaml"), """
                schema: dlm-bench/1
                suite: faults
                defaults:
                  data: {sequence: 16, tokens: 2k, documents: 8}
                  backbone: {layers: 1, width: 16, heads: 2, conditioningDim: 8}
                  training: {tokens: 2k, batch: 8, warmup: 2}
                  seeds: [1]
                experiments:
                  good:     {process: {kind: autoregressive}, data: {corpus: {kind: markov, symbols: 8}}}
                  diverges: {process: {kind: autoregressive}, data: {corpus: {kind: markov, symbols: 8}},
                             training: {learningRate: 9}}
                  vanishes: {process: {kind: autoregressive}, data: {corpus: {kind: file, path: text.txt}}}
                metrics: [nll]
                report: {charts: [], tables: [main]}
                """);
        Files.writeString(folder.resolve("text.txt"), letters());

        String output = run(SHELL, "", """
                $REAL run faults.yaml --no-progress >first 2>&1 &
                run=$!
                until grep -q started first || ! kill -0 $run; do sleep 0.05; done
                mv text.txt away.txt
                wait $run; echo "code $?"
                cat first
                mv away.txt text.txt
                $REAL run faults.yaml --no-progress; echo "code $?"
                """);

        assertThat(output)
                .containsPattern("failed +train diverges seed 1: training diverged: at step \\d+ the loss is ")
                .containsPattern("failed +train vanishes seed 1: .* there is no file \\S*text.txt")
                .containsPattern("finished +likelihood good seed 1")
                .containsPattern("finished +likelihood vanishes seed 1")
                .contains("1 failed, 1 skipped.")
                .doesNotContain("at dev.dlmbench");
        assertThat(codes(output)).containsExactly(ExitCode.SOME_FAILED, ExitCode.SOME_FAILED);
    }

    /** The worker stands still, so that the first Ctrl-C has to wait for it. */
    @Tag("slow")
    @Test
    void aSecondInterruptDoesNotWait() throws Exception {
        OwnProcess run = OwnProcess.start(folder, "train:1=freeze", "run small.yaml --no-progress");
        run.awaitTrace("begin train:1");
        List<ProcessHandle> workers = run.children();

        run.signal("INT");
        run.awaitOutput("Ctrl-C again does not wait for that");
        run.signal("INT");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(folder.resolve("results/attempts")).as("nobody tidied up").isNotEmptyDirectory();
        workers.forEach(ProcessHandle::destroyForcibly);
        assertThat(OwnProcess.start(folder, "", "run small.yaml").exitCode()).isZero();
        assertThat(folder.resolve("results/attempts")).isEmptyDirectory();
    }

    /** Text of which no part is there twice. */
    private static String letters() {
        return new Random(1)
                .ints(80_000, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().orElseThrow();
        }
    }

    private static List<Integer> codes(String output) {
        return output.lines()
                .filter(line -> line.startsWith("code "))
                .map(line -> Integer.valueOf(line.substring(5)))
                .toList();
    }
}
