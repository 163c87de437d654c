package dev.dlmbench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuAdviceTest {
    private static final GpuAdvice.Shipped SHIPPED =
            new GpuAdvice.Shipped("linux-x86_64", "2.7.1", List.of("cpu", "cu128"));

    /** The oldest drivers are those of NVIDIA's table: 450.80.02 for CUDA 11, 525.60.13 for 12, 580 for 13. */
    @ParameterizedTest
    @CsvSource({
        "390.157,     '',   '', needs a driver of version 525 or later",
        "450.80.02,   '',   '', needs a driver of version 525 or later",
        "470.256.02,  11.4, 75, needs a driver of version 525 or later",
        "520.61.05,   '',   '', needs a driver of version 525 or later",
        "525.60.13,   '',   '', PyTorch 2.7.1 for cu128 fits.",
        "525.60.13,   12.0, 80, PyTorch 2.7.1 for cu128 fits.",
        "470.256.02,  12.2, 80, PyTorch 2.7.1 for cu128 fits.", // NVIDIA's package for newer CUDA on an older driver
        "550.90.07,   12.4, 90, PyTorch 2.7.1 for cu128 fits.",
        "580.65.06,   13.0, 120, PyTorch 2.7.1 for cu128 fits.",
        "550.90.07,   12.4, 75, PyTorch 2.7.1 for cu128 fits.",
        "550.90.07,   12.4, 70, no code for cards before compute capability 7.5",
        "'',          '',   '', does not say its version",
    })
    void saysWhichFlavourADriverRuns(String version, String cuda, String capability, String words) {
        List<NvidiaDriver.Card> cards = capability.isEmpty()
                ? List.of()
                : List.of(new NvidiaDriver.Card("a card", Integer.parseInt(capability)));
        GpuAdvice advice = of(new NvidiaDriver(version, cuda, cards), Optional.empty(), Optional.empty());
        assertThat(advice.words()).contains(words);
        boolean fits = words.endsWith("fits.");
        assertThat(advice.good()).isEqualTo(fits);
        assertThat(advice.lines().isEmpty()).isEqualTo(!fits);
    }

    @Test
    void printsTheLinesToType() {
        GpuAdvice advice = of(driver("550.90.07"), Optional.empty(), Optional.empty());
        assertThat(advice.lines())
                .containsExactly("./dlm engine install cu128", "./dlm doctor", "./dlm run experiments/quickstart.yaml");
        assertThat(advice.others())
                .containsExactly(
                        "python3 -m pip install torch==2.7.1 --index-url https://download.pytorch.org/whl/cu128",
                        "DLM_PYTORCH=python3 ./dlm doctor",
                        "DLM_PYTORCH=python3 ./dlm run experiments/quickstart.yaml");
    }

    @Test
    void oneNewEnoughCardIsEnough() {
        NvidiaDriver driver = new NvidiaDriver(
                "550.90.07",
                "12.4",
                List.of(new NvidiaDriver.Card("Tesla V100", 70), new NvidiaDriver.Card("NVIDIA A100", 80)));
        assertThat(of(driver, Optional.empty(), Optional.empty()).good()).isTrue();
    }

    @Test
    void withoutADriverThereIsNothingToInstall() {
        GpuAdvice advice = GpuAdvice.of(Optional.empty(), SHIPPED, Optional.empty(), Optional.empty());
        assertThat(advice.good()).isTrue();
        assertThat(advice.words()).contains("nothing to install");
        assertThat(advice.lines()).isEmpty();
    }

    @Test
    void whatIsThereIsUsed() {
        GpuAdvice installed = of(driver("550.90.07"), Optional.of(pytorch("cu128")), Optional.of(pytorch("cu128")));
        assertThat(installed.lines()).containsExactly("./dlm doctor", "./dlm run experiments/quickstart.yaml");
        GpuAdvice python = of(driver("580.65.06"), Optional.empty(), Optional.of(pytorch("cu130")));
        assertThat(python.lines())
                .containsExactly(
                        "DLM_PYTORCH=python3 ./dlm doctor",
                        "DLM_PYTORCH=python3 ./dlm run experiments/quickstart.yaml");
    }

    @Test
    void whatIsThereAndTooNewForTheDriverOrHasNoCudaIsNot() {
        for (String flavour : List.of("cu130", "cpu")) {
            assertThat(of(driver("550.90.07"), Optional.empty(), Optional.of(pytorch(flavour)))
                            .words())
                    .isEqualTo("PyTorch 2.7.1 for cu128 fits.");
        }
    }

    @Test
    void aPlatformWithoutABridgeIsNamed() {
        GpuAdvice advice = GpuAdvice.of(
                Optional.of(driver("580.65.06")),
                new GpuAdvice.Shipped("linux-aarch64", "2.7.1", List.of("cpu")),
                Optional.empty(),
                Optional.empty());
        assertThat(advice.good()).isFalse();
        assertThat(advice.words()).contains("linux-aarch64", "docs/clusters.md");
    }

    private static GpuAdvice of(
            NvidiaDriver driver, Optional<InstalledPyTorch> installed, Optional<InstalledPyTorch> python) {
        return GpuAdvice.of(Optional.of(driver), SHIPPED, installed, python);
    }

    private static NvidiaDriver driver(String version) {
        return new NvidiaDriver(version, "", List.of());
    }

    private static InstalledPyTorch pytorch(String flavour) {
        return new InstalledPyTorch(Path.of("lib"), "2.7.1", flavour, Path.of("cache"));
    }
}
