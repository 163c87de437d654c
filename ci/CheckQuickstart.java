import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.analysis.Summary;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.store.ResultStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Checks the numbers of a suite on a source that is known exactly, and its report.
 *
 * <p>Run as {@code java -cp ... ci/CheckQuickstart.java STORE SUITE PAGE}.
 */
final class CheckQuickstart {
    /**
     * How far above the source a trained model's NLL may be, as a share of the source's. An exact denoiser is there
     * whatever the process: left to right by the chain rule; under masks because the bound is the mean over all orders of
     * revealing tokens, and each order's conditionals multiply to the same likelihood; under uniform noise because in
     * continuous time the reverse process that the true conditionals drive is the exact one. What is left is what training
     * did not learn: two per cent of it, and one for the noise of an estimated bound.
     */
    private static final double NEAR = 0.03;

    /**
     * What chance may make of nothing, as a share of the source's NLL: the documents are the source's own draws and the
     * same for the source and the model, so all that is left is the noise of an estimated bound, of which this is three
     * standard errors or more.
     */
    private static final double NOISE = 0.015;

    private static final List<Metric> OF_SAMPLES = List.of(Metric.NLL, Metric.GEN_PPL, Metric.ENTROPY, Metric.NFE);

    private static final List<Metric> ASKED = Stream.concat(OF_SAMPLES.stream(), Stream.of(Metric.LATENCY, Metric.THROUGHPUT))
            .toList();

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
            for (Metric metric : exact(point) ? OF_SAMPLES : ASKED) {
                check(results.summary(point, metric).mean().isPresent(), "%s has %s", point.id(), metric.id());
            }
            Summary summary = results.summary(point, Metric.NLL);
            if (summary.mean().isPresent()) {
                likelihood(point, summary, truth);
            }
        }
        report(Path.of(arguments[2]), points);
        if (failures > 0) {
            say("%d checks failed", failures);
            System.exit(1);
        }
    }

    private static void likelihood(PointEntry point, Summary summary, double truth) {
        double nll = summary.mean().getAsDouble();
        double excess = nll / truth - 1;
        double most = exact(point) ? NOISE : NEAR;
        check(excess >= -NOISE, "%s: NLL %.4f is not below the source's, %+.1f %%", point.id(), nll, 100 * excess);
        check(excess <= most, "%s: NLL %.4f is at most %.1f %% above the source's, %+.1f %%",
                point.id(), nll, 100 * most, 100 * excess);
    }

    /** Returns whether the exact source replaces the network, which is not timed. */
    private static boolean exact(PointEntry point) {
        return point.settings().getOrDefault("backbone.kind", "").equals("oracle");
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
