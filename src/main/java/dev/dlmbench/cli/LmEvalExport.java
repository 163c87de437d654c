package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.export.AskedTask;
import dev.dlmbench.export.LmEvalFolder;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Point;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExampleFilesSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what the models of a suite answered as lm-evaluation-harness does: a folder for each point and seed. */
record LmEvalExport(Dlm dlm, ResultStore store) {
    private static final List<NodeKind> KINDS = List.of(NodeKind.ANSWERS, NodeKind.CHOICES);

    /**
     * Writes a folder.
     *
     * @param words a suite, or a suite and a point with a colon between
     * @param point of the suite; all if absent
     * @param seed of the models; all if absent
     * @return what was written of each model, by its folder
     * @throws InvalidSettingException if nothing was answered, or the folder is there already
     */
    Map<Path, String> write(String words, @Nullable String point, @Nullable Long seed, Path folder) throws IOException {
        boolean suite = SuiteArgument.isOne(dlm, store, words) || !words.contains(":");
        SuiteIndex index = suite
                ? SuiteArgument.index(dlm, store, words)
                : PointArgument.of(dlm, store, "", words).suite();
        List<PointEntry> points = !suite
                ? List.of(PointArgument.of(dlm, store, "", words).point())
                : point == null ? index.points() : List.of(PointArgument.in(index, point));
        boolean files = points.stream().anyMatch(LmEvalExport::askedOfFiles);
        Map<String, String> places = files ? places(suite ? words : index.suite()) : Map.of();
        Map<LmEvalFolder.Model, List<AskedTask>> models = new LinkedHashMap<>();
        for (PointEntry each : points) {
            for (SeedEntry replicate : each.seeds()) {
                List<AskedTask> asked = seed == null || replicate.seed() == seed ? asked(replicate, places) : List.of();
                if (!asked.isEmpty()) {
                    String name = index.suite() + ":" + each.id() + ":" + replicate.seed();
                    models.put(new LmEvalFolder.Model(name, replicate.seed(), each.settings()), asked);
                }
            }
        }
        if (models.isEmpty()) {
            throw new InvalidSettingException(
                    words + " has no answers to a task" + (seed == null ? "" : " under seed " + seed)
                            + "; a suite with the metric accuracy or choice-accuracy asks for them");
        }
        Map<Path, String> written = new LinkedHashMap<>();
        WholeFolder.write(folder, aside -> {
            for (Map.Entry<LmEvalFolder.Model, List<AskedTask>> model : models.entrySet()) {
                String place = model.getKey().folder();
                Path own = Files.createDirectories(aside.resolve(place));
                written.put(folder.resolve(place), said(LmEvalFolder.write(model.getKey(), model.getValue(), own)));
            }
        });
        return written;
    }

    private List<AskedTask> asked(SeedEntry replicate, Map<String, String> places) throws IOException {
        List<AskedTask> asked = new ArrayList<>();
        for (NodeKind kind : KINDS) {
            String address = replicate.nodes().get(kind.id());
            Optional<AskedTask> node =
                    address == null ? Optional.empty() : AskedTask.read(store, address, dlm.data(), places);
            node.ifPresent(asked::add);
        }
        return asked;
    }

    private static boolean askedOfFiles(PointEntry point) {
        return ExampleFilesSpec.KIND.equals(point.settings().get("data.corpus"));
    }

    /** Returns where examples in files are, by what is in them, as far as the suite's file says it. */
    private Map<String, String> places(String suite) {
        Path file = dlm.resolve(SuiteArgument.source(dlm, Path.of(suite)));
        Map<String, String> places = new HashMap<>();
        if (Files.isRegularFile(file)) {
            PlanFacts facts = dlm.program().facts().apply(dlm.data());
            for (Point point : SuiteReader.read(file, List.of(), dlm.folder()).points()) {
                DataSpec data = point.settings().data();
                if (data.corpus() instanceof CorpusSpec.OnDisk files
                        && files.examples().isPresent()) {
                    places.put(facts.contentHash(data), files.whereabouts());
                }
            }
        }
        return places;
    }

    private static String said(Map<String, Integer> examples) {
        return examples.entrySet().stream()
                .map(task -> Words.counted(task.getValue(), "example") + " of " + task.getKey())
                .collect(Collectors.joining(", "));
    }
}
