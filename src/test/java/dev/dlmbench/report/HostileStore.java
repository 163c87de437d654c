package dev.dlmbench.report;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.SampleScore;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Claim;
import dev.dlmbench.results.Commentary;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.PointEntry;
import dev.dlmbench.results.Sample;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.results.Trace;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store in which every text that somebody else could have written tries to run a script and to load something. */
final class HostileStore {
    static final String SUITE = "hostile";
    private static final String ELSEWHERE = "http://127.0.0.1:9/";

    /** Each sets {@code window.struck} or asks for something, where it is taken for more than words. */
    static final List<String> WORDS = List.of(
            "<script>window.struck = 1</script>",
            "</script><script>window.struck = 2</script>",
            "<img src=x onerror='window.struck = 3'>",
            "\"><svg onload=window.struck=4>",
            "' onmouseover='window.struck = 5' autofocus onfocus='window.struck = 6' x='",
            "<img src=\"" + ELSEWHERE + "img\"><link rel=stylesheet href=" + ELSEWHERE + "css>",
            "<iframe src=\"" + ELSEWHERE + "frame\"></iframe><object data=" + ELSEWHERE + "object></object>",
            "</style><style>@import url(" + ELSEWHERE + "import);</style>",
            "</title><base href=" + ELSEWHERE + "><meta http-equiv=refresh content='0;url=" + ELSEWHERE + "meta'>",
            "<!--<script>",
            "]]><script>window.struck = 7</script>",
            "javascript:window.struck=8",
            "${window.struck = 9} ${7*7} <#assign x=1> {{constructor}}",
            "\\u003cscript>window.struck = 10</script>",
            "\u2028window.struck = 11\u2029//",
            "\u0000<scr\u0000ipt>window.struck = 12</script>",
            "\u001b]0;title\u0007\u202egnp.x\u009b31m",
            "<math><mtext><table><mglyph><style><img src=x onerror=window.struck=13>",
            "<template><noscript><p title='</noscript><img src=x onerror=window.struck=14>'>");

    private final ResultStore store;

    private HostileStore(ResultStore store) {
        this.store = store;
    }

    /** Fills {@code root} with one point for each of {@code words}, which stand wherever there is a place for words. */
    static ResultStore fill(Path root, List<String> words) throws IOException {
        HostileStore hostile = new HostileStore(ResultStore.open(root));
        String all = String.join(" ", words);
        List<PointEntry> points = new ArrayList<>();
        Map<String, Double> paper = new LinkedHashMap<>();
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            PointEntry point = hostile.point(i, words.get(i));
            points.add(point);
            paper.put(point.id(), 1.0 + i);
            String word = words.get(i);
            claims.add(new Claim("c" + i + word, word, word, i % 2 == 0 ? word : "nll(e0) < nll(e1)", i + 1));
        }
        hostile.store.writeIndex(new SuiteIndex(
                SUITE,
                all,
                all,
                all + "\n" + String.join("\n", words) + "\n",
                List.of("nll", "gen-ppl", "entropy"),
                List.of("genppl-nfe", "nll-blocksize", "training-curves", "loss-position"),
                List.of("main"),
                new Commentary(all, "nll", paper, words),
                claims,
                points));
        return hostile.store;
    }

    private PointEntry point(int number, String word) throws IOException {
        Map<String, String> nodes = new LinkedHashMap<>();
        for (String kind : List.of("data", "train", "likelihood", "samples", "answers", "score", word)) {
            nodes.put(kind, Hashes.of(kind + number));
        }
        if (number % 4 == 3) {
            Path log = store.root().resolve("none");
            store.writeFailure(nodes.getOrDefault("train", ""), word, word, log);
        } else {
            for (Map.Entry<String, String> node : nodes.entrySet()) {
                commit(node.getValue(), node.getKey(), number, word);
            }
        }
        Map<String, String> axes = Map.of("process.blockSize", Integer.toString(number + 1), "x." + word, word);
        Map<String, String> settings = Map.of(
                "process.blockSize", Integer.toString(number + 1), "sampling.prompt", word, word, word, "x.y", word);
        String experiment = "e" + number + word;
        String process = number % 2 == 0 ? "masked" : word;
        return new PointEntry(
                experiment + axes,
                experiment,
                axes,
                process,
                number + 1,
                32,
                settings,
                List.of(new SeedEntry(1, nodes)));
    }

    private void commit(String hash, String kind, int number, String word) throws IOException {
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec("{\"kind\":\"" + kind.replaceAll("[^a-z]", "") + "\"}");
            attempt.writeMeasurements(measured(kind, number, word));
            attempt.writeProvenance(Map.of("device", word, word, word, "git", Map.of(word, word)));
            if (kind.equals("samples")) {
                JsonLines.write(
                        attempt.folder().resolve("samples.jsonl"),
                        List.of(
                                new Sample(0, word, word, Map.of(word, 1L)),
                                new Sample(1, "plain", "length", Map.of())));
                Trace.Step step = new Trace.Step("draw", List.of(0, 1), List.of(word, word), List.of(0.5, 0.5));
                Trace.Step back = new Trace.Step("remask", List.of(0), List.of(word), List.of(0.0));
                JsonLines.write(
                        attempt.folder().resolve("traces.jsonl"), List.of(new Trace(0, 2, List.of(step, back, step))));
            }
            if (kind.equals("answers")) {
                JsonLines.write(
                        attempt.folder().resolve("answers.jsonl"),
                        List.of(
                                new Answer(word, word, word + "####" + word, word, word, false, word, 1, 1, 0, 1, 0),
                                new Answer(word, word, word, null, word, false, word, 1, 1, 0, 1, 0)));
            }
            if (kind.equals("score")) {
                JsonLines.write(attempt.folder().resolve("scores.jsonl"), List.of(new SampleScore(0, 4, 5, 1)));
            }
            if (!attempt.commit()) {
                throw new IllegalStateException("somebody else fills the store");
            }
        }
    }

    private static List<Measurement> measured(String kind, int number, String word) {
        Map<String, String> conditions = Map.of("evaluator", word, "batch", word, "at", word, word, word);
        return switch (kind) {
            case "likelihood" ->
                List.of(Measurement.of(Metric.NLL, 1 + number, Measurement.Bound.UPPER, 9, .1, conditions));
            case "samples" -> List.of(Measurement.of(Metric.NFE, 1 + number, 9, conditions));
            case "score" ->
                List.of(
                        Measurement.of(Metric.GEN_PPL, 2 + number, 9, conditions),
                        Measurement.absent(Metric.ENTROPY, word));
            default -> List.of(Measurement.of(Metric.LATENCY, 2, 9, conditions));
        };
    }
}
