package dev.dlmbench.suite;

import dev.dlmbench.base.Problem;
import dev.dlmbench.setting.ModelSettings;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.yaml.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules about models that samplers compute with besides the point's own. */
final class CompanionRules {
    private static final String KEY = "sampling.companion";

    private final Map<String, List<Point>> points;

    CompanionRules(List<Point> points) {
        this.points = points.stream().collect(Collectors.groupingBy(Point::experiment));
    }

    /** Returns what is wrong with the companion of {@code point}; nothing for most. */
    Optional<Problem> check(Point point) {
        PointSettings settings = point.settings();
        boolean needed = settings.sampling().joint().accompanied();
        String name = settings.companion();
        if (name.isEmpty()) {
            return needed
                    ? Optional.of(new Problem(KEY, "is missing: sampling.joint computes with another model, too"))
                    : Optional.empty();
        }
        String rule = needed ? broken(point, name) : "goes with sampling.joint alone, whose kind is independent";
        return rule.isEmpty() ? Optional.empty() : Optional.of(new Problem(KEY, rule));
    }

    private String broken(Point point, String name) {
        List<Point> others = points.getOrDefault(name, List.of());
        if (others.isEmpty()) {
            return "must name an experiment of this suite, got '" + Suggestions.shorten(name) + "'";
        }
        List<ModelSettings> models = others.stream()
                .map(other -> other.settings().model())
                .distinct()
                .toList();
        if (models.size() > 1) {
            return "must name an experiment with one model, and " + name + " has " + models.size();
        }
        ModelSettings model = models.get(0);
        boolean energy = point.settings().sampling().joint().ofEnergy();
        if (energy && !model.energy()) {
            return "must name an experiment with objective.loss nce for sampling.joint.energy nce, unlike " + name;
        }
        if (!energy && (model.process().kind().inBlocks() || !model.process().predictsFirst())) {
            return "must name an autoregressive experiment that predicts the first token, too, unlike " + name;
        }
        ModelSettings own = point.settings().model();
        if (!model.data().corpus().equals(own.data().corpus())
                || !model.data().tokenizer().equals(own.data().tokenizer())) {
            return "must name an experiment with the same corpus and tokenizer, unlike " + name;
        }
        int longest =
                point.settings().sampling().stopping().maxLengthIn(own.data().sequence());
        if (longest > model.data().sequence()) {
            return "must name an experiment whose model sees sequences of " + longest + " tokens, unlike " + name;
        }
        return others.get(0).seeds().containsAll(point.seeds())
                ? ""
                : "must name an experiment with the same seeds, and " + name + " has "
                        + others.get(0).seeds();
    }
}
