package dev.dlmbench.benchmark;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.statistics.Moments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Times training steps and decoding, and the same work in another implementation beside it: in every round a fresh JVM
 * and a fresh process of the peer, one after the other, so that a machine whose speed drifts slows both.
 *
 * @param workload the size
 * @param engine where and how
 * @param peer absent: no comparison
 * @param rounds how many pairs
 * @param only what the name of a row must contain to be timed; empty for all of them
 */
public record PeerComparison(Workload workload, EngineSpec engine, Optional<Peer> peer, int rounds, String only) {

    /**
     * Returns a Markdown table; {@code line} hears of every single result.
     *
     * @throws InvalidSettingException if no row is to be timed, or the peer fails
     */
    public String table(Path folder, Consumer<String> line) throws IOException, InterruptedException {
        List<Case> cases = cases();
        StringBuilder table = new StringBuilder();
        table.append("| work | ms per call | tokens/s | slowest call over median | peak MiB |");
        table.append(peer.isPresent() ? " peer, ms | its peak MiB | speed relative to the peer (min - max) |\n" : "\n");
        table.append("| --- | ---: | ---: | ---: | ---: |").append(peer.isPresent() ? " ---: | ---: | ---: |\n" : "\n");
        Round[][] ours = new Round[cases.size()][rounds];
        Round[][] theirs = new Round[cases.size()][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < cases.size(); i++) {
                Case work = cases.get(i);
                ours[i][round] = work.time(workload, engine, folder);
                theirs[i][round] =
                        peer.isPresent() && work.passes() == 1 ? peer.get().time(work, workload, engine) : Round.NONE;
                line.accept(String.format(
                        Locale.ROOT,
                        "%s, round %d: %.1f ms, peer %.1f ms, ratio %.3f",
                        work.name(),
                        round + 1,
                        ours[i][round].median(),
                        theirs[i][round].median(),
                        theirs[i][round].median() / ours[i][round].median()));
            }
        }
        for (int i = 0; i < cases.size(); i++) {
            table.append(row(cases.get(i), ours[i], theirs[i]));
        }
        return table.toString();
    }

    private List<Case> cases() {
        List<Case> all = Case.all(workload);
        List<Case> wanted =
                all.stream().filter(work -> work.name().contains(only)).toList();
        if (wanted.isEmpty()) {
            throw new InvalidSettingException("no row has '" + only + "' in its name; there are: "
                    + all.stream().map(Case::name).collect(Collectors.joining("; ")));
        }
        return wanted;
    }

    private String row(Case work, Round[] ours, Round[] theirs) {
        double millis = Moments.median(values(ours, Round::median));
        double speed = 1000.0 * work.batch() * workload.sequence() / millis;
        String start = String.format(
                Locale.ROOT,
                "| %s | %.1f | %,.0f | %.2f | %.0f |",
                work.name(),
                millis,
                speed,
                Moments.median(values(ours, Round::spread)),
                Moments.median(values(ours, Round::peakMiB)));
        if (Double.isNaN(theirs[0].median())) {
            return start + (peer.isPresent() ? " | | |\n" : "\n");
        }
        double[] ratios = new double[rounds];
        Arrays.setAll(ratios, i -> theirs[i].median() / ours[i].median());
        return start
                + String.format(
                        Locale.ROOT,
                        " %.1f | %.0f | %.2f (%.2f - %.2f) |%n",
                        Moments.median(values(theirs, Round::median)),
                        Moments.median(values(theirs, Round::peakMiB)),
                        Moments.median(ratios),
                        Arrays.stream(ratios).min().orElseThrow(),
                        Arrays.stream(ratios).max().orElseThrow());
    }

    private static double[] values(Round[] rounds, ToDoubleFunction<Round> value) {
        return Arrays.stream(rounds).mapToDouble(value).toArray();
    }
}
