package dev.dlmbench.suite;

import dev.dlmbench.base.Problem;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.Parameterization;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.StandardSchedule;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.process.Window;
import java.util.ArrayList;
import java.util.List;

/** The rules that hold between a process, what its training minimises, and how its likelihood is measured. */
final class SettingRules {
    private final PointSettings settings;
    private final ProcessSpec process;
    private final ObjectiveSpec objective;
    private final int size;
    private final List<Problem> problems = new ArrayList<>();

    private SettingRules(PointSettings settings) {
        this.settings = settings;
        this.process = settings.process();
        this.objective = settings.objective();
        this.size = process.blockSizeIn(settings.data().sequence());
    }

    /** Returns what is wrong with settings that are right one by one. */
    static List<Problem> check(PointSettings settings) {
        SettingRules rules = new SettingRules(settings);
        if (settings.process().kind() != ProcessKind.AUTOREGRESSIVE) {
            rules.mixture();
            rules.loss();
            rules.times();
            rules.window();
            rules.search();
        }
        String misfit = settings.likelihood().estimator().misfit(settings.process(), rules.size);
        if (settings.process().kind() != ProcessKind.AUTOREGRESSIVE && !misfit.isEmpty()) {
            rules.note(
                    "likelihood.estimator",
                    SettingRows.word(settings.likelihood().estimator()) + " " + misfit);
        }
        return rules.problems;
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
        String kind = SettingRows.word(process.kind());
        if (process.kind().replaces() && !loss.forTokens()) {
            note(
                    "objective.loss",
                    "must not be cross-entropy for kind " + kind
                            + ": of all tokens it teaches another distribution than"
                            + " the reverse step needs, and samples go astray. Use bound, or changed-cross-entropy; to"
                            + " show what goes wrong, marginal-cross-entropy");
        } else if (!process.kind().replaces() && !loss.forMasks()) {
            note(
                    "objective.loss",
                    SettingRows.word(loss) + " goes with uniform and hybrid noise, not with kind " + kind);
        }
        boolean subs = process.kind() != ProcessKind.MASKED || process.parameterization() == Parameterization.SUBS;
        if (!subs && (loss != TrainingLoss.BOUND || objective.auxiliary() > 0)) {
            String key = loss != TrainingLoss.BOUND ? "objective.loss" : "objective.auxiliary";
            note(key, "goes with parameterization subs only, got " + SettingRows.word(process.parameterization()));
        }
        if (objective.auxiliary() > 0 && process.kind() != ProcessKind.MASKED) {
            note("objective.auxiliary", "goes with kind masked only, got kind " + kind);
        }
    }

    private void times() {
        boolean counts = objective.times() == ObjectiveSpec.Sharing.COUNT;
        if (counts && (process.kind() != ProcessKind.MASKED || process.steps() > 0)) {
            note("objective.times", "count needs kind masked in continuous time");
        }
        if (counts && process.parameterization() == Parameterization.MEAN) {
            note("objective.times", "count does not go with parameterization mean");
        }
    }

    private void window() {
        Window window = objective.window();
        if (window.equals(Window.FULL)) {
            return;
        }
        if (!ratesAreTimes()) {
            note("objective.window", "needs kind masked, schedule linear, continuous time and times that are drawn");
        } else if (window.equals(Window.ALWAYS_MASKED)
                && (size != 1 || process.sizes().isPresent())) {
            note("objective.window", "can be [1, 1], always masked, for blocks of 1 only, got blocks of " + size);
        } else if (objective.rejectCounts() && !window.allowsAny(size)) {
            note("objective.window", window + " holds no share of masks that a block of " + size + " can have");
        }
    }

    private void search() {
        if (objective.search().every() > 0
                && (!ratesAreTimes() || process.sizes().isPresent())) {
            note(
                    "objective.search.every",
                    "needs kind masked with one block size, schedule linear, continuous time and times that are drawn");
        }
    }

    /** Returns whether times are drawn and are the rates of masks. */
    private boolean ratesAreTimes() {
        return process.kind() == ProcessKind.MASKED
                && process.schedule() == StandardSchedule.LINEAR
                && process.steps() == 0
                && objective.times() != ObjectiveSpec.Sharing.COUNT;
    }

    private void note(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
