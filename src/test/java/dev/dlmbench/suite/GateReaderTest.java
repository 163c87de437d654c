package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.gate.GateSpec;
import dev.dlmbench.gate.GateSpec.Place;
import dev.dlmbench.gate.GateSpec.Rule;
import dev.dlmbench.metric.Metric;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gates in a suite file: rules that could find something, about points and metrics that there are. */
class GateReaderTest {
    private static final String HEAD = SuiteTexts.HEAD.replace("defaults:", "defaults:\n  seeds: [1, 2, 3]") + """
              ar: {process: {kind: autoregressive}}
              block: {process: {kind: masked, blockSize: [4, 16]}}
            metrics: [nll, gen-ppl, entropy, latency, throughput, ttfb]
            gate:
            """;

    @TempDir
    Path folder;

    @Test
    void readsRules() {
        Suite suite = SuiteTexts.read(folder, HEAD + """
              alpha: 0.05
              pairs: 12
              rules:
                - {metric: nll, tolerance: 1%}
                - {metric: entropy, of: "block, S=4", tolerance: 0.05}
                - {metric: throughput, of: "ar, batch=16", tolerance: 2.5%}
            """);
        String file = folder.resolve("suite.yaml").toString();
        assertThat(suite.gate())
                .isEqualTo(new GateSpec(
                        List.of(
                                new Rule(Metric.NLL, "", "", .01, true, new Place(file, 15, 7)),
                                new Rule(Metric.ENTROPY, "block, S=4", "", .05, false, new Place(file, 16, 7)),
                                new Rule(Metric.THROUGHPUT, "ar", "16", .025, true, new Place(file, 17, 7))),
                        .05,
                        12));
        assertThat(suite.gate().rules().get(2).words()).isEqualTo("throughput of ar, batch 16 within 2.5 %");
    }

    @Test
    void aSuiteWithoutAGateHasNoRules() {
        assertThat(SuiteTexts.read(folder, HEAD.replace("gate:\n", "")).gate()).isEqualTo(GateSpec.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- {metric: nll} | 13:7: the rule has no tolerance",
                "- {tolerance: 1%} | 13:7: the rule has no metric",
                "- {metric: nlll, tolerance: 1%} | unknown metric 'nlll'",
                "- {metric: nll, tolerance: 0} | 13:32: tolerance must be a positive number, or a share such as 2%, got '0'",
                "- {metric: nll, tolerance: -1%} | 13:32: tolerance must be a positive number",
                "- {metric: nll, tolerance: 1%, off: ar} | unknown key 'off'; known: metric, of, tolerance",
                "- {metric: bpc, tolerance: 1%} | 13:16: bpc is not among the suite's metrics",
                "- {metric: ttfb, tolerance: 1%} | 13:16: ttfb is shown but never judged; of speed, latency and throughput are",
                "- {metric: nll, of: blok, tolerance: 1%} | 13:25: no point is 'blok'; experiments: ar, block; did you mean",
                "- {metric: nll, of: 'block, S=8', tolerance: 1%} | no point is 'block, S=8'",
                "- {metric: nll, of: 'block S=8', tolerance: 1%} | expected ',' or the end, got 'S'",
                "- {metric: latency, tolerance: 1%} | a gate on speed needs a rule on quality beside it",
                "- {metric: latency, tolerance: 3} | tolerance of latency must be a share such as 5%",
                "- nll | a rule must be a mapping of metric, of, tolerance, got 'nll'"
            })
    void saysWhatIsWrongWithARule(String rule, String message) {
        assertThat(SuiteTexts.mistakes(folder, HEAD + "  rules:\n    " + rule + "\ncontrols: []\n"))
                .anySatisfy(mistake -> assertThat(mistake).contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pairs: 3 | gate.pairs must be between 8 and 1000, got 3",
                "alpha: 0.5 | gate.alpha must be positive and at most 0.2, got 0.5",
                "alpha: many | alpha must be",
                "rule: [] | unknown key 'rule'; known: rules, alpha, pairs; did you mean 'rules'?"
            })
    void saysWhatIsWrongWithTheRest(String line, String message) {
        assertThat(SuiteTexts.mistakes(folder, HEAD + "  " + line + "\n"))
                .singleElement()
                .asString()
                .contains(message);
    }

    /** Whether so few seeds can find anything is nobody's business before the gate is asked. */
    @Test
    void readsRulesThatHaveTooFewSeeds() {
        String suite = HEAD.replace("[1, 2, 3]", "[1, 2]") + "  rules: [{metric: nll, tolerance: 1%}]\n";

        assertThat(SuiteTexts.read(folder, suite).gate().rules()).hasSize(1);
    }
}
