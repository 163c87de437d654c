package dev.dlmbench.setting;

import dev.dlmbench.base.Problem;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.Proposal;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.util.ArrayList;
import java.util.List;

/** The rules that hold between walks over a hypersphere, training and sampling. */
final class SphereRules {
    private SphereRules() {}

    /** Returns what is wrong with settings that are right one by one. */
    static List<Problem> check(PointSettings settings) {
        List<Problem> problems = new ArrayList<>();
        if (settings.process().kind() == ProcessKind.SPHERE) {
            training(settings, problems);
            sampling(settings.sampling(), problems);
        }
        return problems;
    }

    private static void training(PointSettings settings, List<Problem> problems) {
        if (!settings.trained()) {
            problems.add(new Problem(
                    "process.kind",
                    "sphere needs a network that is trained here: no other reads points of a sphere, and how likely a"
                            + " token leads to a point is not known exactly"));
        }
        boolean scheduled = settings.objective().scheduledSampling() > 0;
        if (scheduled || settings.objective().coupledSampling() > 0) {
            problems.add(new Problem(
                    "objective." + (scheduled ? "scheduledSampling" : "coupledSampling"),
                    "needs noise on tokens, which kind sphere has none of"));
        }
    }

    private static void sampling(SamplingSpec sampling, List<Problem> problems) {
        String only = " for kind sphere, whose positions all walk in every step";
        if (!(sampling.plan() instanceof StepPlan.Grid)) {
            problems.add(new Problem("sampling.plan", "must be grid" + only));
        }
        if (!(sampling.selector() instanceof Selector.Ancestral)
                && !sampling.selector().ofMasks()) { // these are refused already
            problems.add(new Problem("sampling.selector.kind", "must be ancestral" + only));
        }
        if (!(sampling.corrector() instanceof Corrector.None)) {
            problems.add(new Problem("sampling.corrector.kind", "must be none" + only));
        }
        if (sampling.early().ever()) {
            problems.add(new Problem("sampling.early.steps", "must be 0" + only));
        }
        if (!sampling.proposal().equals(Proposal.PLAIN)) {
            problems.add(new Problem(
                    "sampling",
                    "temperature, topP, topK, minP and greedy do not go with kind sphere, which draws no token from a"
                            + " distribution"));
        }
    }
}
