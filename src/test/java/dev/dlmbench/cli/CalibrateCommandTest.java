package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build held against itself, and the gate that knows of it. */
class CalibrateCommandTest {
    private static final String STEADY = "likelihood:5=nll-1 likelihood:6=nll-1.1 likelihood:7=nll-1.2";
    private static final String UNSTEADY = "likelihood:5=nll-1.01 likelihood:6=nll-1.1 likelihood:7=nll-1.19";

    @TempDir
    private Path folder;

    @BeforeEach
    void runTheSuite() throws IOException {
        Files.writeString(
                folder.resolve("gated.yaml"),
                RunSuites.text("""
                                experiments:
                                  ar: {process: {kind: autoregressive}}
                                metrics: [nll]
                                gate:
                                  rules:
                                  - {metric: nll, tolerance: 1%}
                                """)
                        .replace("suite: small", "suite: gated")
                        .replace("defaults:", "defaults:\n  seeds: [5, 6, 7]"));
        launch(STEADY, "run", "gated.yaml");
        launch(STEADY, "baseline", "save", "gated.yaml");
    }

    private Launch launch(String behaviour, String... args) {
        return Launch.in(folder, behaviour, args);
    }

    @Test
    void whatComesOutTheSameHasNoNoiseAndPasses() throws IOException {
        Launch calibrated = launch(STEADY, "calibrate", "gated.yaml");

        assertThat(calibrated.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(calibrated.out())
                .contains("this build against itself", "0 raised an alarm")
                .doesNotContain("!");
        assertThat(folder.resolve("results/attempts")).isEmptyDirectory();
        Launch gate = launch(STEADY, "gate", "gated.yaml");
        assertThat(gate.err()).contains("Tolerances are no smaller than the noise, by the calibration of ");
        assertThat(gate.exitCode()).isEqualTo(ExitCode.OK);
    }

    /** Seeds move by 0.01, 0 and -0.01: their deviation is 0.01, and 1 % of the mean, 1.1, is 0.011. */
    @Tag("slow")
    @Test
    void aGateRefusesAToleranceThatTheNoiseSwallows() throws IOException {
        Launch calibrated = launch(UNSTEADY, "calibrate", "gated.yaml");
        assertThat(calibrated.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(calibrated.out()).contains("! One tolerance is below what can be told");
        JsonNode noise = json(folder.resolve("results/calibrations/gated.json"))
                .path("noises")
                .path(0);
        assertThat(noise.path("deviation").doubleValue()).isBetween(.00999, .01001);
        assertThat(noise.path("tolerance").doubleValue()).isBetween(.01099, .01101);

        Launch gate = launch(STEADY, "gate", "gated.yaml");

        assertThat(gate.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(gate.err())
                .startsWith("dlm: the gate asks for more than it can tell, by the calibration of ")
                .contains(
                        "\ngated.yaml:19:5: nll of all points within 1 %: at ar the noise is 0.010 nats per token for each seed")
                .contains(" seeds would do, or a tolerance of ");
    }

    @Tag("slow")
    @Test
    void printsNothingButJsonWhenAsked() throws IOException {
        Launch calibrated = launch(STEADY, "calibrate", "gated.yaml", "--json", "--repeats", "2", "-q");

        JsonNode json = new JsonMapper().readTree(calibrated.out());
        assertThat(json).isEqualTo(json(folder.resolve("results/calibrations/gated.json")));
        assertThat(json.path("repeats").intValue()).isEqualTo(2);
        assertThat(json.path("noises").path(0).path("verdicts")).hasSize(2);
        assertThat(json.path("provenance").has("cpu")).isTrue();
    }

    @Tag("slow")
    @Test
    void aHalfThatFailsCalibratesNothing() {
        Launch calibrated = launch("likelihood:6=fail", "calibrate", "gated.yaml");

        assertThat(calibrated.exitCode()).isEqualTo(ExitCode.SOME_FAILED);
        assertThat(folder.resolve("results/calibrations")).doesNotExist();
    }

    @Tag("slow")
    @Test
    void repeatsAreCounted() {
        assertThat(launch(STEADY, "calibrate", "gated.yaml", "--repeats", "0").err())
                .contains("--repeats must be between 1 and 100, got 0");
    }

    private static JsonNode json(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }
}
