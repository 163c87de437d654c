package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.Codes;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.StepPlan;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.ExactSource;
import dev.dlmbench.text.PreparedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes of 24 documents of 16 letters: of each by its source, and by networks. */
class CodeWorkTest {
    private static final int DOCUMENTS = 24;
    private static final int N = 16;
    private static final double CHARACTERS = DOCUMENTS * N;
    private static final DataSpec DATA =
            new DataSpec(new CorpusSpec.Markov(1, 3, .7, 5), DataSpec.TokenizerKind.CHAR, N, 2000, DOCUMENTS);
    private static final BackboneSpec BACKBONE = new BackboneSpec(1, 16, 2, 8, 0, false);

    @TempDir
    private Path folder;

    private List<Measurement> coded(ModelSpec model, int block, SamplingSpec sampling) throws IOException {
        FolderPlace place = new FolderPlace(folder);
        ModelCache cache = new ModelCache(new DataFolder(folder));
        if (model instanceof ModelSpec.Train train) {
            UntrainedModel.put(place, "model", cache, train);
        } else {
            place.add("model", model);
        }
        return new CodeWork(cache).run(Codes.node("model", model.process(), block, sampling), place);
    }

    /** The code of all is as long as the documents are unlikely, and each one's own ends with a whole byte. */
    @ParameterizedTest
    @CsvSource({"AUTOREGRESSIVE, 0", "MASKED, 1", "MASKED, 4", "MASKED, 16"})
    void isAsLongAsTheDocumentsAreUnlikelyUnderTheirSource(ProcessKind kind, int block) throws IOException {
        PreparedText text = Corpora.prepare(DATA, new DataFolder(folder));
        ExactSource source = text.source().orElseThrow();
        double bits = 0;
        double whole = 0;
        for (int[] document : text.test()) {
            double own = -source.logLikelihood(document) / Math.log(2);
            bits += own;
            whole += 8 * Math.ceil(own / 8);
        }
        SamplingSpec oneByOne = SamplingSpec.ancestral(0, 1, 5).with(new PlaceOrder.FixedRandom(1));
        List<Measurement> measured = coded(new ModelSpec.Oracle(DATA, ProcessSpec.of(kind, block)), block, oneByOne);
        assertThat(Measured.value(Metric.CODE_NLL, measured)).isCloseTo(bits / CHARACTERS, within(1e-5));
        double length = Measured.value(Metric.CODE_LENGTH, measured) * CHARACTERS;
        assertThat(length).isBetween(bits - 1e-2, bits + 8.01);
        double alone = Measured.value(Metric.CODE_LENGTH_ALONE, measured) * CHARACTERS;
        assertThat(alone).isBetween(bits - 8 * DOCUMENTS, whole + 8 * DOCUMENTS);
        assertThat(alone).isGreaterThan(length);
        assertThat(Measured.value(Metric.CODE_THROUGHPUT, measured)).isPositive();
        List<DocumentScore> scores =
                JsonLines.read(folder.resolve("folder").resolve(NodeFiles.DOCUMENTS), DocumentScore.class);
        assertThat(scores).hasSize(DOCUMENTS).allMatch(score -> score.tokens() == N);
        assertThat(scores.stream().mapToDouble(DocumentScore::nats).sum() / Math.log(2))
                .isCloseTo(bits, within(1e-2));
    }

    /** What a network codes comes back, which the work itself looks after; and it says by which sampler. */
    @Test
    void aNetworkCodesByTheSamplerOfThePoint() throws IOException {
        ModelSpec.Train masked = UntrainedModel.spec(DATA, BACKBONE, ProcessSpec.of(ProcessKind.MASKED, N), 1);
        List<Measurement> margin =
                coded(masked, N, SamplingSpec.ancestral(4, 1, 7).with(new ProposalRanking.Margin(0)));
        assertThat(Measured.of(Metric.CODE_LENGTH, margin).details())
                .containsEntry(Measurement.OF_SAMPLER, "margin, grid of 4 steps per block of 16")
                .containsEntry("calls-per-document", "4.0")
                .containsEntry("tokens", "384");
        assertThat(Measured.of(Metric.CODE_THROUGHPUT, margin).conditions()).containsEntry("side-by-side", "7");
        assertThat(Measured.of(Metric.CODE_LENGTH, margin).n()).isEqualTo(DOCUMENTS);
        SamplingSpec ardm = SamplingSpec.ancestral(1, 1, 32)
                .with(new PlaceOrder.FixedRandom(2))
                .with(new StepPlan.DynamicProgramming(5));
        List<Measurement> few = coded(masked, N, ardm);
        assertThat(Measured.of(Metric.CODE_NLL, few).details())
                .containsEntry(Measurement.OF_SAMPLER, "fixed-random 2, dynamic-programming of 5 steps per block of 16")
                .containsEntry("calls-per-document", "5.0");
        ModelSpec.Train uniform = UntrainedModel.spec(DATA, BACKBONE, ProcessSpec.of(ProcessKind.UNIFORM, 1), 1);
        assertThat(Measured.of(Metric.CODE_LENGTH, coded(uniform, 1, SamplingSpec.ancestral(8, 1, 4)))
                        .details())
                .containsEntry(Measurement.OF_SAMPLER, "token by token")
                .containsEntry("calls-per-document", "16.0");
    }

    @Test
    void whatHasNoCodeSaysWhy() throws IOException {
        ProcessSpec uniform = ProcessSpec.of(ProcessKind.UNIFORM, 4);
        List<Measurement> measured = coded(new ModelSpec.Oracle(DATA, uniform), 4, SamplingSpec.ancestral(4, 1, 1));
        assertThat(measured)
                .hasSize(4)
                .allMatch(measurement -> measurement.value() == null)
                .allMatch(measurement -> String.valueOf(measurement.reason()).contains("only blocks of one token"));
    }

    /** What says nothing of a code has one value, so that it does not split what is the same. */
    @Test
    void samplersOfOneLawHaveOneNode() {
        ProcessSpec ar = ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0);
        NodeSpec.Code code = Codes.node("m", ar, 0, SamplingSpec.ancestral(3, 5, 8));
        assertThat(Codes.node("m", ar, 0, SamplingSpec.ancestral(9, 7, 8).recording(2)))
                .isEqualTo(code);
        assertThat(Codes.node("m", ar, 0, SamplingSpec.ancestral(9, 7, 4))).isNotEqualTo(code);
        assertThat(Codes.missing(ar, code)).isEmpty();
        ProcessSpec masked = ProcessSpec.of(ProcessKind.MASKED, 4);
        assertThat(Codes.missing(masked, Codes.node("m", masked, 4, SamplingSpec.ancestral(4, 1, 1))))
                .contains("every position moves by chance");
    }
}
