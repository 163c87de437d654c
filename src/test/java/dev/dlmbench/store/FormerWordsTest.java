package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.base.FormerWords;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.results.Trace;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was stored under former words is read under the present ones. */
class FormerWordsTest {
    @ParameterizedTest
    @CsvSource({
        "judge, evaluator",
        "judge.kind, evaluator.kind",
        "judge.backbone.timeInput, evaluator.backbone.timeConditioning",
        "judge.training.microBatches, evaluator.training.gradientAccumulation",
        "sampling.nucleus, sampling.topP",
        "sampling.stop.longest, sampling.stop.maxLength",
        "objective.window, objective.clip",
        "corrector.window, corrector.window",
        "backbone.width, backbone.width"
    })
    void settingsHaveTheirPresentNames(String former, String present) {
        assertThat(FormerWords.setting(former)).isEqualTo(present);
        assertThat(FormerWords.setting(present)).isEqualTo(present);
    }

    @Test
    void anIndexOfBeforeIsReadInPresentWords() throws IOException {
        SuiteIndex index = new JsonMapper().readValue("""
                {"suite": "s", "title": "S", "file": "s.yaml", "text": "", "metrics": ["gen-ppl"], "charts": [],
                 "tables": [], "claims": [{"id": "c", "says": "so", "cites": "", "line": 3,
                   "expect": "gen-ppl(a, nucleus=0.9) < gen-ppl(a,window='[1, 1]') within 0.1"}],
                 "points": [{"id": "a,nucleus=0.9", "experiment": "a", "axes": {"sampling.nucleus": "0.9"},
                   "process": "masked", "blockSize": 4, "sequence": 8,
                   "settings": {"judge.kind": "model", "sampling.nucleus": "0.9"},
                   "seeds": [{"seed": 1, "nodes": {"train": "t", "judge": "j", "judge-likelihood": "l"}}]}]}
                """, SuiteIndex.class);

        PointEntry point = index.points().get(0);
        assertThat(point.id()).isEqualTo("a,topP=0.9");
        assertThat(point.axes()).containsOnlyKeys("sampling.topP");
        assertThat(point.settings()).isEqualTo(Map.of("evaluator.kind", "model", "sampling.topP", "0.9"));
        assertThat(point.seeds().get(0).nodes()).containsOnlyKeys("train", "evaluator", "evaluator-likelihood");
        assertThat(index.claims())
                .extracting(Claim::expect)
                .isEqualTo(List.of("gen-ppl(a, topP=0.9) < gen-ppl(a,clip='[1, 1]') within 0.1"));
    }

    @Test
    void aWordOfBeforeThatAnotherSettingHasMeansThatOneWherePointsAreNamedByIt() throws IOException {
        String expect = "gen-ppl(a, window='[0.1, 0.5]') < 3";
        SuiteIndex index = new JsonMapper().readValue("""
                {"suite": "s", "title": "S", "file": "s.yaml", "text": "", "metrics": ["gen-ppl"], "charts": [],
                 "tables": [], "claims": [{"id": "c", "says": "so", "cites": "", "line": 3, "expect": "%s"}],
                 "points": [{"id": "", "experiment": "a", "axes": {"sampling.corrector.window": "[0.1, 0.5]"},
                   "process": "masked", "blockSize": 4, "sequence": 8, "settings": {}, "seeds": []}]}
                """.formatted(expect), SuiteIndex.class);
        String point = index.points().get(0).id();

        assertThat(index.claims()).extracting(Claim::expect).isEqualTo(List.of(expect));
        assertThat(point).isEqualTo("a,window='[0.1, 0.5]'");
        assertThat(new Baseline.Series(point, "nll", "", "", Map.of(), List.of()).point())
                .isEqualTo(point);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a,nucleus=0.9,steps=8", "a[sampling.nucleus=0.9,sampling.steps=8]"})
    void aBaselineOfBeforeNamesPresentPoints(String point) {
        assertThat(new Baseline.Series(point, "nll", "", "", Map.of(), List.of()).point())
                .isEqualTo("a,topP=0.9,steps=8");
    }

    @Test
    void valuesOfSettingsHaveTheirPresentNames() {
        assertThat(FormerWords.settings(
                        Map.of("objective.loss", "bound", "sampling.plan", "planned", "data.corpus", "bound")))
                .isEqualTo(Map.of(
                        "objective.loss", "nelbo", "sampling.plan", "dynamic-programming", "data.corpus", "bound"));
        assertThat(FormerWords.choices("nll(a, loss=bound, plan = planned) < nll(b,loss=clamped)"))
                .isEqualTo("nll(a, loss=nelbo, plan = dynamic-programming) < nll(b,loss=clamped)");
    }

    @Test
    void aTraceOfBeforeIsReadInPresentWords() {
        assertThat(new Trace.Step("revoke", List.of(), List.of(), List.of()).role())
                .isEqualTo("remask");
    }

    @Test
    void valuesOfBeforeStayComparableWithPresentOnes() {
        Measurement before = Measurement.of(Metric.GEN_PPL, 3, 10, Map.of("judge", "oracle"));
        Measurement now = Measurement.of(Metric.GEN_PPL, 3, 10, Map.of("evaluator", "oracle"));

        assertThat(before).isEqualTo(now);
        assertThat(now.definition())
                .isEqualTo(
                        Hashes.of("gen-ppl\0exp(nats / tokens) of samples under the judge, nats and tokens pooled over"
                                        + " all samples\0judge\0oracle")
                                .substring(0, 16));
        assertThat(Measurement.of(Metric.STEPS, 3, 10, Map.of()).definition())
                .isEqualTo(Hashes.of(
                                "steps\0sampling steps taken until nothing was left to draw or to take back, whether or"
                                        + " not they needed a network evaluation")
                        .substring(0, 16));
        assertThat(Measurement.of(Metric.LOSS_POSITION, 3, 10, Map.of()).definition())
                .isEqualTo(Hashes.of(
                                "loss-position\0loss of held-out tokens under the bound's weights, by their place in the"
                                        + " block, averaged over all times")
                        .substring(0, 16));
        assertThat(Measurement.of(Metric.TRUE_NLL, 3, 10, Map.of()).definition())
                .isEqualTo(
                        Hashes.of("true-nll\0minus the log-likelihood of the held-out documents under the source that"
                                        + " made them")
                                .substring(0, 16));
    }
}
