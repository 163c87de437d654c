package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJsonTest;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TextPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An untrained model answers; what it says is judged example by example. */
class AnswersWorkTest {
    private static final DataSpec DATA = new DataSpec(
            new CorpusSpec.Examples(new MultiplicationSpec(new Range(1, 2), new Range(1), true, false, 10, "", 3)),
            DataSpec.TokenizerKind.CHAR,
            16,
            160,
            10);

    @TempDir
    private Path folder;

    private List<Measurement> measured(ProcessKind kind, int batch) throws IOException {
        ModelCache cache = new ModelCache(new DataFolder(folder));
        FolderPlace place = new FolderPlace(folder.resolve("batch" + batch));
        ModelSpec.Train spec = new ModelSpec.Train(
                DATA,
                "",
                TextPart.MODELS,
                new BackboneSpec(1, 8, 2, 4, 0, false),
                ProcessSpec.of(kind, kind == ProcessKind.AUTOREGRESSIVE ? 0 : 4),
                ObjectiveSpec.NELBO,
                SpecJsonTest.model(1000, 50).training(),
                TestEngine.SPEC,
                1,
                null,
                null);
        Path file = ModelCache.weights(place.add("model", spec));
        Files.createDirectories(file.getParent());
        RandomWeights.of(spec.backbone(), cache.text(DATA, place).tokenizer().size(), .4, 1)
                .write(file);
        SamplingSpec sampling = SamplingSpec.ancestral(4, 1, batch);
        NodeSpec answers = new NodeSpec.Answers("model", kind == ProcessKind.AUTOREGRESSIVE ? 0 : 4, sampling, 7);
        return new AnswersWork(cache).run(answers, place);
    }

    private List<Answer> answers(int batch) throws IOException {
        return JsonLines.read(
                folder.resolve("batch" + batch).resolve("folder").resolve(NodeFiles.ANSWERS), Answer.class);
    }

    private static double value(List<Measurement> measured, Metric metric) {
        return measured.stream()
                .filter(measurement -> measurement.metric() == metric)
                .mapToDouble(measurement -> Objects.requireNonNull(measurement.value()))
                .findFirst()
                .orElseThrow();
    }

    /** Prompts of a batch have six and eight characters. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "MASKED", "UNIFORM"})
    void anExampleGetsTheSameAnswerAloneAndInABatchOfUnequalPrompts(ProcessKind kind) throws IOException {
        measured(kind, 1);
        List<Measurement> together = measured(kind, 4);
        List<Answer> alone = answers(1);
        assertThat(answers(4)).isEqualTo(alone).hasSize(10);
        assertThat(alone.stream().map(answer -> answer.prompt().length()).distinct())
                .hasSizeGreaterThan(1);

        long right = alone.stream()
                .filter(answer -> answer.expected().equals(answer.answer()))
                .count();
        long silent = alone.stream().filter(answer -> answer.answer() == null).count();
        assertThat(value(together, Metric.ACCURACY)).isCloseTo(right / 10., within(1e-12));
        assertThat(value(together, Metric.MALFORMED)).isCloseTo(silent / 10., within(1e-12));
        assertThat(alone).allMatch(answer -> answer.right() == answer.expected().equals(answer.answer()));
    }
}
