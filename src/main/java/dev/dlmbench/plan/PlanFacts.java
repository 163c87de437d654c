package dev.dlmbench.plan;

import dev.dlmbench.backbone.ScriptSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.PublishedEvaluator;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.text.DataSpec;
import java.util.List;
import java.util.OptionalLong;

/** What planning must know about texts and networks. */
public interface PlanFacts {

    /** Returns SHA-256 of the files behind the text and its tokenizer; empty where there are none. */
    String contentHash(DataSpec data);

    /** Returns which files a run will need that are not there. */
    List<String> missing(DataSpec data);

    /**
     * Returns a published model as a node, which measures {@code data}.
     *
     * @param process that it is used for
     * @throws dev.dlmbench.base.InvalidSettingException if it is not there or unsound, is of another process, or is not
     *     for the ids of the text
     */
    ModelSpec.Pretrained pretrained(PretrainedSpec model, DataSpec data, ProcessSpec process, EngineSpec engine);

    /**
     * Checks that training can start from a published model.
     *
     * @throws dev.dlmbench.base.InvalidSettingException if it has other ids than the text that is learnt from
     */
    void requireOwnIds(ModelSpec.Pretrained start);

    /**
     * Returns SHA-256 of a TorchScript module's file.
     *
     * @throws dev.dlmbench.base.InvalidSettingException if it is not there
     */
    String hash(ScriptSpec script);

    /**
     * Returns what a node has to know of a published evaluator.
     *
     * @param evaluator with all numbers of its protocol
     * @throws dev.dlmbench.base.InvalidSettingException if it is not there or unsound, or cannot score texts
     */
    KnownEvaluator published(PublishedEvaluator evaluator);

    /** Returns the number of trainable parameters, if that can be told without training. */
    OptionalLong parameters(ModelSpec.KnownNetwork model);
}
