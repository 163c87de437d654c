package dev.dlmbench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.engine.EngineSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many workers fit on a machine. */
class WorkerSlotsTest {
    private static final List<String> TWO = List.of("0", "1");

    @ParameterizedTest
    @CsvSource({
        "cpu/0, 8, 1",
        "cpu/1, 8, 8",
        "cpu/3, 8, 2",
        "auto/2 cpu/4, 8, 2",
        "cpu/16, 8, 1",
        "cpu/1 auto/0, 8, 1",
        "cuda:1/1, 8, 1", // one device, whatever the cores
        "'', 8, 1"
    })
    void asManyAsTheCoresHaveRoomFor(String engines, int cores, int expected) {
        assertThat(WorkerSlots.fitting(engines(engines), Optional.empty(), cores, List.of()))
                .isEqualTo(WorkerSlots.of(expected));
    }

    @Test
    void onePerCudaDeviceEachWithItsOwn() {
        WorkerSlots slots = WorkerSlots.fitting(engines("auto/0 cuda/1"), Optional.empty(), 8, TWO);
        assertThat(slots).isEqualTo(new WorkerSlots(2, TWO));
        assertThat(slots.environment(1)).isEqualTo(Map.of("CUDA_VISIBLE_DEVICES", "1"));
        assertThat(slots.environment(2)).isEqualTo(slots.environment(0));
    }

    /** A suite that names the processor or one device is left alone. */
    @ParameterizedTest
    @CsvSource({"cpu/1, 8", "cuda:1/1, 1", "auto/1 cpu/2, 4"})
    void devicesAreForSuitesThatTakeAny(String engines, int expected) {
        assertThat(WorkerSlots.fitting(engines(engines), Optional.empty(), 8, TWO))
                .isEqualTo(WorkerSlots.of(expected));
    }

    @Test
    void theUsersNumberStands() {
        assertThat(WorkerSlots.fitting(engines("cpu/4"), Optional.of(7), 8, List.of()))
                .isEqualTo(WorkerSlots.of(7));
        assertThat(WorkerSlots.fitting(engines("auto/0"), Optional.of(3), 8, TWO))
                .isEqualTo(new WorkerSlots(3, TWO));
    }

    private static List<EngineSpec> engines(String words) {
        return Arrays.stream(words.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .map(word -> word.split("/", -1))
                .map(parts -> new EngineSpec(parts[0], EngineSpec.Precision.AUTO, Integer.parseInt(parts[1])))
                .toList();
    }
}
