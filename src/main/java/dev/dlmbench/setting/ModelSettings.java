package dev.dlmbench.setting;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.process.TrainingLoss;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import java.util.Optional;

/**
 * What determines a trained model, apart from the seed. Settings that have no meaning for it have one value, so that
 * points that share a model are seen to do so.
 *
 * @param data the text
 * @param origin what predicts, and where it is from
 * @param backbone the network
 * @param process how text is corrupted and scored; where nothing else can matter its block size is 0, as for
 *     autoregression and for a mixture of sizes
 * @param objective what training minimises
 * @param training how the network is trained
 * @param from the experiment whose model training starts from, or the folder of a published one; empty for fresh
 *     weights
 * @param state what is taken over of that model
 * @param engine where and how it computes
 */
public record ModelSettings(
        DataSpec data,
        ModelOrigin origin,
        BackboneSpec backbone,
        ProcessSpec process,
        ObjectiveSpec objective,
        TrainingSpec training,
        String from,
        TrainingSpec.StartState state,
        EngineSpec engine) {

    /** Returns the published model whose weights training starts from; nothing if it starts from others. */
    public Optional<PretrainedSpec> startFolder() {
        return named(from) ? Optional.of(new PretrainedSpec(from, "", null)) : Optional.empty();
    }

    /** Returns whether what training starts from is a folder, and no experiment: a path, which has a slash. */
    static boolean named(String from) {
        return from.contains("/");
    }

    /** Returns whether it is an energy, which weighs candidates of others and predicts nothing. */
    public boolean energy() {
        return objective.loss() == TrainingLoss.NCE;
    }

    /** Returns whether its training goes on from the whole state of another. */
    public boolean goesOn() {
        return state == TrainingSpec.StartState.FULL;
    }

    /** Returns whether an average of its weights is measured. */
    public boolean averages() {
        return training.ema() > 0;
    }

    /** Returns the same with one value for what changes nothing about the trained model. */
    ModelSettings normalized() {
        boolean blocks = process.kind().inBlocks();
        int size = process.sizes().isPresent() ? 0 : process.blockSizeIn(data.sequence());
        return new ModelSettings(
                data,
                origin,
                backbone,
                process.at(size),
                blocks ? objective : ObjectiveSpec.NELBO,
                training,
                from,
                state,
                engine);
    }
}
