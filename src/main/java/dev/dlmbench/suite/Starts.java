package dev.dlmbench.suite;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Problem;
import dev.dlmbench.setting.ModelOrigin;
import dev.dlmbench.setting.ModelSettings;
import dev.dlmbench.yaml.Suggestions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules about models whose training starts from another experiment's. */
public final class Starts {
    private final Map<String, List<Point>> points;
    private final Map<String, Set<ModelSettings>> models = new HashMap<>();

    Starts(List<Point> points) {
        this.points = points.stream().collect(Collectors.groupingBy(Point::experiment));
    }

    /** Returns what is wrong with where {@code point} starts from; nothing for most. */
    List<Problem> check(Point point) {
        String from = point.settings().from();
        if (from.isEmpty()) {
            return point.settings().model().goesOn()
                    ? List.of(new Problem("training.state", "must be weights where training.from names no model"))
                    : List.of();
        }
        if (point.settings().model().startFolder().isPresent()) {
            return point.settings().model().goesOn()
                    ? List.of(new Problem("training.state", "must be weights: a published model has nothing else"))
                    : List.of();
        }
        String rule = broken(point, from);
        return rule.isEmpty() ? List.of() : List.of(new Problem("training.from", rule));
    }

    private String broken(Point point, String from) {
        List<Point> starts = points.getOrDefault(from, List.of());
        if (starts.isEmpty()) {
            return "must name an experiment of this suite, got '" + Suggestions.shorten(from) + "'";
        }
        Set<ModelSettings> different = models.computeIfAbsent(
                from,
                name -> starts.stream().map(other -> other.settings().model()).collect(Collectors.toSet()));
        if (different.size() > 1) {
            return "must name an experiment with one model, and " + from + " has " + different.size();
        }
        ModelSettings start = different.iterator().next();
        if (!start.from().isEmpty()) {
            return "must name an experiment that starts from fresh weights, and " + from + " starts from "
                    + start.from();
        }
        if (!(start.origin() instanceof ModelOrigin.Trained || start.origin() instanceof ModelOrigin.Published)) {
            return "must name an experiment with weights, unlike " + from;
        }
        ModelSettings own = point.settings().model();
        boolean published = start.origin() instanceof ModelOrigin.Published; // whose dropout nobody knows
        BackboneSpec shape = own.energy() ? own.backbone().with(start.backbone().network()) : own.backbone();
        BackboneSpec needed = published ? shape.undisturbed() : shape;
        if (!start.backbone().equals(needed)
                || !start.data().corpus().equals(own.data().corpus())
                || !start.data().tokenizer().equals(own.data().tokenizer())) {
            return "must name an experiment with the same backbone, corpus and tokenizer, unlike " + from;
        }
        if (own.energy() && !start.process().equals(own.process())) {
            return "must name an experiment with the same process, whose predictions objective.loss nce draws from,"
                    + " unlike " + from;
        }
        if (own.goesOn() && !(start.origin() instanceof ModelOrigin.Trained)) {
            return "must name an experiment that trains to go on from its full state, unlike " + from;
        }
        if (own.goesOn() && start.averages() != own.averages()) {
            return "must name an experiment " + (own.averages() ? "with" : "without")
                    + " training.ema to go on from its full state, unlike " + from;
        }
        return starts.get(0).seeds().containsAll(point.seeds())
                ? ""
                : "must name an experiment with the same seeds, and " + from + " has "
                        + starts.get(0).seeds();
    }
}
