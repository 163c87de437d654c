package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.LikelihoodSpec.FirstToken;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.DocumentScore;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.AutoregressiveSpec;
import dev.dlmbench.process.Beginning;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.DatasetSpec;
import dev.dlmbench.text.Detokenizer;
import dev.dlmbench.text.ExactSource;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.Tokenizer;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The likelihood of four documents of eight letters under their own source, left to right. */
class LikelihoodWorkTest {
    private static final DataSpec DATA =
            new DataSpec(new CorpusSpec.Markov(1, 3, .7, 5), DataSpec.TokenizerKind.CHAR, 8, 100, 4);

    @TempDir
    private Path folder;

    private List<Measurement> measured(FirstToken firstToken) throws IOException {
        FolderPlace place = new FolderPlace(folder);
        place.add("model", new ModelSpec.Oracle(DATA, ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0)));
        NodeSpec spec =
                new NodeSpec.Likelihood("model", 0, LikelihoodSpec.exact().with(firstToken), 1);
        return new LikelihoodWork(new ModelCache(new DataFolder(folder))).run(spec, place);
    }

    /** Nats, tokens and characters are those of all letters, or of all but each document's first. */
    @Test
    void aFirstTokenThatIsGivenCountsNowhere() throws IOException {
        PreparedText text = Corpora.prepare(DATA, new DataFolder(folder));
        ExactSource source = text.source().orElseThrow();
        double all = 0;
        double first = 0;
        for (int[] document : text.test()) {
            all -= source.logLikelihood(document);
            first -= source.logLikelihood(Arrays.copyOf(document, 1));
        }
        List<Measurement> scored = measured(FirstToken.SCORE);
        assertThat(Measured.value(Metric.NLL, scored)).isCloseTo(all / 32, within(1e-9));
        for (Metric bits : List.of(Metric.BPC, Metric.BPB)) { // letters have one byte
            assertThat(Measured.value(bits, scored)).isCloseTo(all / 32 / Math.log(2), within(1e-9));
        }
        List<Measurement> given = measured(FirstToken.SKIP);
        assertThat(Measured.value(Metric.NLL, given)).isCloseTo((all - first) / 28, within(1e-9));
        assertThat(Measured.value(Metric.PPL, given)).isCloseTo(Math.exp((all - first) / 28), within(1e-9));
        for (Metric bits : List.of(Metric.BPC, Metric.BPB)) {
            assertThat(Measured.value(bits, given)).isCloseTo((all - first) / 28 / Math.log(2), within(1e-9));
        }
        assertThat(JsonLines.read(folder.resolve("folder").resolve(NodeFiles.DOCUMENTS), DocumentScore.class))
                .hasSize(4)
                .allMatch(score -> score.tokens() == 7);
        assertThat(Measured.of(Metric.NLL, given).details()).containsEntry("tokens", "28");
    }

    /** With true conditionals every path has the true likelihood; the measurement says whose likelihood it is. */
    @Test
    void aSamplersLikelihoodNamesTheSampler() throws IOException {
        SamplingSpec sampler = SamplingSpec.ancestral(2, 1, 1).with(new ProposalRanking.Margin(0));
        List<Measurement> order = masked(new LikelihoodSpec(Estimator.ORDER, 1), sampler);
        List<Measurement> random = masked(new LikelihoodSpec(Estimator.ANY_ORDER, 1), null);
        double truth = Measured.value(Metric.NLL, measured(FirstToken.SCORE));
        assertThat(Measured.value(Metric.NLL, random)).isCloseTo(truth, within(1e-9));
        assertThat(Measured.of(Metric.NLL, order).bound()).isEqualTo(Measurement.Bound.EXACT);
        assertThat(Measured.of(Metric.NLL, order).details())
                .containsEntry(Measurement.OF_SAMPLER, "margin, grid of 2 steps per block of 4");
        assertThat(Measured.of(Metric.NLL, random).details())
                .containsEntry(Measurement.OF_SAMPLER, "random order, one token at a time, blocks of 4");
    }

    /** With true conditionals orders agree, and the lower bound is the likelihood; it is kept by document. */
    @Test
    void aSandwichHasALowerEnd() throws IOException {
        List<Measurement> bounded = masked(new LikelihoodSpec(Estimator.ENUMERATION, 1).sandwiching(8), null);
        double truth = Measured.value(Metric.NLL, measured(FirstToken.SCORE));
        for (Metric metric : List.of(Metric.NLL, Metric.PPL, Metric.BPC, Metric.BPB)) {
            Measurement upper = Measured.of(metric, bounded);
            assertThat(upper.bound()).isEqualTo(Measurement.Bound.UPPER);
            assertThat(upper.lower().orElseThrow().value()).isCloseTo(upper.value(), within(1e-8));
        }
        assertThat(Measured.value(Metric.NLL, bounded)).isCloseTo(truth, within(1e-8));
        List<DocumentScore> lower =
                JsonLines.read(folder.resolve("bounded/folder").resolve(NodeFiles.LOWER), DocumentScore.class);
        assertThat(lower.stream().mapToDouble(DocumentScore::nats).sum() / 32).isCloseTo(truth, within(1e-8));
    }

    private List<Measurement> masked(LikelihoodSpec likelihood, @Nullable SamplingSpec sampler) throws IOException {
        FolderPlace place = new FolderPlace(folder.resolve("bounded"));
        place.add("masked", new ModelSpec.Oracle(DATA, ProcessSpec.of(ProcessKind.MASKED, 4)));
        NodeSpec spec = new NodeSpec.Likelihood("masked", 4, likelihood, sampler, 1);
        return new LikelihoodWork(new ModelCache(new DataFolder(folder))).run(spec, place);
    }

    /** What scores every token keeps its definition, and what does not has another. */
    @Test
    void onlyWhatGivesTheFirstTokenHasAnotherDefinition() throws IOException {
        List<Measurement> scored = measured(FirstToken.SCORE);
        List<Measurement> given = measured(FirstToken.SKIP);
        for (Metric metric : List.of(Metric.NLL, Metric.PPL, Metric.BPC, Metric.BPB)) {
            assertThat(Measured.of(metric, scored).conditions()).containsOnlyKeys("text", "precision");
            assertThat(Measured.of(metric, given).conditions()).containsEntry("first-token", "skip");
            assertThat(Measured.of(metric, given).definition())
                    .isNotEqualTo(Measured.of(metric, scored).definition());
        }
    }

    /** The end of a text is scored and has no bytes; the start is given. */
    @Test
    void tokensAroundDocumentsHaveNoBytes() throws IOException {
        Path published = SharedFiles.require("parity/published").toAbsolutePath();
        List<String> documents = List.of("hello world", "the moon");
        Files.write(folder.resolve("test.txt"), documents);
        String end = "<|endoftext|>";
        DatasetSpec set = new DatasetSpec(
                DatasetSpec.KIND,
                folder.toString(),
                "",
                "",
                "test.txt",
                new DatasetSpec.Documents(DatasetSpec.Format.LINES, "", Detokenizer.NONE, 0, 0, 0),
                new DatasetSpec.Sequences(DatasetSpec.Packing.DOCUMENTS, "", end, end, "", 0));
        TokenizerSpec tokenizer = new TokenizerSpec.HuggingFace(
                published.resolve("tokenizers/tiny_bpe_512/tokenizer.json").toString());
        DataFolder data = new DataFolder(folder.resolve("data"), folder.resolve("cache"));
        FolderPlace place = new FolderPlace(folder.resolve("work"));
        place.add(
                "model",
                new TextFacts(data)
                        .pretrained(
                                new PretrainedSpec(published.resolve("judge").toString(), "", null),
                                new DataSpec(set, tokenizer, 32, 0, 0),
                                new AutoregressiveSpec(Beginning.NONE),
                                TestEngine.SPEC));
        NodeSpec spec =
                new NodeSpec.Likelihood("model", 0, LikelihoodSpec.exact().with(FirstToken.SKIP), 1);
        List<Measurement> measured = new LikelihoodWork(new ModelCache(data)).run(spec, place);
        Tokenizer own = tokenizer.of("", "", data);
        double tokens =
                documents.stream().mapToInt(text -> own.encode(text).length + 1).sum();
        double bytes = documents.stream().mapToInt(String::length).sum();
        double nats = Measured.value(Metric.NLL, measured) * tokens;
        for (Metric bits : List.of(Metric.BPC, Metric.BPB)) {
            assertThat(Measured.value(bits, measured)).isCloseTo(nats / bytes / Math.log(2), within(1e-9));
        }
    }
}
