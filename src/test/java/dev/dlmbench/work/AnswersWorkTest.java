package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.evaluation.DecodingSetup;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.ExampleScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.metric.MetricTrait;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Answer;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Trace;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.SequenceCondition;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.task.MultiplicationSpec;
import dev.dlmbench.task.Range;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

    private static final int TRACES = 6;

    @TempDir
    private Path folder;

    private List<Measurement> measured(ProcessKind kind, int batch) throws IOException {
        return measured(kind, batch, 1);
    }

    private List<Measurement> measured(ProcessKind kind, int batch, int votes) throws IOException {
        ModelCache cache = new ModelCache(new DataFolder(folder));
        SamplingSpec sampling =
                SamplingSpec.ancestral(4, 1, batch).voting(votes).recording(TRACES);
        NodeSpec answers = new NodeSpec.Answers("model", block(kind), sampling, 7);
        return new AnswersWork(cache).run(answers, prepared(cache, kind, place(batch, votes)));
    }

    private static int block(ProcessKind kind) {
        return kind == ProcessKind.AUTOREGRESSIVE ? 0 : 4;
    }

    /** Puts an untrained model where works find it. */
    private static FolderPlace prepared(ModelCache cache, ProcessKind kind, Path root) throws IOException {
        FolderPlace place = new FolderPlace(root);
        BackboneSpec backbone = new BackboneSpec(1, 8, 2, 4, 0, false);
        UntrainedModel.put(
                place, "model", cache, UntrainedModel.spec(DATA, backbone, ProcessSpec.of(kind, block(kind)), 1));
        return place;
    }

    private Path place(int batch, int votes) {
        return folder.resolve("batch" + batch + "votes" + votes);
    }

    private List<Answer> answers(int batch) throws IOException {
        return answers(batch, 1);
    }

    private List<Answer> answers(int batch, int votes) throws IOException {
        return JsonLines.read(place(batch, votes).resolve("folder").resolve(NodeFiles.ANSWERS), Answer.class);
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
        assertThat(Measured.value(Metric.ACCURACY, together)).isCloseTo(right / 10., within(1e-12));
        assertThat(Measured.value(Metric.MALFORMED, together)).isCloseTo(silent / 10., within(1e-12));
        assertThat(alone).allMatch(answer -> answer.right() == answer.expected().equals(answer.answer()));
    }

    /** Examples that are recorded, of two batches: whatever a step puts where, the last text is that of the answer. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "MASKED", "UNIFORM"})
    void tracesBeginWithThePromptAndEndInTheAnswer(ProcessKind kind) throws IOException {
        measured(kind, 4);
        List<Trace> traces = JsonLines.read(place(4, 1).resolve("folder").resolve(NodeFiles.TRACES), Trace.class);
        assertThat(traces).hasSize(TRACES);
        for (Trace trace : traces) {
            Answer answer = answers(4).get((int) trace.index());
            assertThat(trace.steps().get(0).role()).isEqualTo(Trace.GIVEN);
            assertThat(String.join("", trace.steps().get(0).to())).isEqualTo(answer.prompt() + "||");
            int prompt = trace.steps().get(0).at().size();
            String[] text = new String[trace.length()];
            for (Trace.Step step : trace.steps()) {
                for (int i = 0; i < step.at().size(); i++) {
                    assertThat(step.at().get(i) >= prompt)
                            .isEqualTo(!step.role().equals(Trace.GIVEN));
                    if (step.at().get(i) < text.length) { // a block may reach beyond the end
                        text[step.at().get(i)] = step.to().get(i);
                    }
                }
            }
            assertThat(String.join("", text)).startsWith(answer.prompt() + "||" + answer.output());
        }
    }

    /** With the same random numbers, what another JVM is told to time draws the same answers, and no token more. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "MASKED", "UNIFORM"})
    void whatIsTimedIsAnsweringUpToTheEnd(ProcessKind kind) throws IOException {
        measured(kind, 4);
        ModelCache cache = new ModelCache(new DataFolder(folder));
        NodeSpec.Latency spec = new NodeSpec.Latency(
                "model",
                block(kind),
                SamplingSpec.ancestral(4, 1, 1).with(Stopping.FIXED.atEndOfAnswer()),
                new LatencySpec(List.of(1), 1, 0, 1).prompted(true));
        DecodingSetup setup = LatencyWork.setup(cache, spec, prepared(cache, kind, folder.resolve("timed")));
        List<SequenceCondition> asked = setup.prompts().stream()
                .map(prompt ->
                        Template.of(prompt.stream().mapToInt(Integer::intValue).toArray()))
                .map(prompt -> new SequenceCondition(prompt, DATA.sequence()))
                .toList();
        try (TorchSession session = TorchSession.start(setup.engine());
                Denoiser model = setup.denoiser(session)) {
            List<DrawnSequence> drawn =
                    setup.sampler(Optional.empty()).draw(model, asked, new Seeds(7).child("answers"), 0, Watcher.NONE);
            assertThat(drawn).hasSize(10).anyMatch(each -> each.tokens().length < DATA.sequence());
            for (int i = 0; i < drawn.size(); i++) {
                Answer answer = answers(4).get(i);
                assertThat(drawn.get(i).tokens().length - asked.get(i).prompt()).isEqualTo(answer.tokens());
                assertThat(drawn.get(i).calls().predicting()).isEqualTo(answer.calls());
            }
        }
    }

    /** The order of examples, then that of samples. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOREGRESSIVE", "MASKED"})
    void furtherSamplesHaveRandomNumbersOfTheirOwnAndLeaveTheFirstAsItIs(ProcessKind kind) throws IOException {
        measured(kind, 4);
        List<Measurement> measured = measured(kind, 4, 3);
        List<Answer> all = answers(4, 3);
        assertThat(all).hasSize(30);
        assertThat(all.stream().filter(answer -> answer.sample() == 0).toList()).isEqualTo(answers(4));
        for (int i = 0; i < 30; i++) {
            assertThat(all.get(i).sample()).isEqualTo(i % 3);
            assertThat(all.get(i).id()).isEqualTo(all.get(i - i % 3).id());
        }
        for (int one = 0; one < 3; one++) {
            assertThat(outputs(all, one)).isNotEqualTo(outputs(all, (one + 1) % 3));
        }

        long right = all.stream().filter(Answer::right).count();
        assertThat(Measured.value(Metric.ACCURACY, measured)).isCloseTo(right / 30., within(1e-12));
        assertThat(measured.stream()
                        .filter(measurement -> measurement.metric() == Metric.PASS_AT_K)
                        .map(measurement -> measurement.conditions().get("k")))
                .containsExactly("2", "3");
        assertThat(measured).allMatch(measurement -> measurement.n() == 10);
    }

    private static List<String> outputs(List<Answer> answers, int sample) {
        return answers.stream()
                .filter(answer -> answer.sample() == sample)
                .map(Answer::output)
                .toList();
    }

    @Test
    void whatAShareIsAtEachExampleIsKeptAndItsMeanIsTheValue() throws IOException {
        List<Measurement> measured = measured(ProcessKind.MASKED, 8, 3);
        List<ExampleScore> kept =
                JsonLines.read(place(8, 3).resolve("folder").resolve(NodeFiles.EXAMPLES), ExampleScore.class);
        assertThat(kept.stream().map(ExampleScore::id))
                .isEqualTo(answers(8, 3).stream().map(Answer::id).distinct().toList());
        for (Measurement measurement : measured) {
            if (measurement.metric().is(MetricTrait.PROPORTION)) {
                String key = ExampleScore.key(
                        measurement.metric(), measurement.conditions().getOrDefault("k", ""));
                assertThat(kept.stream()
                                .mapToDouble(example ->
                                        Objects.requireNonNull(example.values().get(key)))
                                .average()
                                .orElseThrow())
                        .isCloseTo(Objects.requireNonNull(measurement.value()), within(1e-12));
            }
        }
    }

    @Test
    void severalAnswersAreLookedAtInPowersOfTwoAndAllTogether() {
        assertThat(AnswersWork.numbers(1)).isEmpty();
        assertThat(AnswersWork.numbers(2)).containsExactly(2);
        assertThat(AnswersWork.numbers(3)).containsExactly(2, 3);
        assertThat(AnswersWork.numbers(20)).containsExactly(2, 4, 8, 16, 20);
    }
}
