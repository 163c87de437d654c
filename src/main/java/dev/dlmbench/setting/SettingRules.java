package dev.dlmbench.setting;

import dev.dlmbench.base.Names;
import dev.dlmbench.base.Problem;
import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.BlockRefinement;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.JointProposal;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.text.ExampleSequenceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The rules that hold between a process, what its training minimises, and how its likelihood is measured. */
public final class SettingRules {
    private final PointSettings settings;
    private final ProcessSpec process;
    private final Optional<MaskedSpec> masked;
    private final ObjectiveSpec objective;
    private final int size;
    private final List<Problem> problems = new ArrayList<>();

    private SettingRules(PointSettings settings) {
        this.settings = settings;
        this.process = settings.process();
        this.masked = process.as(MaskedSpec.class);
        this.objective = settings.objective();
        this.size = process.blockSizeIn(settings.data().sequence());
    }

    /** Returns what is wrong with settings that are right one by one. */
    public static List<Problem> check(PointSettings settings) {
        SettingRules rules = new SettingRules(settings);
        if (settings.process().kind().inBlocks()) {
            rules.mixture();
            rules.loss();
            rules.times();
            rules.window();
            rules.search();
            rules.sampler();
            rules.problems.addAll(SphereRules.check(settings));
        } else if (settings.objective().scheduledSampling() > 0) {
            rules.note("objective.scheduledSampling", "needs noise, which kind autoregressive has none of");
        }
        rules.control();
        rules.thoughts();
        rules.stopping();
        rules.beginning();
        rules.evaluator();
        rules.estimator();
        rules.problems.addAll(LabelRules.check(settings));
        rules.problems.addAll(EnergyRules.check(settings));
        return rules.problems;
    }

    private void control() {
        if (settings.control().isPresent() && process.kind().inBlocks()) {
            note("process.kind", "must be autoregressive for a control, which writes one token after another");
        }
        if (settings.control().isPresent() && !process.predictsFirst()) {
            note("process.beginning", "must be learned for a control, which predicts the first token, too");
        }
    }

    private void estimator() {
        if (!process.kind().inBlocks()) {
            return; // exact, whatever is asked
        }
        Estimator estimator = settings.likelihood().estimator();
        if (settings.likelihood().sandwich() > 0 && !(process.enumerable() && process.countsMasks())) {
            note(
                    "likelihood.sandwich",
                    "needs masked noise in continuous time with parameterization subs: of others it bounds another"
                            + " quantity than the NELBO");
        }
        List<Integer> sizes = sizes();
        boolean mixed = sizes.size() > 1;
        if (estimator == Estimator.ORDER && mixed && settings.sampling().selector() instanceof PlaceOrder.Permutation) {
            note("likelihood.estimator", "order with selector permutation needs one block size");
        }
        if (estimator == Estimator.ORDER && mixed && settings.sampling().arTokens() > 0) {
            note("likelihood.estimator", "order with sampling.arTokens needs one block size");
        }
        if (settings.backbone().timeConditioning() && settings.trained()) {
            String blind = "needs a network that does not see the noise level: backbone.timeConditioning must be false";
            if (settings.likelihood().sandwich() > 0) {
                note("likelihood.sandwich", blind);
            }
            if (estimator == Estimator.ANY_ORDER) {
                note("likelihood.estimator", Names.of(estimator) + " " + blind);
            }
        }
        String misfit = sizes.stream()
                .map(each -> estimator.misfit(process, each))
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
        String chance = estimator == Estimator.ORDER ? settings.sampling().chance() : "";
        if (!misfit.isEmpty()) {
            note("likelihood.estimator", Names.of(estimator) + " " + misfit);
        } else if (!chance.isEmpty()) {
            note(
                    "likelihood.estimator",
                    "order needs a sampler that chooses positions before it draws tokens, so that a text has one path: "
                            + chance);
        }
    }

    /** Returns the block sizes at which a sampler may be followed: the one the model is used at, and a mixture's. */
    private List<Integer> sizes() {
        Set<Integer> all = new TreeSet<>(Set.of(size));
        process.sizes()
                .filter(sizes -> settings.likelihood().estimator().ofSampler())
                .ifPresent(sizes -> all.addAll(sizes.shares().keySet()));
        return List.copyOf(all);
    }

    private void thoughts() {
        ExampleSequenceSpec examples = settings.data().examples();
        boolean thoughtless = settings.data()
                .corpus()
                .examples()
                .filter(task -> !task.thoughts())
                .isPresent();
        if (examples.multiPass() && thoughtless) {
            note("data.corpus.multiPass", "needs a task with thoughts");
        }
        boolean blocks = process.kind().inBlocks();
        if (objective.coupledSampling() > 0 && !(examples.multiPass() && blocks)) {
            note("objective.coupledSampling", "needs noise and thoughts one by one: data.corpus.multiPass");
        }
        if (settings.sampling().passes() != SamplingSpec.PASSES && !examples.multiPass()) {
            note("sampling.passes", "needs thoughts one by one: data.corpus.multiPass");
        }
        if (examples.packed() && blocks && size == settings.data().sequence() && settings.trained()) {
            note(
                    "data.corpus.packed",
                    "needs autoregression or blocks shorter than data.sequence: noise over a whole sequence learns with"
                            + " the examples behind in sight, and has none when it is asked");
        }
        if (!examples.learnPadding() && blocks) {
            note(
                    "data.corpus.learnPadding",
                    "must be true for kind " + Names.of(process.kind())
                            + ": what fills a sequence up is how a model with noise learns where an answer ends");
        }
    }

    private void beginning() {
        boolean scored = settings.likelihood().firstToken() == LikelihoodSpec.FirstToken.SCORE;
        if (scored && !process.predictsFirst()) {
            note("likelihood.firstToken", "must be skip with process.beginning none: nothing predicts the first token");
        }
    }

    private void evaluator() {
        settings.evaluator()
                .published()
                .filter(evaluator -> !evaluator.protocol().prompts()
                        && !settings.sampling().prompt().isEmpty())
                .ifPresent(evaluator -> note(
                        "evaluator.protocol",
                        evaluator.protocol().id() + " scores whole texts, so that sampling.prompt must be empty"));
    }

    private void mixture() {
        int sequence = settings.data().sequence();
        process.sizes().ifPresent(sizes -> sizes.shares().keySet().forEach(each -> {
            if (each > sequence || sequence % each != 0) {
                note("process.blockSizes", "must divide data.sequence, got " + each + " and " + sequence);
            }
        }));
    }

    private void loss() {
        TrainingLoss loss = objective.loss();
        String kind = Names.of(process.kind());
        Parameterization output = process.written().parameterization();
        if (process.kind().replaces() && loss == TrainingLoss.NCE) {
            return; // which is refused already
        }
        if (process.kind().replaces() && !loss.teaches(output)) {
            note("objective.loss", misfit(loss) + ", got " + Names.of(output) + " for kind " + kind);
        } else if (!process.kind().replaces() && !loss.forMasks()) {
            note("objective.loss", Names.of(loss) + " goes with uniform and hybrid noise, not with kind " + kind);
        }
        if (soft() && (loss != TrainingLoss.NELBO || objective.auxiliary() > 0)) {
            note("process.softMask", "needs objective.loss nelbo and no objective.auxiliary");
        }
        boolean other = output != Parameterization.SUBS && masked.isPresent();
        if (other && (loss != TrainingLoss.NELBO || objective.auxiliary() > 0)) {
            String key = loss != TrainingLoss.NELBO ? "objective.loss" : "objective.auxiliary";
            note(key, "goes with parameterization subs only, got " + Names.of(output));
        }
        if (objective.auxiliary() > 0 && masked.isEmpty()) {
            note("objective.auxiliary", "goes with kind masked only, got kind " + kind);
        }
    }

    /** Returns why a loss does not teach what the output is to stand for. */
    private static String misfit(TrainingLoss loss) {
        return loss == TrainingLoss.CROSS_ENTROPY
                ? "cross-entropy teaches process.parameterization posterior; to show what goes wrong where that is not"
                        + " converted, use marginal-cross-entropy"
                : Names.of(loss) + " goes with process.parameterization subs";
    }

    private void times() {
        boolean counts = objective.times() == ObjectiveSpec.Sharing.COUNT;
        if (counts && masked.filter(of -> of.steps() == 0).isEmpty()) {
            note("objective.times", "count needs kind masked in continuous time");
        }
        if (counts && soft()) {
            note("objective.times", "count does not go with process.softMask: sets of as many masks differ");
        }
        if (counts
                && masked.filter(of -> of.parameterization() == Parameterization.MEAN)
                        .isPresent()) {
            note("objective.times", "count does not go with parameterization mean");
        }
    }

    private void window() {
        Window window = objective.clip();
        if (window.equals(Window.FULL)) {
            return;
        }
        if (!ratesAreTimes()) {
            note(
                    "objective.clip",
                    "needs kind masked without softMask, schedule linear, continuous time and times that are drawn");
        } else if (window.equals(Window.ALWAYS_MASKED)
                && (size != 1 || process.sizes().isPresent())) {
            note("objective.clip", "can be [1, 1], always masked, for blocks of 1 only, got blocks of " + size);
        } else if (objective.rejectCounts() && !window.allowsAny(size)) {
            note("objective.clip", window + " holds no share of masks that a block of " + size + " can have");
        }
    }

    private void search() {
        if (objective.search().every() > 0
                && (!ratesAreTimes() || process.sizes().isPresent())) {
            note(
                    "objective.search.every",
                    "needs kind masked with one block size and without softMask, schedule linear, continuous time and"
                            + " times that are drawn");
        }
    }

    private void sampler() {
        Selector selector = settings.sampling().selector();
        Corrector corrector = settings.sampling().corrector();
        String kind = Names.of(process.kind());
        if (selector.ofMasks() && masked.isEmpty()) {
            note(
                    "sampling.selector.kind",
                    "must be ancestral for kind " + kind + ": only masks are revealed one by one");
        }
        if (selector instanceof BlockRefinement refinement && refinement.editing() > 0 && masked.isPresent()) {
            note(
                    "sampling.selector.editing",
                    "goes with noise that looks like tokens: of masks nothing but masks is predicted");
        }
        if (settings.sampling().plan().needsLosses() && (masked.isEmpty() || soft())) {
            note(
                    "sampling.plan",
                    "dynamic-programming needs kind masked without softMask, whose losses it is made from, got kind "
                            + kind);
        }
        if (settings.sampling().plan() instanceof StepPlan.FirstHitting && process.masksByToken()) {
            note(
                    "sampling.plan",
                    "first-hitting does not go with a process.softMask that depends on tokens, under which the time of a"
                            + " token's revealing depends on the token, and all orders are not as likely; see naive");
        }
        boolean mixes = corrector.match(
                () -> false, mixing -> true, completing -> false, redrawing -> false, finishing -> false);
        if (mixes && soft()) {
            note(
                    "sampling.corrector.kind",
                    Corrector.kinds().name(corrector)
                            + " does not go with process.softMask: it masks all tokens alike");
        }
        if (corrector.ofMasks() && masked.isEmpty()) {
            note(
                    "sampling.corrector.kind",
                    Corrector.kinds().name(corrector) + " goes with kind masked only; see psi-cap and psi-rescale");
        }
        if (corrector.ofTokens() && masked.isPresent()) {
            note(
                    "sampling.corrector.kind",
                    Corrector.kinds().name(corrector)
                            + " goes with kinds uniform and hybrid only: under masks a network says nothing of what a visible"
                            + " token is likely to be given the others");
        }
        JointProposal joint = settings.sampling().joint();
        if (joint.accompanied() && (soft() || !process.enumerable())) {
            note(
                    "sampling.joint.kind",
                    JointProposal.kinds().name(joint)
                            + " goes with kind masked in continuous time only, without softMask and with parameterization subs: what is"
                            + " visible stays there, and a mask says nothing");
        }
        if (selector instanceof PlaceOrder.Permutation given && given.order().size() != size) {
            note(
                    "sampling.selector.order",
                    "must have one place for each of the " + size + " tokens of a block, got "
                            + given.order().size());
        }
        String leftToRight =
                " needs a model that predicts left to right as well: block size 1 among process.blockSizes";
        if (corrector instanceof Arpc arpc && arpc.score().verified() && !predictsLeftToRight()) {
            note("sampling.corrector.score", Names.of(arpc.score()) + leftToRight);
        }
        int arTokens = settings.sampling().arTokens();
        if (arTokens % size != 0
                || arTokens
                        > settings.sampling()
                                .stopping()
                                .maxLengthIn(settings.data().sequence())) {
            note(
                    "sampling.arTokens",
                    "must be a multiple of process.blockSize and at most the sequence, got " + arTokens
                            + " and blocks of " + size);
        } else if (arTokens > 0 && !predictsLeftToRight()) {
            note("sampling.arTokens", arTokens + leftToRight);
        }
        int maxLength = settings.sampling().stopping().maxLength();
        if (maxLength > settings.data().sequence() && size == settings.data().sequence()) {
            note(
                    "sampling.stop.maxLength",
                    "must be at most data.sequence for blocks of that size, which see nothing before them, got "
                            + maxLength + " and " + size);
        } else if (maxLength % size != 0) {
            note(
                    "sampling.stop.maxLength",
                    "must be a multiple of process.blockSize, got " + maxLength + " and " + size);
        }
    }

    /** Returns whether masks fall on important tokens first. */
    private boolean soft() {
        return masked.filter(of -> of.softMask() != null).isPresent();
    }

    private boolean predictsLeftToRight() {
        boolean trainedTo = size == 1
                || process.sizes().map(sizes -> sizes.shares().containsKey(1)).orElse(false);
        return settings.oracle() || (process.cleanRows() == CleanRows.TOKEN_CAUSAL && trainedTo);
    }

    private void stopping() {
        Stopping stopping = settings.sampling().stopping();
        int maxLength = stopping.maxLengthIn(settings.data().sequence());
        if (stopping.entropy() > 0 && maxLength <= Stopping.RECENT) {
            note(
                    "sampling.stop.entropy",
                    "is of the last " + Stopping.RECENT + " tokens, and a sequence has " + maxLength + " at most");
        }
    }

    /** Returns whether times are drawn and are the rates of masks. */
    private boolean ratesAreTimes() {
        return masked.filter(MaskedSpec::timesAreRates).isPresent() && objective.times() != ObjectiveSpec.Sharing.COUNT;
    }

    private void note(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
