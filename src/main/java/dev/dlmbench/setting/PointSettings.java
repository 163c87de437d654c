package dev.dlmbench.setting;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.evaluation.EvaluatorSpec;
import dev.dlmbench.evaluation.LatencySpec;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.evaluation.ProfileSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.training.TrainingSpec;
import dev.dlmbench.training.VarianceSpec;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One full configuration without the seed, with every default written out.
 *
 * @param data the text
 * @param oracle whether the exact source replaces the network, which then has no meaning
 * @param backbone the network
 * @param process how text is corrupted and scored
 * @param objective what training minimises
 * @param training how the network is trained
 * @param from the experiment whose model training starts from; empty for fresh weights
 * @param engine where and how it computes
 * @param likelihood how test text is scored
 * @param profile how losses are sorted by where they arise
 * @param variance how the variance of losses and gradients is measured
 * @param sampler the name that the suite gave the sampler
 * @param sampling how text is drawn
 * @param evaluator who scores samples
 * @param latency how decoding is timed
 */
public record PointSettings(
        DataSpec data,
        boolean oracle,
        BackboneSpec backbone,
        ProcessSpec process,
        ObjectiveSpec objective,
        TrainingSpec training,
        String from,
        EngineSpec engine,
        LikelihoodSpec likelihood,
        ProfileSpec profile,
        VarianceSpec variance,
        String sampler,
        SamplingSpec sampling,
        EvaluatorSpec evaluator,
        LatencySpec latency) {

    private static final Set<String> OF_NETWORKS =
            Set.of("backbone", "objective", "training", "engine", "profile", "variance", "latency");

    /** Returns the part that determines the trained model, apart from the seed. */
    public ModelSettings model() {
        return ModelSettings.of(this);
    }

    /** Returns the block size at which the model is used, in tokens; 0 for autoregression. */
    public int blockSize() {
        return process.kind().inBlocks() ? process.blockSizeIn(data.sequence()) : 0;
    }

    /** Returns every setting that has a meaning here by its dotted key, with the text it is shown as, sorted by key. */
    public SortedMap<String, String> flattened() {
        SortedMap<String, String> flat = new TreeMap<>();
        for (Setting setting : SettingTable.ALL.values()) {
            if (oracle
                    && OF_NETWORKS.contains(setting.section().split("\\.", 2)[0])
                    && !setting.key().equals("backbone.kind")) {
                continue;
            }
            setting.reading().apply(this).ifPresent(value -> flat.put(setting.key(), value.text()));
        }
        return Collections.unmodifiableSortedMap(flat);
    }
}
