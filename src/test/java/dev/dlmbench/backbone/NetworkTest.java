package dev.dlmbench.backbone;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.LimitedNetwork;
import dev.dlmbench.fixture.RandomWeights;
import dev.dlmbench.fixture.TestEngine;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A network is asked for what it declares, and for nothing else. */
class NetworkTest {
    private static final int V = 5;
    private static final int[] IDS = {0, 1, 2, 3};

    @Test
    void whatANetworkLacksIsRefusedByName() {
        LimitedNetwork causal = new LimitedNetwork(Set.of(AttentionPattern.CAUSAL), Set.of(Ability.PREDICTION));
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, RandomWeights.of(causal.spec(), V, .4, 1))) {
            assertThatThrownBy(() -> backbone.logits(1, IDS, new float[1], AttentionPattern.BIDIRECTIONAL, 4))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("network limited does not support bidirectional attention");
            assertThatThrownBy(() -> backbone.open(1, 4, 4))
                    .isInstanceOf(InvalidSettingException.class)
                    .hasMessage("network limited does not support decoding with a KV cache");
        }
    }

    @Test
    void aNetworkOfSinglePrecisionRunsInNoOther() {
        LimitedNetwork single = new LimitedNetwork(Set.of(AttentionPattern.CAUSAL), Set.of());
        EngineSpec low = new EngineSpec("cpu", EngineSpec.Precision.BF16, 1);
        try (TorchSession session = TorchSession.start(low)) {
            assertThatThrownBy(() -> Backbone.compile(session, single.spec(), 0))
                    .hasMessage("network limited does not support bf16");
        }
    }

    @Test
    void aNetworkWithoutTimeConditioningIsNotGivenAny() {
        LimitedNetwork untimed = new LimitedNetwork(Set.of(AttentionPattern.CAUSAL), Set.of());
        assertThatThrownBy(() -> new BackboneSpec(untimed, 1, 8, 2, 4, 0, true))
                .hasMessageContaining("backbone.timeConditioning")
                .hasMessageContaining("network limited does not support");
    }
}
