package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.results.Measurement;
import dev.dlmbench.sampling.Calls;
import dev.dlmbench.sampling.DrawnSequence;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of samples and their calls. */
class SamplesWorkTest {
    /** Ten tokens in ten calls and thirty in five, two of each given: 36 tokens in 15 calls. */
    @Test
    void tokensPerCallAreARatioOfSums() {
        List<DrawnSequence> samples = List.of(sample(10, 8, 2), sample(30, 5, 0));
        Measurement tpf = SamplesWork.tokensPerCall(samples, 2, Map.of());
        assertThat(tpf.value()).isCloseTo(36 / 15.0, within(1e-12));
        assertThat(tpf.n()).isEqualTo(2);
    }

    /** Calls that only commit tokens are not counted. */
    private static DrawnSequence sample(int tokens, long denoise, long verify) {
        Calls calls = new Calls(denoise, 0, verify, 0, 0, 7, 3, 0, 0);
        return new DrawnSequence(new int[tokens], calls, DrawnSequence.Ending.LENGTH, List.of());
    }
}
