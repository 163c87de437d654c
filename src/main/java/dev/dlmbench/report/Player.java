package dev.dlmbench.report;

import dev.dlmbench.analysis.Families;
import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.base.Visible;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.Trace;
import dev.dlmbench.store.NodeFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Recorded drawings of samples, which the page plays beside each other.
 *
 * @param lanes one for each point that has any
 * @param traces how many texts each lane has at most
 * @param left how many points have traces that found no room on the page
 */
public record Player(List<Lane> lanes, int traces, int left) {
    private static final int MOST_TRACES = 4;
    private static final int MOST_SHOWN = 6;

    /** What all lanes may take together, in characters. */
    private static final int ROOM = 1_500_000;

    /**
     * One point's traces.
     *
     * @param name of the point, short
     * @param shown whether it plays unless the reader chooses otherwise: one point of each family does, and its samples
     *     rather than its answers
     * @param anchor of what the page says about it
     * @param seed of the model
     * @param prompt that its samples begin with, where the traces do not say it
     * @param json the traces, fit to stand in a page
     * @param verdicts on the answer that each trace comes to, fit to stand in a page; none for samples
     */
    public record Lane(
            String name, boolean shown, String anchor, long seed, String prompt, String json, String verdicts) {}

    static Player of(SuiteResults results) throws IOException {
        List<Lane> lanes = new ArrayList<>();
        int most = 0;
        int left = 0;
        int room = ROOM;
        Set<String> families = new HashSet<>();
        for (int i = 0; i < results.index().points().size(); i++) {
            PointEntry point = results.index().points().get(i);
            for (Recorded recorded : recorded(results, point)) {
                List<Trace> traces = JsonLines.read(recorded.traces(), Trace.class, MOST_TRACES).stream()
                        .map(Player::shortened)
                        .toList();
                String json = JsonLines.inPage(traces);
                if (json.length() > room) {
                    left++;
                    continue;
                }
                room -= json.length();
                most = Math.max(most, traces.size());
                lanes.add(new Lane(
                        Families.pointName(point) + recorded.suffix(),
                        recorded.suffix().isEmpty()
                                && families.size() < MOST_SHOWN
                                && families.add(Families.name(point)),
                        MainTable.anchor(i),
                        recorded.seed().seed(),
                        point.settings().getOrDefault("sampling.prompt", ""),
                        json,
                        JsonLines.inPage(recorded.verdicts(results))));
            }
        }
        return new Player(lanes, most, left);
    }

    /**
     * Recorded drawings of the first seed of a point that has any.
     *
     * @param seed the replicate
     * @param kind of the node that they are of
     * @param traces their file
     * @param suffix that tells them from others of the point, or empty
     */
    private record Recorded(SeedEntry seed, NodeKind kind, Path traces, String suffix) {

        /** Returns what became of each answer; nothing of samples, which are no answers. */
        List<String> verdicts(SuiteResults results) throws IOException {
            Optional<Path> answers = kind == NodeKind.ANSWERS
                    ? results.file(seed, NodeKind.ANSWERS, NodeFiles.ANSWERS)
                    : Optional.empty();
            return answers.isEmpty()
                    ? List.of()
                    : JsonLines.read(answers.get(), Answer.class).stream()
                            .filter(answer -> answer.sample() == 0)
                            .limit(MOST_TRACES)
                            .map(AnswerState::of)
                            .map(AnswerState::word)
                            .toList();
        }
    }

    private static List<Recorded> recorded(SuiteResults results, PointEntry point) {
        List<Recorded> all = new ArrayList<>();
        for (NodeKind kind : List.of(NodeKind.SAMPLES, NodeKind.ANSWERS)) {
            for (SeedEntry seed : point.seeds()) {
                Optional<Path> file = results.file(seed, kind, NodeFiles.TRACES);
                if (file.isPresent()) {
                    all.add(new Recorded(seed, kind, file.get(), all.isEmpty() ? "" : ", answers"));
                    break;
                }
            }
        }
        return all;
    }

    private static Trace shortened(Trace trace) {
        return new Trace(
                trace.index(),
                trace.length(),
                trace.steps().stream()
                        .map(step -> new Trace.Step(
                                step.role(),
                                step.at(),
                                step.to().stream().map(Visible::text).toList(),
                                step.p().stream()
                                        .map(p -> Math.rint(p * 1000) / 1000)
                                        .toList()))
                        .toList());
    }
}
