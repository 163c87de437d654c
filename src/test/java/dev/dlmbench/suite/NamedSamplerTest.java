package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.sampling.BlockRefinement;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.EntropyBound;
import dev.dlmbench.sampling.Gibbs;
import dev.dlmbench.sampling.Mixing;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.setting.NamedSampler;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the samplers are that papers name. */
class NamedSamplerTest {
    @TempDir
    private Path folder;

    private PointSettings settings(String sampler) {
        String experiment = "x: {process: {kind: uniform}, data: {sequence: 8}, sampling: {stepsPerBlock: 4, sampler: "
                + sampler + "}}";
        return SuiteTexts.points(folder, experiment).get(0).settings();
    }

    /** Duo and ReMDM take T steps to time 1e-5 and one call more; BlockGen replaces the last of the T steps. */
    @ParameterizedTest
    @CsvSource({"greedy-tail, 5", "greedy-last, 4", "ancestral, 4", "posterior-tail, 5", "posterior-last, 4", "gibbs, 4"
    })
    void theTailOfDuoIsOneCallMoreThanThatOfBlockGen(String sampler, int calls) {
        SamplingSpec spec = settings(sampler).sampling();
        MarkovSource source = MarkovSource.random(new CorpusSpec.Markov(1, 3, 1, 2));
        GenerativeProcess process = settings(sampler).process().process(8, 3);
        try (OracleDenoiser oracle = new OracleDenoiser(source, process)) {
            assertThat(new Sampler(process, spec, Sampler.Setup.of(8)).draw(oracle, 20, new Seeds(1), 0))
                    .allSatisfy(
                            sample -> assertThat(sample.calls().predicting()).isEqualTo(calls));
        }
    }

    /** Papers take the prediction's tokens; whoever asks for greedy alone gets what leaves settled tokens be. */
    @Test
    void publishedTailsOverwriteAndOthersWeigh() {
        assertThat(settings("greedy-tail").sampling().proposal().tail()).isEqualTo(Proposal.Tail.PREDICTION);
        assertThat(settings("greedy-last").sampling().proposal().tail()).isEqualTo(Proposal.Tail.PREDICTION);
        assertThat(settings("posterior-last").sampling().proposal().tail()).isEqualTo(Proposal.Tail.POSTERIOR);
        assertThat(settings("ancestral, greedy: last").sampling().proposal().tail())
                .isEqualTo(Proposal.Tail.POSTERIOR);
        assertThat(settings("ancestral").sampling().proposal().tail()).isEqualTo(Proposal.Tail.PREDICTION);
    }

    /** arXiv 2605.22765: two corrections of 12 positions, by margins with Gumbel noise of temperature 1. */
    @Test
    void gibbsHasItsPublishedStrength() {
        assertThat(settings("gibbs").sampling().corrector()).isEqualTo(new Gibbs(2, 12, Gibbs.Choice.MARGIN, 1));
    }

    private SamplingSpec onMasks(String sampler) {
        String experiment = "x: {process: {kind: masked}, data: {sequence: 8}, sampling: {sampler: " + sampler + "}}";
        return SuiteTexts.points(folder, experiment).get(0).settings().sampling();
    }

    /** ReMDM's scripts for OpenWebText: a nucleus of 0.9 without the token that crosses it, and a greedy call. */
    @ParameterizedTest
    @CsvSource({"cap, .008", "rescale, .015", "confidence, 1", "loop, .02"})
    void remdmHasItsWholeSamplersForText(String rule, double eta) {
        SamplingSpec whole = onMasks("remdm-" + rule + "-owt");
        assertThat(whole.corrector()).isEqualTo(onMasks("remdm-" + rule).corrector());
        assertThat(((Mixing.OfStrength) whole.corrector()).eta()).isEqualTo(eta);
        assertThat(whole.proposal())
                .isEqualTo(new Proposal(1, 0, 0, .9, Proposal.TopPRule.BELOW, Proposal.Greedy.AFTER));
    }

    /** Duo's scripts for OpenWebText: eta 0.01 and a nucleus of 0.95. */
    @Test
    void psiLoopIsThatForText() {
        SamplingSpec loop = settings("psi-loop").sampling();
        assertThat(loop.corrector()).isEqualTo(new Mixing.PsiLoop(.01));
        assertThat(loop.plan()).isInstanceOf(StepPlan.Loop.class);
        assertThat(loop.proposal().topP()).isEqualTo(.95);
    }

    @Test
    void samplersThatChooseHaveTheirPublishedSettings() {
        assertThat(onMasks("llada").selector()).isEqualTo(new ProposalRanking.LowConfidence(0));
        assertThat(onMasks("llada").proposal().greedy()).isEqualTo(Proposal.Greedy.ALWAYS);
        for (SamplingSpec bound :
                List.of(onMasks("entropy-bound"), settings("entropy-bound").sampling())) {
            assertThat(bound.selector()).isEqualTo(new EntropyBound(.1));
            assertThat(bound.early()).isEqualTo(EarlyEnd.NEVER);
        }
        assertThat(settings("adaptive-stopping").sampling().selector()).isEqualTo(new EntropyBound(.1));
        assertThat(settings("adaptive-stopping").sampling().early()).isEqualTo(new EarlyEnd(1, .005));
        assertThat(settings("block-refinement").sampling().selector()).isEqualTo(new BlockRefinement(.95, 0));
        assertThat(settings("block-refinement").sampling().plan()).isEqualTo(new StepPlan.Cumulative(4));
    }

    /** Duo II: kappa 0.95 in the middle of time is for CIFAR-10, ReMDM's rules with eta 0.05 and 0.01 are for text. */
    @Test
    void psiHasStrengthsForImagesAndForText() {
        assertThat(settings("psi").sampling().corrector()).isEqualTo(new Mixing.Psi(.95, .5, .1));
        SamplingSpec rescale = settings("psi-rescale").sampling();
        assertThat(rescale.corrector()).isEqualTo(new Mixing.PsiRescale(.05, 1, 0));
        assertThat(rescale.proposal().topP()).isEqualTo(.9);
        SamplingSpec cap = settings("psi-cap").sampling();
        assertThat(cap.corrector()).isEqualTo(new Mixing.PsiCap(.01, 1, 0));
        assertThat(cap.proposal().topP()).isEqualTo(.9);
        assertThat(NamedSampler.PSI.description()).contains("CIFAR-10");
    }
}
