package dev.dlmbench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.base.InvalidSettingException;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of process has the settings that mean something to it, and is written with all of them. */
class ProcessSpecTest {
    private static final BlockSpec BLOCKS = new BlockSpec(4, null, CleanRows.BLOCK_CAUSAL);
    private static final BlockSpec MIXED = new BlockSpec(
            0, new BlockSizes(new TreeMap<>(Map.of(1, .25, 4, .75)), BlockSizes.Draw.SAME), CleanRows.TOKEN_CAUSAL);

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBack(ProcessKind kind) {
        ProcessSpec spec = ProcessSpec.of(kind, kind.inBlocks() && kind != ProcessKind.SPHERE ? 4 : 0);
        assertThat(spec.kind()).isEqualTo(kind);
        assertThat(spec.written().spec()).isEqualTo(spec);
    }

    @Test
    void everySettingIsWritten() {
        for (ProcessSpec spec : new ProcessSpec[] {
            new MaskedSpec(MIXED, StandardSchedule.COSINE, Parameterization.MEAN, 10),
            new UniformSpec(MIXED, StandardSchedule.SQUARE),
            new HybridSpec(MIXED, .2),
            new UniformSpec(MIXED, StandardSchedule.LINEAR, Parameterization.POSTERIOR),
            new HybridSpec(MIXED, .2, Parameterization.POSTERIOR)
        }) {
            assertThat(spec.written().spec()).isEqualTo(spec);
            assertThat(spec.sizes()).contains(MIXED.mixture());
        }
    }

    @Test
    void walksOverTheSphereAreWritten() {
        SphereSpec spec = new SphereSpec(new SpherePath(SpherePath.Origin.MIXTURE, .38, 2e-3, .1, .3, .75, 100));
        assertThat(spec.written().spec()).isEqualTo(spec);
        assertThat(spec.at(4).blockSizeIn(64)).isEqualTo(64);
        assertThat(spec.pattern(64, 64)).isEqualTo(AttentionPattern.BIDIRECTIONAL);
    }

    /** The factor makes up for the density of times, whatever is averaged over them: here powers of the time. */
    @Test
    void weightsMakeUpForTimes() {
        SpherePath path = new SpherePath(SpherePath.Origin.MASK, 0, 1e-3, .2, .3, .6, 100);
        int count = 2_000_000;
        double[] means = new double[3];
        int inside = 0;
        for (int i = 0; i < count; i++) {
            double time = path.time((i + .5) / count);
            inside += time >= .3 && time < .6 ? 1 : 0;
            for (int power = 0; power < means.length; power++) {
                means[power] += path.weight(time) * Math.pow(time, power) / count;
            }
        }
        assertThat(means).containsExactly(new double[] {1, 1 / 2.0, 1 / 3.0}, Offset.offset(2e-3));
        assertThat((double) inside / count).isCloseTo(.3 / (.3 + .7e-4), Offset.offset(1e-5));
    }

    @Test
    void aKindHasItsOwnSettingsAlone() {
        ProcessSpec masked = ProcessSpec.of(ProcessKind.MASKED, 4);
        assertThat(masked.as(MaskedSpec.class))
                .hasValueSatisfying(found -> assertThat(found).isSameAs(masked));
        assertThat(masked.as(HybridSpec.class)).isEmpty();
        assertThatThrownBy(() -> ProcessSpec.of(
                        ProcessKind.UNIFORM,
                        4,
                        null,
                        CleanRows.BLOCK_CAUSAL,
                        StandardSchedule.LINEAR,
                        Parameterization.SUBS,
                        10,
                        0))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("process.steps")
                .hasMessageContaining("go with kind masked only, got kind uniform");
        assertThatThrownBy(() -> new MaskedSpec(BLOCKS, StandardSchedule.LINEAR, Parameterization.MEAN, 0))
                .isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> new HybridSpec(BLOCKS, 1)).isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> new MaskedSpec(BLOCKS, StandardSchedule.LINEAR, Parameterization.POSTERIOR, 0))
                .isInstanceOf(InvalidSettingException.class);
        assertThatThrownBy(() -> new UniformSpec(BLOCKS, StandardSchedule.LINEAR, Parameterization.MEAN))
                .isInstanceOf(InvalidSettingException.class);
    }

    /** BD3-LM, section 3: whole sequences see everything, blocks see the clean past. */
    @Test
    void whatRowsSeeFollowsFromTheBlocks() {
        assertThat(new AutoregressiveSpec().pattern(0, 16)).isEqualTo(AttentionPattern.CAUSAL);
        assertThat(new UniformSpec(BLOCKS, StandardSchedule.LINEAR).pattern(16, 16))
                .isEqualTo(AttentionPattern.BIDIRECTIONAL);
        assertThat(new UniformSpec(BLOCKS, StandardSchedule.LINEAR).pattern(4, 16))
                .isEqualTo(AttentionPattern.DUAL);
        assertThat(new HybridSpec(MIXED, .1).pattern(4, 16)).isEqualTo(AttentionPattern.DUAL_TOKEN_CAUSAL);
    }
}
