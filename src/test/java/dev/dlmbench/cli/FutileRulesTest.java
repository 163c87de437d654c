package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.suite.Suite;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that find nothing with as few seeds as there are. */
class FutileRulesTest {
    @TempDir
    private Path folder;

    /**
     * Student's t with one degree of freedom reaches 31.8 at 1 % and 6.3 at 5 %, so that two seeds must move by 22.5
     * and by 4.5 times their scatter; with two degrees it reaches 7.0 at 1 %. One seed is judged over documents, or not
     * at all.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entropy | [1] | 0.01 | one seed shows no scatter; what would do: 3 seeds",
                "entropy | [1, 2] | 0.01 | 45 times the scatter between seeds counts; what would do: 3 seeds, or gate.alpha 0.05",
                "nll | [1, 2] | 0.01 | 23 times the scatter between seeds counts; what would do: 3 seeds, or 1 seed, or gate.alpha 0.05",
                "nll | [1, 2] | 0.05 | ",
                "nll | [1, 2, 3] | 0.01 | ",
                "nll | [1] | 0.01 | "
            })
    void aRuleThatCanNeverFindAnythingIsNamed(String metric, String seeds, String alpha, String complaint)
            throws IOException {
        Suite suite = RunSuites.read(
                folder,
                "experiments: {ar: {process: {kind: autoregressive}, seeds: " + seeds + "}}\n"
                        + "metrics: [nll, gen-ppl, entropy]\n"
                        + "gate: {alpha: " + alpha + ", rules: [{metric: " + metric + ", tolerance: 1%}]}\n");

        assertThat(FutileRules.of(suite)).hasSize(complaint == null ? 0 : 1);
        assertThat(String.join("", FutileRules.of(suite))).endsWith(complaint == null ? "" : complaint);
    }
}
