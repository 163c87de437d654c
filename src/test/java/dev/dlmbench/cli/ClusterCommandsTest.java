package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.run.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
        assertThat(dlm("status").out()).containsPattern("small +1 +5 +0 +0");
    }

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

    @Test
    void aLostElementIsQueuedAgain() throws IOException {
        String first = folder.resolve("first").toString();
        play("sbatch", "if [ ! -e '" + first + "' ]; then touch '" + first + "'; echo 40; exit; fi\n" + DONE_AT_ONCE);

        Launch run = dlm("run", "small.yaml", "--no-progress");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("cluster: 0 running, 3 waiting");
        assertThat(dlm("status").out()).containsPattern("small +1 +5 +0 +0");
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

        Launch status = dlm("status");

        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).containsPattern("small +1 +0 +5 +0").contains("cluster  small: squeue: exit code 1");
    }
}
