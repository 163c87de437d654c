package dev.dlmbench.analysis;

import dev.dlmbench.results.DocumentScore;
import dev.dlmbench.results.JsonLines;
import dev.dlmbench.results.Metric;
import dev.dlmbench.results.NodeFiles;
import dev.dlmbench.results.NodeRecord;
import dev.dlmbench.results.SampleScore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The documents or samples that a node's value is pooled over, where the node keeps them. */
public final class Parts {
    private Parts() {}

    /** Returns nats and tokens of each document of a likelihood, or of each sample under an evaluator; else nothing. */
    public static double[][] of(NodeRecord node, Metric metric) throws IOException {
        Path documents = node.folder().resolve(NodeFiles.DOCUMENTS);
        Path scores = node.folder().resolve(NodeFiles.SCORES);
        if ((metric == Metric.NLL || metric == Metric.PPL) && Files.exists(documents)) {
            return JsonLines.read(documents, DocumentScore.class).stream()
                    .map(document -> new double[] {document.nats(), document.tokens()})
                    .toArray(double[][]::new);
        }
        if (metric == Metric.GEN_PPL && Files.exists(scores)) {
            return JsonLines.read(scores, SampleScore.class).stream()
                    .map(sample -> new double[] {sample.nats(), sample.tokens()})
                    .toArray(double[][]::new);
        }
        return new double[0][];
    }
}
