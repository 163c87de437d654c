package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.SamplerParts;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.process.Autoregressive;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.text.MarkovSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A sequence is the same alone and beside others of which something else is asked. */
class SequenceConditionTest {
    private static final MarkovSource SOURCE =
            MarkovSource.of(1, new double[][] {{.7, .2, .1}, {.1, .1, .8}, {.3, .6, .1}});
    private static final int BLOCK = 4;
    private static final int WINDOW = 12;
    private static final BackboneSpec NETWORK = new BackboneSpec(1, 16, 2, 8, 0, false);

    private static TorchSession session;

    @BeforeAll
    static void start() {
        session = TorchSession.start(TestEngine.SPEC);
    }

    @AfterAll
    static void stop() {
        session.close();
    }

    static Stream<Arguments> samplers() {
        SamplingSpec plain = SamplingSpec.ancestral(3, 1, 1);
        SamplingSpec many = SamplingSpec.ancestral(9, 1, 1);
        SamplingSpec adaptive = with(plain, new StepPlan.Adaptive(), new ProposalRanking.Threshold(.6));
        Proposal tail = new Proposal(.9, 0, 0, .9, Proposal.TopPRule.CROSSING, Proposal.Greedy.AFTER);
        List<Arguments> all = new ArrayList<>();
        all.add(Arguments.of("next token", ProcessKind.AUTOREGRESSIVE, plain));
        for (ProcessKind kind : List.of(ProcessKind.MASKED, ProcessKind.UNIFORM, ProcessKind.HYBRID)) {
            all.add(Arguments.of("ancestral", kind, plain));
            all.add(Arguments.of("with a tail", kind, plain.with(tail)));
            all.add(Arguments.of("in many steps", kind, many));
            all.add(Arguments.of("first tokens one by one", kind, plain.withArTokens(8)));
            all.add(Arguments.of("psi", kind, many.with(new Mixing.Psi(.5, 1, 0))));
            all.add(Arguments.of("self-corrected", kind, plain.with(new Corrector.SelfCorrection(5, 2, 1))));
            all.add(Arguments.of("arpc", kind, many.with(new Arpc(Arpc.Score.KL, Arpc.Rule.TOP, 1, 2))));
            all.add(Arguments.of("entropy bound", kind, with(plain, new StepPlan.Adaptive(), new EntropyBound(.9))));
            SamplingSpec refined = with(plain, new StepPlan.Cumulative(3), new BlockRefinement(.6, edits(kind)));
            all.add(Arguments.of("refined", kind, refined));
            all.add(Arguments.of("refined until it is certain", kind, refined.with(new EarlyEnd(1, .8))));
            all.add(Arguments.of("until it is certain", kind, many.with(new EarlyEnd(1, .6))));
            all.add(Arguments.of("loop", kind, loop(many)));
            // scores that are nowhere 0 but for rounding, which batches may do otherwise
            Arpc soft = new Arpc(Arpc.Score.NLL, Arpc.Rule.PROPORTIONAL);
            all.add(Arguments.of("soft arpc", kind, many.with(soft)));
        }
        Proposal weighed =
                new Proposal(.9, 0, 0, .9, Proposal.TopPRule.CROSSING, Proposal.Greedy.LAST, Proposal.Tail.POSTERIOR);
        for (ProcessKind kind : List.of(ProcessKind.UNIFORM, ProcessKind.HYBRID)) {
            all.add(Arguments.of("redrawn", kind, many.with(new Gibbs(2, 2, Gibbs.Choice.MARGIN, 1))));
            all.add(Arguments.of("with a weighed tail", kind, plain.with(weighed)));
        }
        all.add(Arguments.of("first hitting", ProcessKind.MASKED, firstHitting(plain)));
        all.add(Arguments.of("adaptive", ProcessKind.MASKED, adaptive));
        JointProposal weighedCandidates = new ImportanceResampling(ImportanceResampling.Energy.AR, 3, 1, .9, .1);
        all.add(Arguments.of("weighed candidates", ProcessKind.MASKED, many.with(weighedCandidates)));
        all.add(Arguments.of("adaptive, weighed candidates", ProcessKind.MASKED, adaptive.with(weighedCandidates)));
        all.add(Arguments.of("copula", ProcessKind.MASKED, plain.with(new Copula())));
        all.add(Arguments.of(
                "copula from the left",
                ProcessKind.MASKED,
                with(plain, plain.plan(), new PlaceOrder.LeftToRight()).with(new Copula())));
        all.add(Arguments.of("remasked by confidence", ProcessKind.MASKED, many.with(new Remdm.Confidence(.9, 1, 0))));
        for (String selector : List.of(
                "random",
                "left-to-right",
                "fixed-random",
                "permutation",
                "confidence",
                "low-confidence",
                "margin",
                "entropy")) {
            for (String plan : List.of("grid", "proportional", "naive", "dynamic-programming")) {
                SamplingSpec spec = with(plain, SamplerParts.plan(plan, 3), SamplerParts.selector(selector, 0));
                all.add(Arguments.of(selector + ", " + plan, ProcessKind.MASKED, spec));
            }
        }
        return all.stream();
    }

    private static double edits(ProcessKind kind) {
        return kind == ProcessKind.MASKED ? 0 : .4;
    }

    private static SamplingSpec loop(SamplingSpec spec) {
        return new SamplingSpec(
                new StepPlan.Loop(9),
                spec.proposal(),
                spec.selector(),
                new Mixing.PsiLoop(.05),
                0,
                spec.stopping(),
                "",
                1,
                1,
                0);
    }

    /** One of each round and kind of step. */
    static Stream<Arguments> few() {
        Set<String> names = Set.of(
                "next token",
                "ancestral",
                "arpc",
                "adaptive",
                "refined until it is certain",
                "weighed candidates",
                "copula",
                "random, dynamic-programming",
                "confidence, grid");
        return samplers().filter(each -> names.contains((String) each.get()[0]));
    }

    private static SamplingSpec with(SamplingSpec spec, StepPlan plan, Selector selector) {
        return new SamplingSpec(
                plan, spec.proposal(), selector, spec.corrector(), 0, spec.stopping(), spec.prompt(), 1, 1, 0);
    }

    private static SamplingSpec firstHitting(SamplingSpec spec) {
        return with(spec, new StepPlan.FirstHitting(), new PlaceOrder.RandomOrder());
    }

    /** Nothing given, prompts of all lengths, places between them, whole sequences given; whole and broken blocks. */
    private static List<SequenceCondition> conditions() {
        return List.of(
                asked(12),
                asked(12, 2, 1),
                asked(7, 0, 1, 1, 2, 1),
                asked(12, 0, 1, 1, 2, 1, 0, 2, 1, 0),
                asked(4),
                asked(12, -1, -1, 2, -1, 0, 1, 2, 1, -1, 2),
                asked(9, 1, 1, 1, 2, -1, -1, -1, -1, 2),
                asked(8, 2, 1, 0, 2, 1, 0, 0, 0),
                asked(11, 1),
                asked(20, 0, 0, 1, 2, 1, 0, 2, 1, 2, 2, 1, 0, 0, 0, 1, 2, 1));
    }

    private static SequenceCondition asked(int length, int... given) {
        return new SequenceCondition(Template.of(given), length);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("samplers")
    void aSequenceIsTheSameAloneUnderTheExactSource(String name, ProcessKind kind, SamplingSpec spec) {
        GenerativeProcess process = process(kind, CleanRows.BLOCK_CAUSAL);
        assertAlone(name, process, spec, () -> new OracleDenoiser(SOURCE, process));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("few")
    void aSequenceIsTheSameAloneUnderANetwork(String name, ProcessKind kind, SamplingSpec spec) {
        assertAloneUnderANetwork(name, kind, spec);
    }

    @Tag("slow")
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("samplers")
    void underEverySamplerASequenceIsTheSameAloneUnderANetwork(String name, ProcessKind kind, SamplingSpec spec) {
        assertAloneUnderANetwork(name, kind, spec);
    }

    private static void assertAloneUnderANetwork(String name, ProcessKind kind, SamplingSpec spec) {
        assertAlone(
                name,
                process(kind, CleanRows.TOKEN_CAUSAL),
                spec,
                () -> new NetworkDenoiser(
                        new Backbone(session, RandomWeights.of(NETWORK, 4, .8, 1)), CleanRows.TOKEN_CAUSAL));
    }

    private static void assertAlone(
            String name, GenerativeProcess process, SamplingSpec spec, Supplier<Denoiser> denoisers) {
        Sampler.Setup setup = new Sampler.Setup(WINDOW, List.of(2, 1), List.of(1.1, .9, .8, .75), true);
        SamplingSpec stopping = spec.with(new Stopping(20, "ends", 0, 0));
        for (SamplingSpec each : List.of(spec, stopping)) {
            Denoiser next = new OracleDenoiser(SOURCE, new Autoregressive(SOURCE.symbols()));
            Sampler sampler = new Sampler(process, each, setup, Optional.of(Companions.of(next, 20)));
            List<SequenceCondition> conditions = conditions();
            try (Denoiser denoiser = denoisers.get()) {
                List<DrawnSequence> together = sampler.draw(denoiser, conditions, new Seeds(4), 10, Watcher.NONE);
                for (int i = 0; i < conditions.size(); i++) {
                    DrawnSequence alone = sampler.draw(
                                    denoiser, List.of(conditions.get(i)), new Seeds(4), 10 + i, Watcher.NONE)
                            .get(0);
                    DrawnSequence beside = together.get(i);
                    assertThat(beside.tokens()).as("%s, %d", name, i).isEqualTo(alone.tokens());
                    assertThat(beside.ending()).isEqualTo(alone.ending());
                    assertThat(beside.calls().predicting())
                            .isEqualTo(alone.calls().predicting());
                    assertThat(beside.calls().reused()).isEqualTo(alone.calls().reused());
                    assertMet(conditions.get(i), beside);
                }
            }
        }
    }

    private static void assertMet(SequenceCondition asked, DrawnSequence sample) {
        if (sample.ending() == DrawnSequence.Ending.LENGTH) {
            assertThat(sample.tokens()).hasSize(asked.length());
        }
        for (int i = 0; i < sample.tokens().length; i++) {
            assertThat(sample.tokens()[i]).isBetween(0, 2);
            if (asked.given().fixes(i)) {
                assertThat(sample.tokens()[i]).isEqualTo(asked.given().at(i));
            }
        }
    }

    private static GenerativeProcess process(ProcessKind kind, CleanRows rows) {
        int block = kind == ProcessKind.AUTOREGRESSIVE ? 0 : BLOCK;
        return ProcessSpec.of(
                        kind,
                        block,
                        null,
                        rows,
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        0,
                        kind == ProcessKind.HYBRID ? .2 : 0)
                .process(block, 3);
    }
}
