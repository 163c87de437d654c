package dev.dlmbench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
    private static final Workload SIZE = new Workload(1, 16, 1, 32, 9, 2);
    private static final EngineSpec ENGINE = new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 1);

    @TempDir
    Path folder;

    private Round time(String script) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("peer.sh"), script);
        return new Peer(List.of("sh", file.toString())).time(Case.all(SIZE).get(0), SIZE, ENGINE);
    }

    @Test
    void itsOwnTimesAreTaken() throws IOException, InterruptedException {
        Round round = time("echo '{\"batch\": 2, \"block\": null, \"ms_median\": 12.5, \"peak_MiB\": 99}'");
        assertThat(round.median()).isEqualTo(12.5);
        assertThat(round.peakMiB()).isEqualTo(99);
    }

    @Test
    void itIsAskedForTheSameWork() throws IOException, InterruptedException {
        time("echo \"$@\" > " + folder.resolve("asked") + "; echo '{}'");
        assertThat(Files.readString(folder.resolve("asked")))
                .startsWith("train ")
                .contains("--process ar", "--layers 1", "--width 16", "--length 32", "--vocab 9", "--batch 2");
    }

    @Test
    void otherWorkIsNotCompared() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> time("echo '{\"batch\": 3, \"ms_median\": 12.5}'"))
                .withMessage("the peer did other work: batch is 3 there, asked for 2");
    }

    @Test
    void aPeerThatFailsIsQuoted() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> time("echo no torch here >&2; exit 1"))
                .withMessageContaining("no torch here");
    }
}
