package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.process.GenerativeProcess;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.sampling.Gibbs;
import dev.dlmbench.sampling.Mixing;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.setting.NamedSampler;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.MarkovSource;
import java.nio.file.Path;
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
