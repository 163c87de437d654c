import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.ResultStore;
import dev.dlmbench.statistics.Interval;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks the numbers of a suite on a source that is known exactly, and its report.
 *
 * <p>Run as {@code java -cp ... ci/CheckQuickstart.java STORE SUITE PAGE}.
 */
final class CheckQuickstart {
    /** How far from perfect the autoregressive model may be, in nats per token. */
    private static final double NEAR = 0.05;

    /** What the chance in so many documents may make of nothing, in nats per token. */
    private static final double NOISE = 0.02;

    private static final List<Metric> ASKED = List.of(
            Metric.NLL, Metric.GEN_PPL, Metric.ENTROPY, Metric.NFE, Metric.LATENCY, Metric.THROUGHPUT);

    private static final Pattern OUTSIDE = Pattern.compile(
            "(?i)(?:src|href|action|poster|data)\\s*=\\s*[\"']?(?:[a-z]+:)?//|url\\(\\s*[\"']?(?:[a-z]+:)?//|@import");

    private static int failures;

    private CheckQuickstart() {}

    public static void main(String[] arguments) throws Exception {
        ResultStore store = ResultStore.open(Path.of(arguments[0]));
        SuiteResults results =
                SuiteResults.read(store, store.readIndex(arguments[1]).orElseThrow());
        List<PointEntry> points = results.index().points();
        double rate = only(results.facts(Metric.ENTROPY_RATE));
        double truth = only(results.facts(Metric.TRUE_NLL));
        say(points.size() + " points; entropy rate %.4f, true NLL of the documents %.4f nats per token", rate, truth);
        for (PointEntry point : points) {
            for (Metric metric : ASKED) {
                check(results.summary(point, metric).mean().isPresent(), "%s has %s", point.id(), metric.id());
            }
            Summary summary = results.summary(point, Metric.NLL);
            if (summary.mean().isPresent()) {
                likelihood(point, summary, rate, truth);
            }
        }
        report(Path.of(arguments[2]), points);
        if (failures > 0) {
            say("%d checks failed", failures);
            System.exit(1);
        }
    }

    private static void likelihood(PointEntry point, Summary summary, double rate, double truth) {
        double nll = summary.mean().getAsDouble();
        double reach = summary.interval().map(Interval::high).orElse(nll) - nll;
        check(nll >= rate - reach, "%s: NLL %.4f is not below the entropy rate by more than its interval, %.4f",
                point.id(), nll, reach);
        // On the same documents chance cancels, and no model can beat the source by much.
        check(nll >= truth - NOISE, "%s: NLL %.4f is not below the source's %.4f", point.id(), nll, truth);
        if (point.process().equals("autoregressive")) {
            check(Math.abs(nll - rate) <= NEAR, "%s: NLL %.4f is within %.2f of the entropy rate", point.id(), nll, NEAR);
            check(nll - truth <= NEAR, "%s: NLL %.4f is within %.2f of the source's %.4f", point.id(), nll, NEAR, truth);
        }
    }

    private static void report(Path page, List<PointEntry> points) throws Exception {
        check(Files.isRegularFile(page), "%s is there", page);
        String html = Files.readString(page);
        for (PointEntry point : points) {
            check(html.contains("title=\"" + point.id() + "\""), "the report mentions %s", point.id());
        }
        Matcher outside = OUTSIDE.matcher(html);
        Optional<String> first = outside.find()
                ? Optional.of(html.substring(outside.start(), Math.min(html.length(), outside.end() + 40)))
                : Optional.empty();
        check(first.isEmpty(), "the report refers to nothing outside it %s", first.orElse(""));
    }

    private static double only(List<Double> values) {
        if (values.size() != 1) {
            throw new IllegalStateException("one value was expected, got " + values);
        }
        return values.get(0);
    }

    private static void check(boolean holds, String fact, Object... values) {
        failures += holds ? 0 : 1;
        say((holds ? "ok      " : "FAILED  ") + fact, values);
    }

    private static void say(String line, Object... values) {
        System.out.println(String.format(Locale.ROOT, line, values));
    }
}
