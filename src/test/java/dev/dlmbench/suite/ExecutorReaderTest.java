package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.setting.ExecutorSpec;
import dev.dlmbench.setting.ExecutorSpec.Kind;
import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a suite is computed, as its file and the command line say it. */
class ExecutorReaderTest {
    private static final String HEAD = SuiteTexts.HEAD + "  ar: {process: {kind: autoregressive}}\n";

    @TempDir
    Path folder;

    @Test
    void readsWhatIsAskedOfACluster() {
        ExecutorSpec executor = SuiteTexts.read(folder, HEAD + """
                executor:
                  kind: slurm
                  partition: gpu
                  time: 4h
                  gpus: 1
                  memory: 16G
                  parallel: 8
                  stall: 90s
                  sbatch: ["--reservation=x y"]
                  setup: [module load cuda]
                """).executor();

        assertThat(executor.kind()).isEqualTo(Kind.SLURM);
        assertThat(executor.stall()).isEqualTo(90);
        assertThat(executor.site().partition()).isEqualTo("gpu");
        assertThat(executor.site().time()).isEqualTo(4 * 3600);
        assertThat(executor.site().gpus()).isEqualTo(1);
        assertThat(executor.site().memory()).isEqualTo(16 * 1024);
        assertThat(executor.site().parallel()).isEqualTo(8);
        assertThat(executor.site().sbatch()).containsExactly("--reservation=x y");
        assertThat(executor.site().setup()).containsExactly("module load cuda");
    }

    @Test
    void aSuiteThatSaysNothingRunsHere() {
        assertThat(SuiteTexts.read(folder, HEAD).executor()).isEqualTo(ExecutorSpec.LOCAL);
    }

    @Test
    void theCommandLineWins() throws IOException {
        Path file = Files.writeString(folder.resolve("suite.yaml"), HEAD + "executor: {kind: local, partition: old}\n");

        ExecutorSpec executor = SuiteReader.read(file, List.of("executor.kind=slurm", "executor.partition=new"))
                .executor();

        assertThat(executor.kind()).isEqualTo(Kind.SLURM);
        assertThat(executor.site().partition()).isEqualTo("new");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: cloud | unknown executor 'cloud'; known: local, slurm",
                "partiton: gpu | unknown key 'partiton'",
                "partition: a b | partition must be a word without blanks, got 'a b'",
                "partition: --uid=0 | partition must be a word without blanks",
                "time: 4 hours | time must be a duration such as 90s, 30m or 4h, got '4 hours'",
                "memory: 16 | memory must be a size such as 16G or 900M",
                "gpus: -1 | gpus must be a whole number that is not negative",
                "cpus: 0 | executor.cpus must be between 1 and 4096, got 0",
                "pack: 0 | executor.pack must be between 1 and 10000, got 0",
                "attempts: 0 | executor.attempts must be between 1 and 1000, got 0",
                "sbatch: --x | sbatch must be a list of options such as --reservation=x",
                "sbatch: [x] | sbatch must be a list of options such as --reservation=x, each of one line, got 'x'",
                "'setup: [\"a\\nb\"]' | setup must be a list of lines, each of one line",
            })
    void saysWhatIsWrongAndWhere(String line, String message) {
        assertThatThrownBy(() -> SuiteTexts.read(folder, HEAD + "executor:\n  " + line + "\n"))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining(message)
                .hasMessageMatching("(?s).*suite\\.yaml:\\d+:\\d+: .*");
    }
}
