package dev.dlmbench.benchmark;

import dev.dlmbench.base.Csv;
import dev.dlmbench.chart.CostCurve;
import dev.dlmbench.chart.Drawing;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.process.ProcessKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How the time and the memory of training and decoding grow with the size, as a table and as charts beside what the
 * count of multiplications says. That line goes through the largest size, where little else counts.
 *
 * @param engine where and how
 */
public record CostCurves(EngineSpec engine) {
    private static final int BLOCK = 16;
    private static final int CALLS = 8;
    private static final List<String> COLUMNS =
            List.of("curve", "work", "size", "ms", "slowest over median", "peak MiB", "multiplications");

    /** One size and what was measured there. */
    private record Measured(int size, Round round, double multiplications) {}

    /** A family of sizes. */
    private enum Axis {
        LENGTH("length", "tokens of a sequence", false),
        WIDTH("width", "width of the network", false),
        BATCH("batch", "sequences of a batch", false),
        DECODED("decoded-length", "tokens decoded", true);

        private final String id;
        private final String words;
        private final boolean decoding;

        Axis(String id, String words, boolean decoding) {
            this.id = id;
            this.words = words;
            this.decoding = decoding;
        }

        List<Integer> sizes() {
            return switch (this) {
                case LENGTH -> List.of(128, 256, 512, 1024, 2048);
                case WIDTH -> List.of(64, 128, 256, 512);
                case BATCH -> List.of(1, 4, 16, 64);
                case DECODED -> List.of(64, 128, 256, 512, 1024);
            };
        }

        Workload workload(int size) {
            return switch (this) {
                case LENGTH -> new Workload(4, 128, 4, size, 29, 4);
                case WIDTH -> new Workload(4, size, 4, 128, 29, 8);
                case BATCH -> new Workload(4, 128, 4, 128, 29, size);
                case DECODED -> new Workload(4, 128, 4, size, 29, 1);
            };
        }

        List<Case> works(Workload workload) {
            int batch = workload.batch();
            if (decoding) {
                return List.of(
                        new Case("autoregressive", true, ProcessKind.AUTOREGRESSIVE, 0, 0, batch, 1),
                        new Case("block diffusion", true, ProcessKind.MASKED, BLOCK, CALLS, batch, 1));
            }
            return List.of(
                    new Case("autoregressive", false, ProcessKind.AUTOREGRESSIVE, 0, 0, batch, 1),
                    new Case("masked", false, ProcessKind.MASKED, workload.sequence(), 0, batch, 1),
                    new Case("block diffusion", false, ProcessKind.MASKED, BLOCK, 0, batch, 1));
        }
    }

    /**
     * Measures all curves and writes {@code costs.csv} and the charts into {@code folder}.
     *
     * @param scratch for the timing JVMs
     * @param line hears of every single result
     */
    public void write(Path folder, Path scratch, Consumer<String> line) throws IOException {
        Files.createDirectories(folder);
        List<List<String>> rows = new ArrayList<>();
        for (Axis axis : Axis.values()) {
            Map<String, List<Measured>> curves = new LinkedHashMap<>();
            for (int size : axis.sizes()) {
                Workload workload = axis.workload(size);
                for (Case work : axis.works(workload)) {
                    Measured measured =
                            new Measured(size, work.time(workload, engine, scratch), work.multiplications(workload));
                    curves.computeIfAbsent(work.name(), name -> new ArrayList<>())
                            .add(measured);
                    rows.add(row(axis, work, measured));
                    line.accept(String.format(
                            Locale.ROOT,
                            "%s %d, %s: %.1f ms, %.0f MiB",
                            axis.id,
                            size,
                            work.name(),
                            measured.round().median(),
                            measured.round().peakMiB()));
                }
            }
            draw(folder, axis, curves);
        }
        Files.writeString(folder.resolve("costs.csv"), Csv.of(COLUMNS, rows));
    }

    private static List<String> row(Axis axis, Case work, Measured measured) {
        Round round = measured.round();
        return List.of(
                axis.id,
                work.name(),
                Integer.toString(measured.size()),
                String.format(Locale.ROOT, "%.3f", round.median()),
                String.format(Locale.ROOT, "%.2f", round.spread()),
                String.format(Locale.ROOT, "%.0f", round.peakMiB()),
                String.format(Locale.ROOT, "%.0f", measured.multiplications()));
    }

    private static void draw(Path folder, Axis axis, Map<String, List<Measured>> curves) throws IOException {
        String what = axis.decoding ? "a decoding" : "a training step";
        List<CostCurve.Line> times = new ArrayList<>();
        List<CostCurve.Line> memory = new ArrayList<>();
        curves.forEach((name, measured) -> {
            Measured largest = measured.get(measured.size() - 1);
            double pace = largest.round().median() / largest.multiplications();
            times.add(new CostCurve.Line(
                    name,
                    measured.stream()
                            .map(at -> new CostCurve.Point(at.size(), at.round().median(), pace * at.multiplications()))
                            .toList()));
            memory.add(new CostCurve.Line(
                    name,
                    measured.stream()
                            .map(at -> new CostCurve.Point(at.size(), at.round().peakMiB(), Double.NaN))
                            .toList()));
        });
        save(
                folder.resolve("time-over-" + axis.id),
                CostCurve.draw(
                        "time-over-" + axis.id, "Time of " + what + " over " + axis.words, axis.words, "ms", times));
        save(
                folder.resolve("memory-over-" + axis.id),
                CostCurve.draw(
                        "memory-over-" + axis.id,
                        "Peak memory of " + what + " over " + axis.words,
                        axis.words,
                        "peak memory, MiB",
                        memory));
    }

    private static void save(Path file, Drawing drawing) throws IOException {
        Files.writeString(file.resolveSibling(file.getFileName() + ".svg"), drawing.svg());
        Files.write(file.resolveSibling(file.getFileName() + ".pdf"), drawing.pdf());
    }
}
