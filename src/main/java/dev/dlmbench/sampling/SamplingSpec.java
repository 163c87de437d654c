package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/**
 * How text is drawn from a model: a sampler, composed of its parts, and how many sequences. Autoregression takes one
 * call per token; plan, selector and corrector have no meaning for it.
 *
 * @param plan when steps are taken
 * @param proposal how a token is proposed
 * @param selector which positions a step changes
 * @param corrector what remasks or renoises tokens
 * @param arTokens how many tokens at the start are drawn one by one, left to right, before there are blocks (BlockGen,
 *     arXiv 2606.02241, AR phase)
 * @param stopping how long sequences get
 * @param prompt text that every sequence begins with; may be empty
 * @param samples how many sequences to draw
 * @param batch how many sequences to draw side by side
 * @param traces how many of the sequences are recorded step by step
 * @param votes how many answers are drawn to each example of a task
 * @param passes that an answer takes at most where thoughts are written one by one
 * @param early when a block is done before its last step
 * @param guidance which classes sequences of a labelled text are of, and how strongly they are guided to them
 * @param joint how the tokens of one step depend on each other
 */
public record SamplingSpec(
        StepPlan plan,
        Proposal proposal,
        Selector selector,
        Corrector corrector,
        int arTokens,
        Stopping stopping,
        String prompt,
        int samples,
        int batch,
        int traces,
        int votes,
        int passes,
        EarlyEnd early,
        Guidance guidance,
        JointProposal joint) {

    /** How many passes an answer takes at most, unless a suite says otherwise (arXiv 2402.07754). */
    public static final int PASSES = 10;

    private static final JointProposal INDEPENDENT = new JointProposal.Independent();

    /** Checks the settings and whether the parts fit. */
    public SamplingSpec {
        boolean ancestral = selector instanceof Selector.Ancestral;
        boolean looped = plan instanceof StepPlan.Loop;
        String planName = StepPlan.kinds().name(plan);
        String selectorName = Selector.kinds().name(selector);
        Problems.in("sampling")
                .check(
                        !ancestral || plan.timed(),
                        "selector.kind",
                        "ancestral needs a plan of times (grid, loop), got %s",
                        planName)
                .check(ancestral || !looped, "selector.kind", "must be ancestral for plan loop, got %s", selectorName)
                .check(
                        selector.adaptive() == (plan instanceof StepPlan.Adaptive),
                        "plan",
                        "must be adaptive for selectors threshold, factor, max-threshold, max-factor and entropy-bound and for"
                                + " them only, got %s",
                        planName)
                .check(
                        ancestral || !corrector.remasks(),
                        "corrector.kind",
                        "%s needs selector ancestral, got %s",
                        Corrector.kinds().name(corrector),
                        selectorName)
                .check(
                        looped == (corrector instanceof Mixing.Looped),
                        "plan",
                        "must be loop for corrector remdm-loop or psi-loop and for them only, got %s",
                        planName)
                .check(
                        ancestral || proposal.greedy() != Proposal.Greedy.AFTER,
                        "greedy",
                        "after needs selector ancestral, got %s: others leave nothing behind their last step",
                        selectorName)
                .check(
                        !joint.accompanied() || corrector instanceof Corrector.None || corrector instanceof Mixing,
                        "joint.kind",
                        "%s goes with corrector none and with those that remask within a step, got %s",
                        JointProposal.kinds().name(joint),
                        Corrector.kinds().name(corrector))
                .check(
                        !joint.accompanied() || proposal.greedy() != Proposal.Greedy.ALWAYS,
                        "greedy",
                        "must not be always with joint %s, which draws tokens together",
                        JointProposal.kinds().name(joint))
                .check(
                        !joint.accompanied() || !guidance.acts(),
                        "joint.kind",
                        "%s does not go with guidance; guidance.scale must be 1",
                        JointProposal.kinds().name(joint))
                .check(arTokens >= 0, "arTokens", "must not be negative, got %d", arTokens)
                .check(
                        samples >= 1 && samples <= 10_000_000,
                        "samples",
                        "must be between 1 and 10000000, got %d",
                        samples)
                .check(batch >= 1 && batch <= 100_000, "batch", "must be between 1 and 100000, got %d", batch)
                .check(traces >= 0, "traces", "must not be negative, got %d", traces)
                .check(passes >= 1 && passes <= 1000, "passes", "must be between 1 and 1000, got %d", passes)
                .check(votes >= 1 && votes <= 1000, "votes", "must be between 1 and 1000, got %d", votes)
                .rejectIfAny();
    }

    /** Creates a sampler that draws one answer to an example. */
    public SamplingSpec(
            StepPlan plan,
            Proposal proposal,
            Selector selector,
            Corrector corrector,
            int arTokens,
            Stopping stopping,
            String prompt,
            int samples,
            int batch,
            int traces) {
        this(
                plan,
                proposal,
                selector,
                corrector,
                arTokens,
                stopping,
                prompt,
                samples,
                batch,
                traces,
                1,
                PASSES,
                EarlyEnd.NEVER,
                Guidance.NONE,
                INDEPENDENT);
    }

    /** Creates ancestral sampling of sequences of fixed length in {@code steps} per block. */
    public static SamplingSpec ancestral(int steps, int samples, int batch) {
        return new SamplingSpec(
                new StepPlan.Grid(steps),
                Proposal.PLAIN,
                new Selector.Ancestral(),
                new Corrector.None(),
                0,
                Stopping.FIXED,
                "",
                samples,
                batch,
                0);
    }

    /** Returns the same with another plan. */
    public SamplingSpec with(StepPlan other) {
        return new SamplingSpec(
                other, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another proposal. */
    public SamplingSpec with(Proposal other) {
        return new SamplingSpec(
                plan, other, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another selector. */
    public SamplingSpec with(Selector other) {
        return new SamplingSpec(
                plan, proposal, other, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another plan and a selector that goes with it. */
    SamplingSpec with(StepPlan other, Selector chosen) {
        return new SamplingSpec(
                other, proposal, chosen, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another corrector. */
    public SamplingSpec with(Corrector other) {
        return new SamplingSpec(
                plan, proposal, selector, other, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another number of tokens drawn one by one before there are blocks. */
    public SamplingSpec withArTokens(int count) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, count, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another rule for lengths. */
    public SamplingSpec with(Stopping other) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, other, prompt, samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another rule for blocks that are done before their last step. */
    public SamplingSpec with(EarlyEnd other) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                other, guidance, joint);
    }

    /** Returns the same with other guidance. */
    public SamplingSpec with(Guidance other) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, other, joint);
    }

    /** Returns the same with another dependence between the tokens of a step. */
    public SamplingSpec with(JointProposal other) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, passes,
                early, guidance, other);
    }

    /** Returns the same without a prompt. */
    public SamplingSpec unprompted() {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, "", samples, batch, traces, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same for another number of sequences, none of them recorded. */
    public SamplingSpec drawing(int count, int sideBySide) {
        return new SamplingSpec(
                plan,
                proposal,
                selector,
                corrector,
                arTokens,
                stopping,
                prompt,
                count,
                sideBySide,
                0,
                votes,
                passes,
                early,
                guidance,
                joint);
    }

    /** Returns the same with another number of sequences that are recorded step by step. */
    public SamplingSpec recording(int count) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, count, votes, passes,
                early, guidance, joint);
    }

    /** Returns the same with another number of answers to an example. */
    public SamplingSpec voting(int count) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, count, passes,
                early, guidance, joint);
    }

    /** Returns the same with another number of passes at most. */
    public SamplingSpec inPasses(int most) {
        return new SamplingSpec(
                plan, proposal, selector, corrector, arTokens, stopping, prompt, samples, batch, traces, votes, most,
                early, guidance, joint);
    }

    /**
     * Returns what keeps a text from having one path of known probability under this sampler, in words; empty if
     * nothing does. Lengths are not the sampler's matter then: a text is compared with others of its length.
     */
    public String chance() {
        if (proposal.greedy() != Proposal.Greedy.NEVER) {
            return "greedy tokens leave almost every text without probability; greedy must be never";
        }
        if (proposal.distribution().filtered()) {
            return "topK, topP and minP leave most texts without probability";
        }
        if (!(corrector instanceof Corrector.None)) {
            return "corrector " + Corrector.kinds().name(corrector) + " leads to a text on many paths";
        }
        if (joint.accompanied()) {
            return "joint " + JointProposal.kinds().name(joint) + " leads to a text by draws that it does not show";
        }
        if (guidance.acts()) {
            return "guidance gives every class a law of its own; guidance.scale must be 1";
        }
        if (early.ever()) {
            return "blocks that end early take their most probable tokens, which leaves most texts without probability;"
                    + " early.steps must be 0";
        }
        if (plan instanceof StepPlan.FirstHitting) {
            return "plan first-hitting draws its times; naive takes as many steps";
        }
        String choice = selector.chance();
        return choice.isEmpty() ? "" : "selector " + Selector.kinds().name(selector) + ": " + choice;
    }

    /** Returns the same with one value for what only answers depend on. */
    public SamplingSpec unasked() {
        return voting(1).inPasses(PASSES);
    }
}
