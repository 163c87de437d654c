package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The samplers that papers name, each written once as the parts it is composed of. A suite that names one may set any
 * of its parts otherwise.
 *
 * <p>Strengths are those of the authors' scripts for text. ReMDM (arXiv 2503.00307) on OpenWebText: 1,024 steps, eta
 * 0.008 (cap), 0.015 (rescale), 0.02 (loop, between times 0.55 and 0.05 at an alpha of 0.9), a nucleus of 0.9 without
 * the token that crosses it, and a greedy call behind the steps. Psi-samplers (arXiv 2602.21185) on OpenWebText: 256
 * steps, eta 0.05 (rescale), 0.01 (cap), each in a nucleus of 0.9, and 0.01 in one of 0.95 (loop, 45 % of the steps
 * down to an alpha of 0.9, 50 % there). LLaDA (2502.09992): temperature 0, remasking of low confidence. Entropy bound
 * (2505.24857) and adaptive stopping as in DiffusionGemma of the transformers library: 0.1 nats, 1 step, 0.005 nats.
 * EDLM (2410.21357): two candidates within the first fifth of time, as in its runs for speed. Block refinement as in
 * the diffusers library: bound 0.95.
 */
public enum NamedSampler {
    ANCESTRAL("every position for itself, by the reverse process (MDLM, UDLM, BD3-LM, GIDD)", ""),
    GREEDY_TAIL(
            "ancestral down to time 1e-5, then one call more, whose most probable tokens are taken (Duo, ReMDM)",
            "greedy=after tail=prediction"),
    GREEDY_LAST(
            "ancestral, the last of its steps takes the most probable tokens (BlockGen)",
            "greedy=last tail=prediction"),
    POSTERIOR_TAIL(
            "as greedy-tail, by the posterior: under uniform noise what is settled stays unless the others outweigh it",
            "greedy=after tail=posterior"),
    POSTERIOR_LAST(
            "as greedy-last, by the posterior: under uniform noise what is settled stays unless the others outweigh it",
            "greedy=last tail=posterior"),
    FIRST_HITTING(
            "one token per call, in random order (Zheng et al.; BD3-LM's default)",
            "plan=first-hitting selector.kind=random"),
    LEFT_TO_RIGHT("so many tokens per call, from the left", "selector.kind=left-to-right"),
    RANDOM("so many tokens per call, in random order", "selector.kind=random"),
    ARDM(
            "groups of a random order that cost least for the calls, by dynamic programming (ARDM)",
            "plan=dynamic-programming selector.kind=random"),
    ARDM_NAIVE("equal groups of a random order (ARDM)", "plan=naive selector.kind=random"),
    CONFIDENCE("equal quotas, the most probable proposals first (MaskGIT, LLaDA)", "selector.kind=confidence"),
    MARGIN("equal quotas, the clearest decisions first (Dream)", "plan=proportional selector.kind=margin"),
    ENTROPY("equal quotas, the least entropy first (Dream)", "plan=proportional selector.kind=entropy"),
    THRESHOLD(
            "all proposals of a probability of at least 0.9, and the best (Fast-dLLM)",
            "plan=adaptive selector.kind=threshold selector.bound=0.9"),
    FACTOR(
            "as many of the best proposals as are jointly likely (Fast-dLLM)",
            "plan=adaptive selector.kind=factor selector.bound=1"),
    LLADA(
            "equal quotas of the most probable tokens, those first that the network is surest of (LLaDA)",
            "selector.kind=low-confidence greedy=always"),
    ENTROPY_BOUND(
            "the tokens of least entropy, as long as those before have 0.1 nats at most (EB-Sampler, DiffusionGemma)",
            "plan=adaptive selector.kind=entropy-bound selector.bound=0.1"),
    ADAPTIVE_STOPPING(
            "entropy-bound, and a block ends once its most probable tokens stay the same and are nearly certain"
                    + " (DiffusionGemma, but for its falling temperature)",
            "plan=adaptive selector.kind=entropy-bound selector.bound=0.1 greedy=last early.steps=1"),
    BLOCK_REFINEMENT(
            "as many of the most probable proposals as are due, and all above 0.95 (LLaDA 2, DiffusionGemma)",
            "plan=cumulative selector.kind=block-refinement selector.bound=0.95"),
    PSI(
            "0.95 of an ancestral step and 0.05 of new noise on the clean prediction, in the middle of time (Duo II on"
                    + " CIFAR-10)",
            "corrector.kind=psi corrector.kappa=0.95 corrector.window=[0.1,0.5]"),
    PSI_RESCALE(
            "new noise on the clean prediction, with 0.05 of the largest probability, of top-p 0.9 (Duo II on"
                    + " OpenWebText)",
            "corrector.kind=psi-rescale corrector.eta=0.05 topP=0.9"),
    PSI_CAP(
            "new noise on the clean prediction, with a probability of at most 0.01, of top-p 0.9 (Duo II on"
                    + " OpenWebText)",
            "corrector.kind=psi-cap corrector.eta=0.01 topP=0.9"),
    PSI_LOOP(
            "stays at an alpha of 0.9 for half the steps with new noise of probability 0.01, of top-p 0.95 (Duo II on"
                    + " OpenWebText)",
            "plan=loop corrector.kind=psi-loop corrector.eta=0.01 topP=0.95"),
    REMDM_CAP(
            "masks visible tokens again, with a probability of at most 0.008 (ReMDM)",
            "corrector.kind=remdm-cap corrector.eta=0.008"),
    REMDM_RESCALE(
            "masks visible tokens again, with 0.015 of the largest probability (ReMDM)",
            "corrector.kind=remdm-rescale corrector.eta=0.015"),
    REMDM_CONFIDENCE(
            "masks the tokens of least confidence again (ReMDM)", "corrector.kind=remdm-confidence corrector.eta=1"),
    REMDM_LOOP(
            "stays at an alpha of 0.9 for half the steps, masking and drawing again (ReMDM)",
            "plan=loop corrector.kind=remdm-loop corrector.eta=0.02"),
    REMDM_CAP_OWT(
            "remdm-cap as published on OpenWebText: of top-p 0.9, with a greedy tail (ReMDM)",
            "corrector.kind=remdm-cap corrector.eta=0.008 topP=0.9 topPRule=below greedy=after"),
    REMDM_RESCALE_OWT(
            "remdm-rescale as published on OpenWebText: of top-p 0.9, with a greedy tail (ReMDM)",
            "corrector.kind=remdm-rescale corrector.eta=0.015 topP=0.9 topPRule=below greedy=after"),
    REMDM_CONFIDENCE_OWT(
            "remdm-confidence as published on OpenWebText: of top-p 0.9, with a greedy tail (ReMDM)",
            "corrector.kind=remdm-confidence corrector.eta=1 topP=0.9 topPRule=below greedy=after"),
    REMDM_LOOP_OWT(
            "remdm-loop as published on OpenWebText: of top-p 0.9, with a greedy tail (ReMDM)",
            "plan=loop corrector.kind=remdm-loop corrector.eta=0.02 topP=0.9 topPRule=below greedy=after"),
    SELF_CORRECTION(
            "ancestral, then replaces what the network holds for wrong, one token per call (GIDD)",
            "corrector.kind=self-correction corrector.temperature=0.5"),
    GIBBS(
            "ancestral, after each of the first steps two calls that redraw 12 positions from their law given the others"
                    + " (uniform noise; arXiv 2605.22765)",
            "corrector.kind=gibbs"),
    EDLM(
            "ancestral, while noise is above 0.8 by the better of two candidates as sampling.companion weighs them (EDLM)",
            "joint.kind=importance-resampling joint.window=[0.8,1]"),
    EDLM_CO_AR(
            "as edlm, weighed by the masked tokens alone, and at all times (EDLM)",
            "joint.kind=importance-resampling joint.energy=co-ar"),
    COPULA(
            "from the left, so many tokens per step, which depend on each other as in sampling.companion (DCD)",
            "selector.kind=left-to-right joint.kind=copula"),
    COPULA_ANCESTRAL(
            "ancestral; tokens of a step depend on each other as in sampling.companion (DCD, its first variant)",
            "joint.kind=copula"),
    ARPC(
            "completes the block, then remasks or renoises what is least likely left to right (BlockGen)",
            "corrector.kind=arpc"),
    ARPC_KL("as arpc, by the divergence of the two predictions (BlockGen)", "corrector.kind=arpc corrector.score=kl"),
    ARPC_SOFT("as arpc, remasked in proportion to the score", "corrector.kind=arpc corrector.rule=proportional"),
    ENTROPY_RENOISING(
            "as arpc, by the entropy of the network's own prediction, without a second call (BlockGen)",
            "corrector.kind=arpc corrector.score=entropy"),
    RANDOM_RENOISING(
            "as arpc, at random, without a second call (BlockGen)", "corrector.kind=arpc corrector.score=random");

    private final String description;
    private final String parts;

    NamedSampler(String description, String parts) {
        this.description = description;
        this.parts = parts;
    }

    /** Returns what the sampler called {@code name} says about a setting. */
    static Optional<SettingValue> part(String name, String key) {
        return Arrays.stream(values())
                .filter(sampler -> sampler.id().equals(name))
                .flatMap(sampler -> sampler.settings().stream())
                .filter(setting -> setting.startsWith(key + "="))
                .map(setting -> SettingValue.parse(SettingTable.get(key).type(), setting.substring(key.length() + 1)))
                .findFirst();
    }

    /** Returns the name in suites. */
    String id() {
        return Names.of(this);
    }

    /** Returns one line about it. */
    public String description() {
        return description;
    }

    /** Returns the settings that it stands for, as {@code key=value}. */
    List<String> settings() {
        return Arrays.stream(parts.split(" ", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> "sampling." + part)
                .toList();
    }
}
