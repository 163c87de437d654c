package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a cluster, whose own commands are played by scripts: what is queued is done at once. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ClusterCommandsTest {
    private static final String SUITE = """
            experiments:
              ar: {process: {kind: autoregressive}, seeds: [1, 2]}
            metrics: [nll]
            """;
    private static final String DONE_AT_ONCE = """
            for argument; do
              case $argument in
                --array=*) last=${argument#--array=0-} ;;
                --output=*) output=${argument#--output=} ;;
              esac
              script=$argument
            done
            for SLURM_ARRAY_TASK_ID in $(seq 0 "$last"); do
              export SLURM_ARRAY_TASK_ID
              bash "$script" >"${output%/*}/$SLURM_ARRAY_TASK_ID.log" 2>&1
            done
            echo 41
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeSuite() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text(SUITE));
        play("squeue", "exit 0");
        play("scontrol", "echo 'MaxArraySize = 100'");
        play("sbatch", DONE_AT_ONCE);
    }

    private void play(String command, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(command);
        Files.writeString(file, "#!/bin/sh\n" + script);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Launch dlm(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        if (all.size() > 1) {
            all.add("executor.kind=slurm");
            all.add("executor.poll=1s");
            all.add("executor.grace=1s");
            all.add("executor.ssh=[sh, -c, 'PATH=" + folder.resolve("bin") + ":$PATH; eval \"$*\"', sh]");
        }
        return Launch.in(folder, all.toArray(String[]::new));
    }

    @Test
    void runsASuite() {
        Launch run = dlm("run", "small.yaml");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("Report of small: ");
        assertThat(dlm("status").out()).containsPattern("small\\t1\\t5\\t0\\t0");
    }

    @Tag("slow")
    @Test
    void queuesAndReturnsAndWaits() {
        Launch submit = dlm("submit", "small.yaml");

        assertThat(submit.exitCode()).as(submit.err()).isZero();
        assertThat(submit.out()).contains("Queued 3 elements.");
        assertThat(dlm("resume", "small.yaml").out()).contains("Nothing to queue");
        Launch wait = dlm("wait", "small.yaml");
        assertThat(wait.exitCode()).as(wait.err()).isZero();
        assertThat(wait.out()).contains("all 5 nodes are in the store").contains("Report of small: ");
    }

    @Tag("slow")
    @Test
    void aLostElementIsQueuedAgain() throws IOException {
        String first = folder.resolve("first").toString();
        play("sbatch", "if [ ! -e '" + first + "' ]; then touch '" + first + "'; echo 40; exit; fi\n" + DONE_AT_ONCE);

        Launch run = dlm("run", "small.yaml", "--no-progress");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("cluster: 0 running, 3 waiting");
        assertThat(dlm("status").out()).containsPattern("small\\t1\\t5\\t0\\t0");
    }

    @Test
    void saysWhyTheClusterRefuses() throws IOException {
        play("sbatch", "echo 'sbatch: error: invalid partition specified: nowhere' >&2; exit 1\n");

        Launch submit = dlm("submit", "small.yaml");

        assertThat(submit.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(submit.err())
                .contains("dlm: the cluster refuses: sbatch: error: invalid partition specified: nowhere");
    }

    @Test
    void saysThatTheClusterDoesNotAnswer() throws IOException {
        play("squeue", "echo 'squeue: error: Unable to contact slurm controller' >&2; exit 1\n");

        Launch submit = dlm("submit", "small.yaml");

        assertThat(submit.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(submit.err())
                .contains("the cluster does not answer: squeue: squeue: error: Unable to contact slurm controller")
                .contains("run the same command again");
    }

    @Tag("slow")
    @Test
    void waitsUntilItMayQueueMore() throws IOException {
        String first = folder.resolve("first").toString();
        play(
                "sbatch",
                "if [ ! -e '" + first + "' ]; then touch '" + first + "'\n"
                        + "echo 'sbatch: error: QOSMaxSubmitJobPerUserLimit' >&2; exit 1; fi\n" + DONE_AT_ONCE);

        Launch run = dlm("run", "small.yaml", "--no-progress");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("QOSMaxSubmitJobPerUserLimit; asking again");
        assertThat(folder.resolve("results/batches")).isDirectoryContaining("glob:**/000001-*");
        assertThat(folder.resolve("results/batches")).isDirectoryNotContaining("glob:**/000002-*");
    }

    /** What waits for the first stage is not stuck itself, and would wait for ever. */
    @Test
    void isStuckWhenAllElseWaitsForWhatIsStuck() throws IOException {
        Files.writeString(folder.resolve("small.yaml"), RunSuites.text("""
                        experiments:
                          ar: {process: {kind: autoregressive}}
                        metrics: [gen-ppl, entropy]
                        """));
        play("squeue", """
                for argument; do
                  case $argument in --name=*) names=${argument#--name=} ;; esac
                done
                reason=JobHeldUser
                for name in $(echo "$names" | tr , ' '); do
                  for element in 0 1 2 3; do
                    echo "$name|$element|41|PENDING|$reason||0:00"
                  done
                  reason=Dependency
                done
                """);

        Launch run = dlm("run", "small.yaml", "--no-progress", "executor.stuck=1s", "evaluator.kind=model");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run.out() + run.err()).contains("stuck: PENDING (JobHeldUser)");
    }

    @Tag("slow")
    @Test
    void whatCameOutDifferentlyIsNoSuccess() throws IOException {
        dlm("run", "small.yaml");
        Path nodes = folder.resolve("results/nodes");
        String hash;
        try (Stream<Path> found = Files.walk(nodes, 2)) {
            hash = found.map(path -> path.getFileName().toString())
                    .filter(name -> name.length() == 64)
                    .findFirst()
                    .orElseThrow();
        }
        Files.createDirectories(folder.resolve("other/differing/" + hash.substring(0, 16) + "-host-1-1-0"));

        Launch run = dlm("run", "small.yaml", "--store", "other");

        assertThat(run.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(run.err()).contains("came out differently when it was computed twice; the second is in ");
        Launch check = Launch.in(folder, "fsck", "--store", "other");
        assertThat(check.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(check.out() + check.err()).contains("a node's second computation, which gave something else");
    }

    /** A store may come from anybody, and so does the command in it. */
    @Test
    void asksThroughNoCommandOfTheStoreUnlessTold() throws IOException {
        play("sbatch", "echo 41\n");
        dlm("submit", "small.yaml");

        Launch wary = dlm("status");
        play("squeue", "touch '" + folder.resolve("asked") + "'");
        Launch told = Launch.in(folder, "status", "--through-ssh");

        assertThat(wary.exitCode()).isZero();
        assertThat(wary.out()).contains("says the store; --through-ssh runs that");
        assertThat(told.exitCode()).isZero();
        assertThat(folder.resolve("asked")).exists();
    }

    @Test
    void whatRunsHereIsNotForACluster() {
        for (String command : List.of("submit", "wait", "cancel")) {
            Launch launch = Launch.in(folder, command, "small.yaml");

            assertThat(launch.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(launch.err())
                    .contains("small runs on this machine: dlm run")
                    .contains("executor.kind=slurm");
        }
    }

    @Test
    void aStatusIsToldWithoutAnAnswerOfTheCluster() throws IOException {
        play("sbatch", "echo 41\n");
        dlm("submit", "small.yaml");
        play("squeue", "exit 1\n");

        Launch status = Launch.in(folder, "status", "--through-ssh");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out())
                .containsPattern("small\\t1\\t0\\t5\\t0")
                .contains("cluster  small: squeue: exit code 1");
    }
}
