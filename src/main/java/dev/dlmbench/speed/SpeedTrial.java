package dev.dlmbench.speed;

import dev.dlmbench.gate.GateJudge.SpeedPair;
import dev.dlmbench.gate.GateJudge.Timed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Has another build and this one decode in turn, each time in a process of its own. */
public final class SpeedTrial {
    /** Decodings of a process that do not count, and those whose median does, take about so long. */
    private static final double WARMUP_MILLIS = 1_000;

    private static final double MEASURED_MILLIS = 2_000;
    private static final int FEWEST = 5;

    private final SideBySide timing;
    private final OtherBuild base;
    private final OtherBuild ours;
    private final List<String> decoder;
    private final Path folder;
    private final PrintWriter progress;

    /**
     * Prepares a trial.
     *
     * @param base the other build
     * @param decoder the main class of a build and its command that decodes
     * @param folder for what the processes need
     * @param progress hears of every pair
     */
    public SpeedTrial(SideBySide timing, OtherBuild base, List<String> decoder, Path folder, PrintWriter progress) {
        this.timing = timing;
        this.base = base;
        this.ours = OtherBuild.ofThis();
        this.decoder = List.copyOf(decoder);
        this.folder = folder;
        this.progress = progress;
    }

    /** Returns what each of {@code all} took, in so many pairs: A B, B A, A B, and so on. */
    public Map<Timed, List<SpeedPair>> run(List<Timed> all, int pairs) throws IOException, InterruptedException {
        Map<Timed, List<SpeedPair>> speeds = new LinkedHashMap<>();
        for (Timed timed : all) {
            speeds.put(timed, run(timed, pairs));
        }
        return speeds;
    }

    private List<SpeedPair> run(Timed timed, int count) throws IOException, InterruptedException {
        Path setup = timing.setup(timed.point(), folder).toAbsolutePath();
        double once = median(ours, arguments(setup, timed, 1, FEWEST));
        int warmup = (int) Math.ceil(WARMUP_MILLIS / once);
        int measured = Math.max(FEWEST, (int) Math.ceil(MEASURED_MILLIS / once));
        List<String> what = arguments(setup, timed, warmup, measured);
        List<SpeedPair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean baseFirst = i % 2 == 0;
            double first = median(baseFirst ? base : ours, what);
            double second = median(baseFirst ? ours : base, what);
            SpeedPair pair = baseFirst ? new SpeedPair(first, second) : new SpeedPair(second, first);
            pairs.add(pair);
            progress.printf(
                    Locale.ROOT,
                    "%s, batch %d, pair %d of %d: %.1f ms with %s, %.1f ms now%n",
                    timed.point(),
                    timed.batch(),
                    i + 1,
                    count,
                    pair.before(),
                    base.words(),
                    pair.after());
            progress.flush();
        }
        return pairs;
    }

    private double median(OtherBuild build, List<String> what) throws IOException, InterruptedException {
        return SideBySide.median(build.command(decoder, what, folder), folder);
    }

    private static List<String> arguments(Path setup, Timed timed, int warmup, int iterations) {
        return List.of(
                setup.toString(),
                Integer.toString(timed.batch()),
                Integer.toString(warmup),
                Integer.toString(iterations));
    }
}
