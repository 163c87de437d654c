package dev.dlmbench.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.Ability;
import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Gpt2;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.fixture.LimitedNetwork;
import dev.dlmbench.pretrained.Family;
import dev.dlmbench.pretrained.PretrainedSpec;
import dev.dlmbench.process.ObjectiveSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Stopping;
import dev.dlmbench.text.TextPart;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a network is not able to do is refused before anything is computed. */
class NetworkNeedsTest {
    private static final EngineSpec SINGLE = new EngineSpec("cpu", EngineSpec.Precision.FLOAT32, 1);
    private static final EngineSpec AUTO = new EngineSpec("cpu", EngineSpec.Precision.AUTO, 1);
    private static final Set<AttentionPattern> CAUSAL = Set.of(AttentionPattern.CAUSAL);
    private static final Set<Ability> ALL = EnumSet.allOf(Ability.class);
    private static final ProcessSpec LEFT_TO_RIGHT = ProcessSpec.of(ProcessKind.AUTOREGRESSIVE, 0);

    @Test
    void aNetworkThatAttendsCausallyTakesNoDiffusion() {
        LimitedNetwork causal = new LimitedNetwork(CAUSAL, ALL);
        assertThatCode(() -> NetworkNeeds.check(List.of(model(causal, LEFT_TO_RIGHT, AUTO))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model(causal, masked(4), AUTO))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("train model: network limited does not support dual attention");
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model(causal, masked(16), AUTO))))
                .hasMessage("train model: network limited does not support bidirectional attention");
    }

    @Test
    void aModelCanBeMeasuredAtBlocksThatItsNetworkAttendsTo() {
        LimitedNetwork whole = new LimitedNetwork(Set.of(AttentionPattern.BIDIRECTIONAL), ALL);
        Node model = model(whole, masked(16), AUTO);
        Node profile = new Node("profile", new NodeSpec.Profile("model", 4, 1, 1), "model");
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model, profile)))
                .hasMessage("profile model: network limited does not support dual attention");
    }

    @Test
    void aNetworkThatDoesNotDecodeIsNotSampledFrom() {
        LimitedNetwork mute =
                new LimitedNetwork(CAUSAL, EnumSet.of(Ability.PREDICTION, Ability.TRAINING, Ability.BF16));
        Node model = model(mute, LEFT_TO_RIGHT, AUTO);
        Node samples =
                new Node("samples", new NodeSpec.Samples("model", 0, SamplingSpec.ancestral(1, 1, 1), 1), "model");
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model, samples)))
                .hasMessage("samples model: network limited does not support decoding with a KV cache");
    }

    @Test
    void aNetworkThatDoesNotPredictIsNotScored() {
        LimitedNetwork energy = new LimitedNetwork(CAUSAL, EnumSet.complementOf(EnumSet.of(Ability.PREDICTION)));
        Node profile = new Node("profile", new NodeSpec.Profile("model", 0, 1, 1), "model");
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model(energy, LEFT_TO_RIGHT, AUTO), profile)))
                .hasMessage("profile model: network limited does not support predictions of tokens");
    }

    @Test
    void aNetworkWithGivenWeightsIsNotTrained() {
        LimitedNetwork given = new LimitedNetwork(CAUSAL, EnumSet.complementOf(EnumSet.of(Ability.TRAINING)));
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model(given, LEFT_TO_RIGHT, AUTO))))
                .hasMessage("train model: network limited does not support training");
    }

    @Test
    void aNetworkOfSinglePrecisionIsNotLeftToChooseAnother() {
        LimitedNetwork single = new LimitedNetwork(CAUSAL, EnumSet.complementOf(EnumSet.of(Ability.BF16)));
        assertThatCode(() -> NetworkNeeds.check(List.of(model(single, LEFT_TO_RIGHT, SINGLE))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(model(single, LEFT_TO_RIGHT, AUTO))))
                .hasMessage("train model: network limited does not support bf16");
    }

    /** Sequences of the text have 16 tokens, and those that are drawn as many. */
    @Test
    void sequencesBeyondANetworksPositionsAreRefused() {
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(published(8))))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("network gpt2 has 8 positions, which is fewer than the 16 of a sequence");
        assertThatCode(() -> NetworkNeeds.check(List.of(published(16)))).doesNotThrowAnyException();
        SamplingSpec longer = SamplingSpec.ancestral(1, 1, 1).with(new Stopping(32, "", 0, 0));
        Node samples = new Node("samples", new NodeSpec.Samples("model", 0, longer, 1), "model");
        assertThatThrownBy(() -> NetworkNeeds.check(List.of(published(16), samples)))
                .hasMessage("samples model: network gpt2 has 16 positions, which is fewer than the 32 of a sequence");
    }

    private static Node published(int positions) {
        NodeSpec spec = new ModelSpec.Pretrained(
                SpecJsonTest.model(1000, 50).data(),
                "",
                new PretrainedSpec("a", "", null),
                "ab",
                Family.GPT2,
                new BackboneSpec(new Gpt2(positions), 1, 8, 2, 1, 0, false),
                LEFT_TO_RIGHT,
                28,
                SINGLE);
        return new Node("model", spec, "model");
    }

    private static ProcessSpec masked(int block) {
        return ProcessSpec.of(ProcessKind.MASKED, block);
    }

    private static Node model(LimitedNetwork network, ProcessSpec process, EngineSpec engine) {
        ModelSpec.Train plain = SpecJsonTest.model(1000, 50);
        ModelSpec.Train spec = new ModelSpec.Train(
                plain.data(),
                "",
                TextPart.MODELS,
                network.spec(),
                process,
                ObjectiveSpec.NELBO,
                plain.training(),
                engine,
                1,
                null,
                null);
        return new Node("model", spec, "model");
    }
}
