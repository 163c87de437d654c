package dev.dlmbench.plan;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Small suites to plan and run. */
public final class RunSuites {
    /** Facts that need neither files nor a network. */
    public static final PlanFacts FACTS = new PlanFacts() {
        @Override
        public List<String> missing(DataSpec data) {
            return List.of();
        }

        @Override
        public String contentHash(DataSpec data) {
            return data.corpus() instanceof CorpusSpec.Markov ? "" : "content of " + data.corpus();
        }

        @Override
        public ModelSpec.Pretrained pretrained(
                PretrainedSpec model, DataSpec data, ProcessSpec process, EngineSpec engine) {
            return new ModelSpec.Pretrained(
                    data,
                    contentHash(data),
                    model,
                    "weights of " + model.path(),
                    Family.MDLM,
                    new BackboneSpec(1, 8, 2, 4, 0, false),
                    process,
                    1000,
                    engine);
        }

        @Override
        public void requireOwnIds(ModelSpec.Pretrained start) {}

        @Override
        public String hash(ScriptSpec script) {
            return "module " + script.path();
        }

        @Override
        public KnownEvaluator published(PublishedEvaluator evaluator) {
            String path = evaluator.weights().path();
            return new KnownEvaluator(evaluator, "weights of " + path, "tokenizer of " + path);
        }

        @Override
        public OptionalLong parameters(ModelSpec.KnownNetwork model) {
            return OptionalLong.of(1000);
        }
    };

    private static final String DEFAULTS = """
            schema: dlm-bench/1
            suite: small
            title: A small suite
            defaults:
              data:
                corpus: {kind: markov}
                sequence: 16
                tokens: 1000
                documents: 4
              backbone: {layers: 1, width: 8, heads: 2, conditioningDim: 4}
              training: {tokens: 1k, batch: 4}
              sampling: {samples: 4, batch: 2}
            """;

    private RunSuites() {}

    /** Returns the text of a suite with the given rest, which has those controls only that it names. */
    public static String text(String rest) {
        return DEFAULTS + rest + (rest.contains("\ncontrols:") ? "" : "\ncontrols: []\n");
    }

    /** Reads a suite made of the shared defaults and {@code rest}. */
    public static Suite read(Path folder, String rest, String... overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("small.yaml"), text(rest));
        return SuiteReader.read(file, List.of(overrides));
    }
}
