package dev.dlmbench.work;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorReading;
import dev.dlmbench.evaluation.ProtocolEvaluator;
import dev.dlmbench.evaluation.ProtocolScores;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.Reading;
import dev.dlmbench.evaluation.ScoringProtocol;
import dev.dlmbench.evaluation.TextStates;
import dev.dlmbench.plan.KnownEvaluator;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.CleanRows;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.NetworkDenoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.text.Tokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Has samples scored by a published evaluator, as tokens of its own.
 *
 * @param published the evaluator
 * @param engine where it computes
 * @param cache of the worker, which has the engine's session
 * @param place of the node that computes with it
 */
record PublishedScoring(KnownEvaluator published, EngineSpec engine, ModelCache cache, WorkerContext place) {

    /**
     * Scores samples.
     *
     * @param tokenizer of the samples
     * @param prompt that they begin with
     */
    ProtocolScores score(List<int[]> samples, Tokenizer tokenizer, String prompt) throws IOException {
        PublishedEvaluator evaluator = published.evaluator();
        Tokenizer own = tokenizer();
        List<int[]> texts = read(samples, tokenizer, own);
        int[] start = own.encode(prompt);
        int[] known = texts.stream().mapToInt(text -> common(text, start)).toArray();
        try (Denoiser model = load()) {
            return new ProtocolEvaluator(model, evaluator.protocol(), reading()).score(texts, known);
        }
    }

    /**
     * Returns what the evaluator makes of texts, each of which it reads at once.
     *
     * @param tokenizer of the texts
     */
    double[][] states(List<int[]> texts, Tokenizer tokenizer) throws IOException {
        List<int[]> read = read(texts, tokenizer, tokenizer());
        if (read.stream().anyMatch(text -> text.length == 0)) {
            throw new InvalidSettingException("a text is empty in the tokens of "
                    + published.evaluator().weights().path() + ", which makes nothing of it");
        }
        try (NetworkDenoiser model = load()) {
            return new TextStates(
                            model,
                            OptionalInt.empty(),
                            reading().context(),
                            TextStates.Pooling.LAST,
                            ModelCache.SCORED_TOGETHER)
                    .of(read);
        }
    }

    private Tokenizer tokenizer() {
        Tokenizer own = EvaluatorReading.tokenizer(published.evaluator());
        if (!own.identity().equals(published.tokenizerHash())) {
            throw new InvalidSettingException(
                    published.evaluator().tokenizer() + " is another file than when it was planned with");
        }
        return own;
    }

    private List<int[]> read(List<int[]> texts, Tokenizer tokenizer, Tokenizer own) {
        boolean same = own.identity().equals(tokenizer.identity())
                && !published.evaluator().protocol().retokenizes();
        return texts.stream()
                .map(text -> same && has(own, text) ? text : own.encode(tokenizer.decode(spelled(text, tokenizer))))
                .toList();
    }

    private Reading reading() throws IOException {
        return EvaluatorReading.of(
                published.evaluator(),
                PretrainedModel.describe(published.evaluator().weights().place()));
    }

    private NetworkDenoiser load() throws IOException {
        return new NetworkDenoiser(
                new Backbone(
                        cache.session(engine, place),
                        cache.published(
                                published.evaluator().weights(), published.weightsHash(), ProcessKind.AUTOREGRESSIVE)),
                CleanRows.BLOCK_CAUSAL);
    }

    /** Returns whether ids are tokens all: the mask is none, nor is a padding that uniform noise has beside them. */
    private static boolean has(Tokenizer tokenizer, int[] ids) {
        return Arrays.stream(ids).allMatch(id -> id < tokenizer.tokens());
    }

    /** GIDD's program leaves out tokens that stand for no text. */
    private int[] spelled(int[] sample, Tokenizer tokenizer) {
        if (published.evaluator().protocol() != ScoringProtocol.GIDD) {
            return sample;
        }
        return Arrays.stream(sample)
                .filter(id -> id != tokenizer.special().mask()
                        && id != tokenizer.special().beginning().orElse(id + 1)
                        && id != tokenizer.special().end().orElse(id + 1)
                        && id != tokenizer.special().padding().orElse(id + 1))
                .toArray();
    }

    /** Returns how many tokens of a text its prompt alone has, too. */
    private static int common(int[] text, int[] prompt) {
        int end = Arrays.mismatch(text, prompt);
        return end < 0 ? prompt.length : end;
    }

    /** Returns what sets values under this evaluator apart from others. */
    Map<String, String> conditions() {
        return Map.of(
                "evaluator",
                published.weightsHash(),
                "evaluatorTokenizer",
                published.tokenizerHash(),
                "protocol",
                published.evaluator().words());
    }
}
