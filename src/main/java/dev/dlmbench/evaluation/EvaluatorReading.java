package dev.dlmbench.evaluation;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.text.Tokenizer;
import dev.dlmbench.text.TokenizerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a published evaluator's folder says of how it reads texts. */
public final class EvaluatorReading {
    private EvaluatorReading() {}

    /**
     * Returns what its protocol has to know of an evaluator.
     *
     * @param evaluator with all numbers of its protocol
     * @param found what its folder says
     * @throws InvalidSettingException if it predicts no next token, or does not say how many tokens it reads at once or
     *     which ends a text
     */
    public static Reading of(PublishedEvaluator evaluator, PretrainedModel.Description found) {
        String path = evaluator.weights().path();
        if (!found.conventions().process().equals(Optional.of(ProcessKind.AUTOREGRESSIVE))) {
            throw new InvalidSettingException("evaluator.path: " + path + " is of family "
                    + found.family().id() + ", which does not predict the next token");
        }
        int context = found.backbone()
                .network()
                .positions()
                .orElseThrow(() -> new InvalidSettingException("evaluator.path: " + path + " is of family "
                        + found.family().id() + ", which does not say how many tokens it reads at once"));
        int end = found.end()
                .orElseThrow(() -> new InvalidSettingException(
                        "evaluator.path: config.json of " + path + " has no eos_token_id, which ends a text"));
        return new Reading(
                context,
                Math.max(1, evaluator.maxLength() == 0 ? Integer.MAX_VALUE : evaluator.maxLength()),
                Math.max(1, evaluator.batch()),
                found.beginning(),
                end);
    }

    /**
     * Returns its tokenizer.
     *
     * @throws InvalidSettingException if there is none beside the weights
     */
    public static Tokenizer tokenizer(PublishedEvaluator evaluator) {
        Path file = evaluator.tokenizer();
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(
                    "evaluator.path: " + evaluator.weights().path() + " has no " + file.getFileName()
                            + ", by which samples become its tokens");
        }
        return new TokenizerSpec.HuggingFace(file.toString()).read();
    }
}
