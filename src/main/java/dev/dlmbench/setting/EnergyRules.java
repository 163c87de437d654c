package dev.dlmbench.setting;

import dev.dlmbench.base.Problem;
import dev.dlmbench.process.MaskedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import java.util.ArrayList;
import java.util.List;

/** The rules about energies: what they learn from, and which samplers they weigh for. */
final class EnergyRules {
    private final PointSettings settings;
    private final List<Problem> problems = new ArrayList<>();

    private EnergyRules(PointSettings settings) {
        this.settings = settings;
    }

    /** Returns what is wrong with settings that are right one by one. */
    static List<Problem> check(PointSettings settings) {
        EnergyRules rules = new EnergyRules(settings);
        boolean whole = settings.blockSize() == settings.data().sequence();
        if (settings.sampling().joint().ofEnergy() && !whole) {
            rules.note("sampling.joint.energy", "nce weighs whole sequences: process.blockSize must be data.sequence");
        }
        if (settings.energy()) {
            rules.model(whole);
            rules.objective(settings.objective());
        }
        return rules.problems;
    }

    private void model(boolean whole) {
        boolean masked = settings.process()
                .as(MaskedSpec.class)
                .filter(of -> of.sizes().isEmpty() && of.steps() == 0)
                .isPresent();
        if (!masked || !whole) {
            note("objective.loss", "nce needs kind masked over the whole sequence, in continuous time");
        }
        if (!settings.trained()) {
            note("objective.loss", "nce needs a network that is trained here");
        }
        if (settings.from().isEmpty() || settings.model().startFolder().isPresent()) {
            note("training.from", "must name an experiment with objective.loss nce, which learns to correct its model");
        }
        if (settings.model().goesOn()) {
            note(
                    "training.state",
                    "must be weights with objective.loss nce: another network has no state for an energy");
        }
    }

    private void objective(ObjectiveSpec objective) {
        String nothing = "must be 0 with objective.loss nce, which predicts no tokens";
        if (objective.auxiliary() > 0) {
            note("objective.auxiliary", nothing);
        }
        if (objective.scheduledSampling() > 0) {
            note("objective.scheduledSampling", nothing);
        }
        if (objective.coupledSampling() > 0) {
            note("objective.coupledSampling", nothing);
        }
        if (objective.search().every() > 0) {
            note("objective.search.every", "must be 0 with objective.loss nce, whose losses are not of blocks");
        }
    }

    private void note(String key, String rule) {
        problems.add(new Problem(key, rule));
    }
}
