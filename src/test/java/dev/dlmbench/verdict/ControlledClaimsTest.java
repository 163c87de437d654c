package dev.dlmbench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a writer without parameters would have won as well. */
class ControlledClaimsTest {
    @TempDir
    private Path folder;

    private MadeUpSuite suite;

    @BeforeEach
    void begin() throws IOException {
        suite = new MadeUpSuite(folder)
                .point("a", "", Values.of(Metric.NLL, 1, 1.1, 1.2), Values.of(Metric.GEN_PPL, 10, 10.1, 10.2))
                .point("b", "", Values.of(Metric.NLL, 2, 2.1, 2.2), Values.of(Metric.GEN_PPL, 12, 12.1, 12.2))
                .point("c", "", Values.of(Metric.NLL, 3, 3.1, 3.2), Values.of(Metric.GEN_PPL, 14, 14.1, 14.2))
                .control("low", "", Values.of(Metric.NLL, 4, 4.1, 4.2), Values.of(Metric.GEN_PPL, 9, 9.1, 9.2))
                .control("middle", "", Values.of(Metric.NLL, 4, 4.1, 4.2), Values.of(Metric.GEN_PPL, 13, 13.1, 13.2));
    }

    private List<Finding> findings(String expect) throws IOException {
        List<ClaimVerdict> verdicts = new ClaimJudge(suite.claim(expect).results()).judge();
        return verdicts.get(verdicts.size() - 1).findings();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gen-ppl(a) < gen-ppl(b) | the control low would win this as well",
                "gen-ppl(c) > gen-ppl(a) | the controls low and middle would win this as well",
                "gen-ppl(a) <= gen-ppl(b) within 2% | the control low would win this as well",
                "gen-ppl(a) < 11 | the control low would win this as well",
                "1.1 * gen-ppl(a) < gen-ppl(b) | the control low would win this as well"
            })
    void itIsSaidBesideWhatIsSupported(String expect, String note) throws IOException {
        assertThat(findings(expect)).singleElement().satisfies(found -> {
            assertThat(found.outcome()).isEqualTo(Outcome.SUPPORTED);
            assertThat(found.note()).isEqualTo(note);
            assertThat(found.basis()).endsWith(note);
        });
    }

    @Test
    void aChainSaysItOfEachLinkAlone() throws IOException {
        assertThat(findings("gen-ppl(a) < gen-ppl(b) < gen-ppl(c)"))
                .extracting(Finding::note)
                .containsExactly(
                        "the control low would win this as well", "the controls low and middle would win this as well");
    }

    @ParameterizedTest
    @CsvSource({
        "gen-ppl(b) < gen-ppl(a)", // not won
        "nll(a) < nll(b)", // of text, which no control makes easier
        "gen-ppl(a) = gen-ppl(b) within 50%",
        "gen-ppl(low) < gen-ppl(a)", // it says so itself
        "1.2 * gen-ppl(a) < gen-ppl(c)"
    })
    void elsewhereNothingIsSaid(String expect) throws IOException {
        List<Finding> found = findings(expect);
        boolean byLow = expect.startsWith("1.2"); // 1.2 * 9 is less than 14, too
        assertThat(found.get(0).note()).isEqualTo(byLow ? "the control low would win this as well" : "");
    }

    /** At an entropy of 3, b is at 12; the control is at 9 there, as far as it says. */
    @Test
    void theSameHoldsAtEqualEntropy() throws IOException {
        suite = new MadeUpSuite(folder.resolve("aligned"))
                .point("a", "", Values.of(Metric.ENTROPY, 3, 3.01), Values.of(Metric.GEN_PPL, 10, 10.1))
                .point("b", "sampling.steps=1", Values.of(Metric.ENTROPY, 2, 2), Values.of(Metric.GEN_PPL, 12, 12.1))
                .point("b", "sampling.steps=2", Values.of(Metric.ENTROPY, 4, 4), Values.of(Metric.GEN_PPL, 12, 12.1))
                .control("low", "", Values.of(Metric.ENTROPY, 3.5, 3.5), Values.of(Metric.GEN_PPL, 9, 9.1))
                .control("far", "", Values.of(Metric.ENTROPY, 1.5, 1.5), Values.of(Metric.GEN_PPL, 2, 2.1));
        assertThat(findings("gen-ppl(a) < gen-ppl(b) at equal entropy"))
                .singleElement()
                .satisfies(found -> assertThat(found.note()).isEqualTo("the control low would win this as well"));
    }

    /** At its lowest temperature the control is ahead of everything, and that is no feat. */
    @Test
    void aControlThatIsSweptIsComparedAtTheSameValues() throws IOException {
        suite = new MadeUpSuite(folder.resolve("swept"))
                .point("a", "sampling.temperature=1", Values.of(Metric.GEN_PPL, 10, 10.1))
                .point("a", "sampling.temperature=2", Values.of(Metric.GEN_PPL, 20, 20.1))
                .point("b", "sampling.temperature=1", Values.of(Metric.GEN_PPL, 12, 12.1))
                .point("b", "sampling.temperature=2", Values.of(Metric.GEN_PPL, 24, 24.1))
                .control("c", "sampling.temperature=1", Values.of(Metric.GEN_PPL, 11, 11.1))
                .control("c", "sampling.temperature=2", Values.of(Metric.GEN_PPL, 30, 30.1));
        String said = "the control c would win this as well";
        assertThat(findings("gen-ppl(a, temperature=1) < gen-ppl(b, temperature=1)")
                        .get(0)
                        .note())
                .isEqualTo(said);
        assertThat(findings("gen-ppl(a, temperature=2) < gen-ppl(b, temperature=2)")
                        .get(0)
                        .note())
                .isEmpty();
        assertThat(findings("gen-ppl(a) < gen-ppl(b)"))
                .extracting(Finding::note)
                .containsExactly(said, "");
    }

    /** Neither side is swept: a control counts at their value only, however far ahead it is at another. */
    @Test
    void aControlThatAloneIsSweptIsComparedAtTheValueOfTheOthers() throws IOException {
        suite = new MadeUpSuite(folder.resolve("alone"))
                .point("a", "", Values.of(Metric.GEN_PPL, 10, 10.1))
                .setting("a", "sampling.temperature", "1")
                .point("b", "", Values.of(Metric.GEN_PPL, 12, 12.1))
                .control("good", "sampling.temperature=0.5", Values.of(Metric.GEN_PPL, 20, 20.1))
                .control("good", "sampling.temperature=1", Values.of(Metric.GEN_PPL, 9, 9.1))
                .control("cold", "sampling.temperature=0.5", Values.of(Metric.GEN_PPL, 5, 5.1))
                .control("cold", "sampling.temperature=1", Values.of(Metric.GEN_PPL, 20, 20.1));
        assertThat(findings("gen-ppl(a) < gen-ppl(b)").get(0).note())
                .isEqualTo("the control good would win this as well");
    }

    @Test
    void controlsHaveFrontiersToo() throws IOException {
        suite = new MadeUpSuite(folder.resolve("frontiers"));
        for (int temperature : new int[] {1, 2}) {
            String axes = "sampling.temperature=" + temperature;
            Values entropy = Values.of(Metric.ENTROPY, temperature, temperature);
            suite.point("a", axes, entropy, Values.of(Metric.GEN_PPL, 10, 10.1))
                    .point("b", axes, entropy, Values.of(Metric.GEN_PPL, 12, 12.1))
                    .control("low", axes, entropy, Values.of(Metric.GEN_PPL, 9, 9.1));
        }
        assertThat(findings("frontier(a) < frontier(b)")).singleElement().satisfies(found -> assertThat(found.note())
                .isEqualTo("over entropies of 1.000 to 2.000; the control low would win this as well"));
    }
}
