package dev.dlmbench.work;

import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorReading;
import dev.dlmbench.evaluation.ProtocolEvaluator;
import dev.dlmbench.evaluation.ProtocolScores;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.evaluation.ScoringProtocol;
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
        Tokenizer own = EvaluatorReading.tokenizer(evaluator);
        if (!own.identity().equals(published.tokenizerHash())) {
            throw new InvalidSettingException(evaluator.tokenizer() + " is another file than when it was planned with");
        }
        boolean same = own.identity().equals(tokenizer.identity())
                && !evaluator.protocol().retokenizes();
        List<int[]> texts = samples.stream()
                .map(sample ->
                        same && has(own, sample) ? sample : own.encode(tokenizer.decode(spelled(sample, tokenizer))))
                .toList();
        int[] start = own.encode(prompt);
        int[] known = texts.stream().mapToInt(text -> common(text, start)).toArray();
        PretrainedModel.Description found =
                PretrainedModel.describe(evaluator.weights().place());
        try (Denoiser model = new NetworkDenoiser(
                new Backbone(
                        cache.session(engine, place),
                        cache.published(evaluator.weights(), published.weightsHash(), ProcessKind.AUTOREGRESSIVE)),
                CleanRows.BLOCK_CAUSAL)) {
            return new ProtocolEvaluator(model, evaluator.protocol(), EvaluatorReading.of(evaluator, found))
                    .score(texts, known);
        }
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
