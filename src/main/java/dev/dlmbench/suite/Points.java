package dev.dlmbench.suite;

import dev.dlmbench.base.Problem;
import dev.dlmbench.setting.PointBuilder;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.setting.PointValues;
import dev.dlmbench.setting.SettingRules;
import dev.dlmbench.setting.SettingValue;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Position;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the points of sweeps into checked points, and says which points a mistake concerns. */
final class Points {
    private final Path folder;
    private final CrossChecks crossChecks;
    private final ExampleFileChecks exampleFiles = new ExampleFileChecks();
    private final Equipment equipment;
    private final PointValues shared;
    private final Diagnostics diagnostics;
    private final Map<Position, Map<String, List<String>>> mistakes = new LinkedHashMap<>();
    private final Map<Point, Candidate> checked = new LinkedHashMap<>();
    private int candidates;

    /**
     * Creates checks of no points yet.
     *
     * @param folder that files named on the command line are relative to
     * @param equipment of the machine that is to compute them
     * @param shared what all experiments of the suite have in common
     */
    Points(Path folder, Equipment equipment, PointValues shared, Diagnostics diagnostics) {
        this.folder = folder;
        this.crossChecks = new CrossChecks(folder);
        this.equipment = equipment;
        this.shared = shared;
        this.diagnostics = diagnostics;
    }

    /** Returns the points of one experiment that are right; the mistakes of the others are kept for {@link #report}. */
    List<Point> check(List<Candidate> sweep) {
        List<Point> points = new ArrayList<>();
        Map<Object, String> seen = new HashMap<>();
        for (Candidate candidate : sweep) {
            candidates++;
            PointValues values = new PointValues(candidate.settings(), shared).in(key -> candidate.folder(key, folder));
            PointBuilder builder = new PointBuilder(values);
            Optional<PointSettings> settings = builder.build();
            builder.problems().forEach(problem -> note(candidate, problem));
            List<Problem> crossed = crossChecks.check(candidate, values);
            crossed.forEach(problem -> note(candidate, problem));
            Optional<List<Long>> seeds = values.find("seeds").map(value -> ((SettingValue.Wholes) value).values());
            settings.map(SettingRules::check).orElse(List.of()).forEach(problem -> note(candidate, problem));
            boolean there = crossed.stream().noneMatch(problem -> problem.key().startsWith("data.corpus"));
            settings.filter(found -> there).flatMap(exampleFiles::check).ifPresent(problem -> note(candidate, problem));
            settings.flatMap(found -> equipment.lack(found.engine()))
                    .ifPresent(lack -> note(candidate, new Problem("engine.device", lack)));
            if (settings.isEmpty() || seeds.isEmpty()) {
                continue;
            }
            String twin = seen.putIfAbsent(settings.get(), candidate.id());
            if (twin != null) {
                diagnostics.report(candidate.at(), "point " + candidate.id() + " is the same as point " + twin);
            }
            Point point = new Point(candidate.experiment().name(), candidate.axes(), settings.get(), seeds.get());
            points.add(point);
            checked.put(point, candidate);
        }
        return points;
    }

    /** Notes what is wrong between the points of different experiments. */
    void checkTogether() {
        Starts starts = new Starts(List.copyOf(checked.keySet()));
        CompanionRules companions = new CompanionRules(List.copyOf(checked.keySet()));
        checked.forEach((point, candidate) -> {
            starts.check(point).forEach(problem -> note(candidate, problem));
            companions.check(point).ifPresent(problem -> note(candidate, problem));
        });
    }

    /** Reports all mistakes, each once; those that some points do not share name those that have them. */
    void report() {
        mistakes.forEach((at, messages) -> messages.forEach((message, points) -> {
            String others = points.size() == 1 ? "" : " and " + (points.size() - 1) + " more";
            String where = points.size() == candidates ? "" : " (point " + points.get(0) + others + ")";
            diagnostics.report(at, message + where);
        }));
    }

    private void note(Candidate candidate, Problem problem) {
        mistakes.computeIfAbsent(candidate.place(problem.key()), at -> new LinkedHashMap<>())
                .computeIfAbsent(problem.toString(), message -> new ArrayList<>())
                .add(candidate.id());
    }
}
