package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.NOTHING;
import static dev.dlmbench.setting.Fallback.derived;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.EarlyEnd;
import dev.dlmbench.sampling.JointProposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.util.Arrays;
import java.util.Optional;

/** Section {@code sampling}: how text is drawn. The parts of a sampler have sections of their own. */
final class SamplingSection implements Section<SamplingSpec> {
    private static final String NAME = "sampling";

    private final Key<Integer> stepsPerBlock;
    private final Key<String> sampler;
    private final Key<String> plan;
    private final ProposalSection proposal;
    private final SelectorSection selector;
    private final CorrectorSection corrector;
    private final Key<Integer> arTokens;
    private final Key<String> prompt;
    private final StoppingSection stopping;
    private final Key<Integer> samples;
    private final Key<Integer> batch;
    private final Key<Integer> traces;
    private final Key<Integer> votes;
    private final Key<Integer> passes;
    private final EarlySection early;
    private final JointSection joint;
    private final Key<String> companion;
    private final GuidanceSection guidance;

    /**
     * Declares the keys.
     *
     * @param point rows that see the whole point, since most keys say nothing of autoregression
     */
    SamplingSection(SettingRows<PointSettings> point) {
        SettingRows<PointSettings> stepped =
                point.where(settings -> settings.sampling().plan().stepped());
        SettingRows<PointSettings> blocks =
                point.where(settings -> settings.process().kind().inBlocks());
        SettingRows<SamplingSpec> rows = point.section(NAME, PointSettings::sampling);
        SettingRows<SamplingSpec> ofBlocks = blocks.section(NAME, PointSettings::sampling);
        stepped.integer(
                "sampling.steps",
                derived("stepsPerBlock times the blocks", PointValues::steps),
                "denoising steps for the whole sequence; in place of stepsPerBlock",
                SamplingSection::steps);
        stepsPerBlock = stepped.integer(
                "sampling.stepsPerBlock",
                derived("process.blockSize", PointValues::stepsPerBlock),
                "denoising steps for each block; autoregression always takes 1",
                SamplingSection::stepsOfBlock);
        sampler = blocks.word(
                "sampling.sampler",
                Arrays.stream(NamedSampler.values()).map(NamedSampler::id).toList(),
                is("ancestral"),
                "a sampler by its name: other defaults for the keys below, see dlm list samplers",
                PointSettings::sampler);
        plan = ofBlocks.word(
                "plan",
                StepPlan.kinds().names(),
                is("grid"),
                "how a block's steps are laid out",
                sampling -> StepPlan.kinds().name(sampling.plan()));
        proposal = new ProposalSection(
                rows,
                point.where(settings -> settings.process().kind().replaces()).section(NAME, PointSettings::sampling));
        selector = new SelectorSection(
                rows.section("selector", SamplingSpec::selector), ofBlocks.section("selector", SamplingSpec::selector));
        corrector = new CorrectorSection(
                rows.section("corrector", SamplingSpec::corrector),
                ofBlocks.section("corrector", SamplingSpec::corrector));
        joint = new JointSection(
                rows.section("joint", SamplingSpec::joint), ofBlocks.section("joint", SamplingSpec::joint));
        companion = point.where(settings -> !settings.companion().isEmpty())
                .text(
                        "sampling.companion",
                        NOTHING,
                        "an autoregressive experiment of this suite whose model of the same seed the sampler computes"
                                + " with, too, where sampling.joint does; its settings may not be swept",
                        settings -> Optional.of(settings.companion()));
        early = new EarlySection(ofBlocks.section("early", SamplingSpec::early));
        guidance = new GuidanceSection(
                point.where(settings -> settings.data().corpus().labelled())
                        .section(NAME, PointSettings::sampling)
                        .section("guidance", SamplingSpec::guidance));
        arTokens = rows.where(sampling -> sampling.arTokens() != 0)
                .integer(
                        "arTokens",
                        is("0"),
                        "tokens at the start that are drawn one by one, left to right; a multiple of"
                                + " process.blockSize",
                        SamplingSpec::arTokens);
        prompt = rows.where(sampling -> !sampling.prompt().isEmpty())
                .text("prompt", NOTHING, "text that every sequence begins with", SamplingSpec::prompt);
        stopping = new StoppingSection(rows.section("stop", SamplingSpec::stopping), point);
        samples = rows.integer("samples", is("64"), "sequences to draw", SamplingSpec::samples);
        batch = rows.integer("batch", is("32"), "sequences drawn side by side", SamplingSpec::batch);
        traces = rows.integer("traces", is("0"), "sequences that are recorded step by step", SamplingSpec::traces);
        votes = point.where(settings -> settings.data().corpus().examples().isPresent())
                .section(NAME, PointSettings::sampling)
                .integer(
                        "votes",
                        is("1"),
                        "tasks: answers drawn to each example, for maj-at-k and pass-at-k",
                        SamplingSpec::votes);
        passes = point.where(settings -> settings.data().examples().multiPass())
                .section(NAME, PointSettings::sampling)
                .integer(
                        "passes",
                        is(Integer.toString(SamplingSpec.PASSES)),
                        "data.corpus.multiPass: thoughts that an answer takes at most, itself counted",
                        SamplingSpec::passes);
    }

    /** Returns the name of the sampler, whose parts are the defaults of the other keys. */
    Key<String> sampler() {
        return sampler;
    }

    /** Returns the experiment whose model the sampler computes with, too. */
    Key<String> companion() {
        return companion;
    }

    @Override
    public SamplingSpec read(PointValues values) {
        boolean oneByOne = values.autoregressive().orElseThrow(UnresolvedException::new);
        return new SamplingSpec(
                oneByOne
                        ? new StepPlan.Grid(0)
                        : StepPlan.kinds().make(values.get(plan), new PartValues(values, name -> stepsPerBlock.name())),
                oneByOne ? proposal.read(values).withoutTail() : proposal.read(values),
                oneByOne ? new Selector.Ancestral() : selector.read(values),
                oneByOne ? new Corrector.None() : corrector.read(values),
                oneByOne ? 0 : values.get(arTokens),
                stopping.read(values),
                values.written(prompt).orElse(""),
                values.get(samples),
                values.get(batch),
                values.get(traces),
                values.get(votes),
                values.get(passes),
                oneByOne ? EarlyEnd.NEVER : early.read(values),
                guidance.read(values),
                oneByOne ? new JointProposal.Independent() : joint.read(values));
    }

    private static Optional<Long> steps(PointSettings point) {
        int sequence = point.data().sequence();
        int size = point.process().kind().inBlocks() ? point.process().blockSizeIn(sequence) : 1;
        return Optional.of((long) stepsOfBlock(point) * (sequence / size));
    }

    private static int stepsOfBlock(PointSettings point) {
        return point.process().kind().inBlocks()
                ? point.sampling()
                        .plan()
                        .stepsFor(point.process().blockSizeIn(point.data().sequence()))
                : 1;
    }
}
