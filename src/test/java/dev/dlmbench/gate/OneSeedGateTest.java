package dev.dlmbench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates on quality where each point was trained once. */
class OneSeedGateTest {
    private static final int GATES = 16;

    @TempDir
    Path folder;

    private static GateSpec.Rule rule(Metric metric, String of, double tolerance, boolean relative) {
        return new GateSpec.Rule(metric, of, "", tolerance, relative, new GateSpec.Place("suite.yaml", 7, 5));
    }

    private static List<Judgement> judge(MadeUpSuite then, MadeUpSuite now, GateSpec.Rule... rules) throws IOException {
        return new GateJudge(
                        new GateSpec(List.of(rules), .01, 10),
                        now.results(),
                        BaselineMaker.of(then.results(), "2026-01-01T00:00:00Z", "unknown"))
                .judge(Map.of());
    }

    private static List<SampleScore> samples(Random random, double rate) {
        List<SampleScore> samples = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            samples.add(new SampleScore(i, 100, 100 * (rate + .01 * random.nextGaussian()), 2));
        }
        return samples;
    }

    /**
     * Perplexities that are e times apart: no resample comes near, but 10,000 of them cannot show p below 1 / 10,001.
     */
    @Test
    void aBootstrapShowsNoSmallerPValueThanItsResamplesAllow() throws IOException {
        Random random = new Random(1);
        Judgement judgement = judge(
                        new MadeUpSuite(folder.resolve("then"))
                                .point(
                                        "a",
                                        "",
                                        Map.of(NodeFiles.SCORES, samples(random, 1)),
                                        Values.of(Metric.GEN_PPL, Math.exp(1))),
                        new MadeUpSuite(folder.resolve("now"))
                                .point(
                                        "a",
                                        "",
                                        Map.of(NodeFiles.SCORES, samples(random, 2)),
                                        Values.of(Metric.GEN_PPL, Math.exp(2))),
                        rule(Metric.GEN_PPL, "", .01, true))
                .get(0);
        assertThat(judgement.verdict()).isEqualTo(Verdict.WORSE);
        assertThat(judgement.pValue()).isGreaterThanOrEqualTo(1 / 10_001.0).isLessThan(.001);
        assertThat(GateReports.basis(judgement))
                .isEqualTo(
                        "one seed, bootstrap over samples, n = 64; one seed: the noise of training again is not in it");
    }

    /**
     * Equal builds whose differences by document correlate by 0.8: of rules without tolerance at a level of 1 %, half a
     * percent may raise an alarm. Taken for independent, P(N > 2.59 / 3) = 19 % do.
     */
    @Test
    void runningTextRaisesFewFalseAlarms() throws IOException {
        Random random = new Random(2);
        MadeUpSuite then = new MadeUpSuite(folder.resolve("then"));
        MadeUpSuite now = new MadeUpSuite(folder.resolve("now"));
        for (int gate = 0; gate < GATES; gate++) {
            List<DocumentScore> first = new ArrayList<>();
            List<DocumentScore> second = new ArrayList<>();
            double difference = random.nextGaussian();
            for (int i = 0; i < 256; i++) {
                double nats = 100 + 20 * random.nextGaussian();
                first.add(new DocumentScore(i, 64, nats, null));
                second.add(new DocumentScore(i, 64, nats + difference, null));
                difference = .8 * difference + .6 * random.nextGaussian();
            }
            then.point("a" + gate, "", Map.of(NodeFiles.DOCUMENTS, first), Values.of(Metric.NLL, 1.5));
            now.point("a" + gate, "", Map.of(NodeFiles.DOCUMENTS, second), Values.of(Metric.NLL, 1.5001));
        }
        SuiteResults results = now.results();
        Baseline baseline = BaselineMaker.of(then.results(), "2026-01-01T00:00:00Z", "unknown");
        int alarms = 0;
        for (int gate = 0; gate < GATES; gate++) {
            GateSpec alone = new GateSpec(List.of(rule(Metric.NLL, "a" + gate, 1e-9, false)), .01, 10);
            Judgement judgement =
                    new GateJudge(alone, results, baseline).judge(Map.of()).get(0);
            assertThat(judgement.note()).isEqualTo("one seed: the noise of training again is not in it");
            alarms += judgement.verdict() == Verdict.WORSE ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(1);
    }
}
