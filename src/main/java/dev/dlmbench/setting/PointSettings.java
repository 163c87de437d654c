package dev.dlmbench.setting;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.control.ControlSpec;
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
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One full configuration without the seed, with every default written out.
 *
 * @param learning what a model learns, and how
 * @param sampler the name that the suite gave the sampler
 * @param companion the experiment whose model the sampler computes with, too; empty for none
 * @param sampling how text is drawn
 * @param measuring how the model and its samples are measured
 */
public record PointSettings(
        ModelSettings learning,
        String sampler,
        String companion,
        SamplingSpec sampling,
        MeasurementSettings measuring) {

    /** Returns the part that determines the trained model, apart from the seed. */
    public ModelSettings model() {
        return learning.normalized();
    }

    /** Returns the text. */
    public DataSpec data() {
        return learning.data();
    }

    /** Returns what predicts, and where it is from. */
    public ModelOrigin origin() {
        return learning.origin();
    }

    /** Returns whether the model is trained here. */
    public boolean trained() {
        return origin() instanceof ModelOrigin.Trained;
    }

    /** Returns whether a network of an architecture that is known here predicts. */
    public boolean ofKnownNetwork() {
        return trained() || origin() instanceof ModelOrigin.Published;
    }

    /** Returns whether a network predicts, of whatever architecture. */
    boolean ofAnyNetwork() {
        return !oracle() && control().isEmpty();
    }

    /** Returns whether the network is an energy, which weighs candidates of others and predicts nothing. */
    public boolean energy() {
        return learning.energy();
    }

    /** Returns whether the exact source replaces the network, which then has no meaning. */
    public boolean oracle() {
        return origin() instanceof ModelOrigin.ExactSource;
    }

    /** Returns the control that replaces the network; nothing if none does. */
    public Optional<ControlSpec> control() {
        return origin() instanceof ModelOrigin.Control control ? Optional.of(control.spec()) : Optional.empty();
    }

    /** Returns the network. */
    public BackboneSpec backbone() {
        return learning.backbone();
    }

    /** Returns how text is corrupted and scored. */
    public ProcessSpec process() {
        return learning.process();
    }

    /** Returns what training minimises. */
    public ObjectiveSpec objective() {
        return learning.objective();
    }

    /** Returns how the network is trained. */
    public TrainingSpec training() {
        return learning.training();
    }

    /** Returns the experiment whose model training starts from; empty for fresh weights. */
    public String from() {
        return learning.from();
    }

    /** Returns what is taken over of the model that training starts from. */
    public TrainingSpec.StartState startState() {
        return learning.state();
    }

    /** Returns where and how it computes. */
    public EngineSpec engine() {
        return learning.engine();
    }

    /** Returns how test text is scored. */
    public LikelihoodSpec likelihood() {
        return measuring.likelihood();
    }

    /** Returns how losses are sorted by where they arise. */
    public ProfileSpec profile() {
        return measuring.profile();
    }

    /** Returns how the variance of losses and gradients is measured. */
    public VarianceSpec variance() {
        return measuring.variance();
    }

    /** Returns who scores samples. */
    public EvaluatorSpec evaluator() {
        return measuring.evaluator();
    }

    /** Returns how decoding is timed. */
    public LatencySpec latency() {
        return measuring.latency();
    }

    /** Returns the block size at which the model is used, in tokens; 0 for autoregression. */
    public int blockSize() {
        return process().kind().inBlocks() ? process().blockSizeIn(data().sequence()) : 0;
    }

    /** Returns every setting that has a meaning here by its dotted key, with the text it is shown as, sorted by key. */
    public SortedMap<String, String> flattened() {
        SortedMap<String, String> flat = new TreeMap<>();
        for (Setting setting : SettingTable.ALL.values()) {
            setting.reading().apply(this).ifPresent(value -> flat.put(setting.key(), value.text()));
        }
        return Collections.unmodifiableSortedMap(flat);
    }
}
