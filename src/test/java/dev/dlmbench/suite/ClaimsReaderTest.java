package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.results.Claim;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims in a suite file: what they must have, and that they speak of what there is. */
class ClaimsReaderTest {
    private static final String HEAD = SuiteTexts.HEAD + """
              ar: {process: {kind: autoregressive}}
              block: {process: {kind: masked, blockSize: [4, 16]}}
            metrics: [nll, ppl]
            claims:
            """;

    @TempDir
    Path folder;

    @Test
    void keepsWhatIsSaidAndWhere() {
        Suite suite = SuiteTexts.read(folder, HEAD + """
              - id: one
                says: AR fits better
                cites: a paper
                expect: nll(ar) < nll(block)
              - {id: two, says: Blocks of 4 fit best, expect: "argmin(ppl(block), S) = 4"}
            """);
        assertThat(suite.claims())
                .containsExactly(
                        new Claim("one", "AR fits better", "a paper", "nll(ar) < nll(block)", 11),
                        new Claim("two", "Blocks of 4 fit best", "", "argmin(ppl(block), S) = 4", 15));
    }

    /** The claim stands in line 11; its expectation begins in column 38. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nll(mdlm) < nll(block) | 11:42: there is no experiment 'mdlm'; there are: ar, block",
                "nll(bloc) < nll(ar) | 11:42: there is no experiment 'bloc'; there are: ar, block; did you mean 'block'?",
                "nll(block, S=8) < nll(ar) | 11:49: no point of block has S=8; there are: 16, 4",
                "nll(block, sise=8) < nll(ar) | 11:49: block has no setting 'sise'; it sweeps: blockSize",
                "gen-ppl(ar) < 3 | 11:38: gen-ppl is not among the suite's metrics",
                "nll(ar) < nll(block) at equal nfe | 11:68: nfe is not among the suite's metrics",
                "nlll(ar) < 3 | 11:38: unknown metric 'nlll'; did you mean 'nll'?",
                "nll(ar) << 3 | 11:47: expected a metric, got '<'",
                "argmin(nll(block), S) = 5 | 11:49: no such point has S=5",
                "argmin(nll(ar), S) = 5 | 11:49: no such point has S=5"
            })
    void saysWhereAnExpectationGoesWrong(String expect, String message) {
        String claim = "  - {id: a, says: it is so, expect: \"" + expect + "\"}\n";
        assertThat(SuiteTexts.mistakes(folder, HEAD + claim)).containsExactly("suite.yaml:" + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {says: x, expect: nll(ar) < 3} | 11:5: the claim has no id",
                "- {id: a, expect: nll(ar) < 3} | 11:5: the claim has no says",
                "- {id: a, says: x} | 11:5: the claim has no expect",
                "- {id: A b, says: x, expect: nll(ar) < 3} | 11:10: id must be lower-case letters, digits and -, at most 64, got 'A b'",
                "- {id: a, say: x, says: x, expect: nll(ar) < 3} | 11:13: unknown key 'say'; known: id, says, cites, expect; did you mean 'says'?",
                "- {id: a, says: [x], expect: nll(ar) < 3} | 11:19: says must be text, got a list",
                "- nll(ar) < 3 | 11:5: a claim must be a mapping of id, says, cites, expect, got 'nll(ar) < 3'"
            })
    void saysWhatAClaimLacks(String claim, String message) {
        assertThat(SuiteTexts.mistakes(folder, HEAD + "  " + claim + "\n")).containsExactly("suite.yaml:" + message);
    }

    /** The claim stands in line 12; its expectation begins in column 38. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frontier(ar) < frontier(bold) | 12:38: frontier(ar) is one point; a frontier sweeps one of"
                        + " sampling.temperature, sampling.topP, sampling.topK, sampling.minP",
                "frontier(bold) < frontier(two) | 12:55: frontier(two) holds several frontiers: two,blockSize=4;"
                        + " two,blockSize=16; choose one by its settings",
                "frontier(bolt) < frontier(bold) | 12:47: there is no experiment 'bolt'; there are: ar, bold, two;"
                        + " did you mean 'bold'?",
                "frontier(bold) < gen-ppl(ar) | 12:38: a frontier is compared with a frontier only"
            })
    void saysWhatIsNoFrontier(String expect, String message) {
        String text = SuiteTexts.HEAD + """
                  ar: {process: {kind: autoregressive}}
                  bold: {process: {kind: masked}, frontier: {sampling.temperature: [0.9, 1]}}
                  two: {process: {kind: masked, blockSize: [4, 16]}, frontier: {sampling.topP: [0.9, 1]}}
                metrics: [gen-ppl, entropy]
                claims:
                """;
        String claim = "  - {id: a, says: it is so, expect: \"" + expect + "\"}\ncontrols: []\n";
        assertThat(SuiteTexts.mistakes(folder, text + claim)).containsExactly("suite.yaml:" + message);
        assertThat(SuiteTexts.read(folder, text + claim.replace(expect, "frontier(bold) < frontier(two, S=4)"))
                        .points())
                .hasSize(7);
    }

    @Test
    void twoClaimsCannotShareAName() {
        String claim = "  - {id: a, says: it is so, expect: nll(ar) < 3}\n";
        assertThat(SuiteTexts.mistakes(folder, HEAD + claim + claim))
                .containsExactly("suite.yaml:12:5: claim 'a' is there already");
    }
}
