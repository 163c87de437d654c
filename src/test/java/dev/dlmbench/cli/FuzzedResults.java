package dev.dlmbench.cli;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.fixture.Mutator;
import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.report.FixtureStore;
import dev.dlmbench.results.Calibration;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Calibrations;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every file of a store and of its reports, damaged, and put to the commands that read them. */
final class FuzzedResults implements FuzzTarget {
    private static final String SUITE = FixtureStore.SUITE;
    private static final String DRAWN = "drawn";
    private static final String ARCHIVE = "gated.zip";
    private static final String STEADY = "likelihood:5=nll-1 likelihood:6=nll-1.1 likelihood:7=nll-1.2";
    private static final String POINT = "block,blockSize=4,stepsPerBlock=4";
    private static final String GATED = """
            experiments:
              ar: {process: {kind: autoregressive}}
            metrics: [nll]
            gate:
              rules:
              - {metric: nll, tolerance: 1%}
            claims: [{id: one, says: It is so, expect: 'nll(ar) < 2'}]
            """;

    private final FuzzedPlace place;
    private final Map<String, List<String>> files = new TreeMap<>();

    FuzzedResults(Path scratch) throws IOException {
        this.place = new FuzzedPlace(scratch);
        Path work = place.work();
        ResultStore store = FixtureStore.fillSmall(work.resolve("results"));
        SuiteIndex index = store.readIndex(SUITE).orElseThrow();
        store.writeIndex(named(index, DRAWN, index.charts()));
        store.writeIndex(named(index, SUITE, List.of()));
        String gated = RunSuites.text(GATED).replace("suite: small", "suite: gated");
        Files.writeString(work.resolve("gated.yaml"), gated.replace("defaults:", "defaults:\n  seeds: [5, 6, 7]"));
        Launch.in(work, STEADY, new String[] {"run", "gated.yaml"});
        Launch.in(work, STEADY, new String[] {"baseline", "save", "gated.yaml"});
        new Calibrations(store).write(calibration());
        place.accepts("", "report", SUITE);
        place.accepts("", "export", "gated", "--format", "archive", "-o", ARCHIVE);
        try (Stream<Path> found = Files.walk(work)) {
            for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
                String name = work.relativize(file).toString();
                if (name.startsWith("results") || name.endsWith("summary.json") || name.equals(ARCHIVE)) {
                    String kind = name.replaceAll("[0-9a-f]{64}", "#");
                    files.computeIfAbsent(kind.substring(kind.lastIndexOf('/') + 1), none -> new ArrayList<>())
                            .add(name);
                }
            }
        }
    }

    private static SuiteIndex named(SuiteIndex index, String name, List<String> charts) {
        return new SuiteIndex(
                name,
                index.title(),
                index.file(),
                index.text(),
                index.metrics(),
                charts,
                index.tables(),
                index.commentary(),
                index.claims(),
                index.points());
    }

    private static Calibration calibration() {
        Calibration.Noise noise = new Calibration.Noise(
                "nll of every point",
                "ar",
                "nll",
                "",
                "",
                false,
                3,
                0.01,
                0.1,
                List.of(0.01),
                0.011,
                0.02,
                null,
                0,
                0,
                List.of("same"));
        Map<String, String> machine = Map.of("cpu", "unknown", "cores", "2");
        return new Calibration("gated", "2025-01-01T00:00:00Z", machine, .01, 10, 1, 0, 100, 0, List.of(noise));
    }

    @Override
    public Damaged damage(SplittableRandom random) throws IOException {
        Mutator mutator = new Mutator(random);
        String file = mutator.one(mutator.one(List.copyOf(files.values())));
        String other = mutator.one(mutator.one(List.copyOf(files.values())));
        Mutator.Form form = file.equals(ARCHIVE) ? Mutator.Form.BINARY : Mutator.Form.JSON;
        byte[] bytes = mutator.mutate(read(file), read(other), form);
        return new Damaged(file, bytes, random.nextInt(1 << 20));
    }

    private byte[] read(String file) throws IOException {
        return Files.readAllBytes(place.work().resolve(file));
    }

    @Override
    public boolean reads(Damaged damaged) throws IOException {
        Path file = place.work().resolve(damaged.file());
        Map<Path, byte[]> before = new TreeMap<>(Map.of(file, Files.readAllBytes(file)));
        boolean ofNode = damaged.file().startsWith("results/nodes/");
        boolean sums = ofNode && !damaged.file().endsWith(NodeFiles.STATUS) && damaged.choice() % 8 > 0;
        Path folder = Objects.requireNonNull(file.getParent());
        try {
            if (sums) {
                for (String name : List.of(NodeFiles.CHECKSUMS, NodeFiles.STATUS)) {
                    before.putIfAbsent(folder.resolve(name), Files.readAllBytes(folder.resolve(name)));
                }
            }
            Files.write(file, damaged.bytes());
            if (sums) {
                sumsFor(file);
            }
            boolean read = commands(
                    damaged,
                    ofNode
                            ? damaged.file()
                                    .substring("results/nodes/ab/".length())
                                    .substring(0, 12)
                            : "");
            place.requireUntouched();
            return read;
        } finally {
            for (Map.Entry<Path, byte[]> each : before.entrySet()) {
                Files.write(each.getKey(), each.getValue());
            }
            Files.deleteIfExists(place.work().resolve("results/last-error.txt"));
        }
    }

    /** Writes checksums that fit the damage, as whoever does it on purpose would. */
    private static void sumsFor(Path file) throws IOException {
        Path list = file.resolveSibling(NodeFiles.CHECKSUMS);
        if (!file.equals(list)) {
            String name = "  " + file.getFileName();
            List<String> lines = new ArrayList<>();
            for (String line : Files.readAllLines(list)) {
                lines.add(line.endsWith(name) ? Hashes.of(Files.readAllBytes(file)) + name : line);
            }
            Files.writeString(list, String.join("\n", lines) + "\n");
        }
        Files.writeString(
                file.resolveSibling(NodeFiles.STATUS), "complete " + Hashes.of(Files.readAllBytes(list)) + "\n");
    }

    private boolean commands(Damaged damaged, String node) throws IOException {
        if (damaged.file().equals(ARCHIVE)) {
            return imports();
        }
        String name = Path.of(damaged.file()).getFileName().toString();
        String of = node.isEmpty() ? name : node;
        List<String[]> commands = new ArrayList<>();
        if (!node.isEmpty()) {
            commands.add(words("show " + node));
        }
        if (damaged.file().contains("gated") || damaged.choice() % 16 == 0) {
            commands.add(words("gate gated.yaml"));
            commands.add(words("claims gated.yaml"));
            commands.add(words("baseline show gated"));
        }
        List<String> others = List.of(
                "status",
                "fsck",
                "gc",
                "ls " + SUITE,
                "ls",
                "table " + SUITE + " --format latex",
                "compare " + SUITE + " ar " + POINT,
                "history " + SUITE + " --metric nll",
                "show " + SUITE + "/" + POINT,
                "export " + SUITE + " --format jsonl");
        commands.add(words(others.get((int) (damaged.choice() / 32 % others.size()))));
        if (damaged.choice() % 32 == 1) {
            commands.add(words("report " + DRAWN));
            commands.add(words("chart " + DRAWN + " --format svg -o charts"));
        }
        commands.add(words("report " + SUITE));
        boolean read = true;
        for (String[] command : commands) {
            read &= place.accepts(of, command);
        }
        return read;
    }

    /** Imports the archive into a store of its own, which is deleted again. */
    private boolean imports() throws IOException {
        boolean read = place.accepts(ARCHIVE, "import", ARCHIVE, "--store", "other");
        Path other = place.work().resolve("other");
        if (Files.exists(other)) {
            try (Stream<Path> found = Files.walk(other)) {
                for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return read;
    }

    private static String[] words(String command) {
        return command.split(" ", -1);
    }
}
