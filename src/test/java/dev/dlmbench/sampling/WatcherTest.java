package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Seeds;
import dev.dlmbench.fixture.ScriptedDenoiser;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.process.ProcessSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a watcher hears that sequences have grown: where something was drawn, whatever was given before. */
class WatcherTest {
    private static final int LENGTH = 12;

    private static List<Integer> grown(int block, int arTokens, int... prompts) {
        ProcessKind kind = block == 0 ? ProcessKind.AUTOREGRESSIVE : ProcessKind.MASKED;
        Sampler sampler = new Sampler(
                ProcessSpec.of(kind, block).process(block, 3),
                SamplingSpec.ancestral(2, 1, 1).withArTokens(arTokens),
                Sampler.Setup.of(LENGTH));
        List<SequenceCondition> conditions = Arrays.stream(prompts)
                .mapToObj(length -> new SequenceCondition(
                        Template.of(IntStream.range(0, length).map(i -> 1).toArray()), LENGTH))
                .toList();
        List<Integer> heard = new ArrayList<>();
        try (Denoiser model = new ScriptedDenoiser(3, 2)) {
            sampler.draw(model, conditions, new Seeds(1), 0, new Watcher() {
                @Override
                public void grown(int tokens) {
                    heard.add(tokens);
                }
            });
        }
        return heard;
    }

    @ParameterizedTest
    @CsvSource({
        "4, 0, 0, 4 8 12",
        "4, 0, 3, 4 8 12", // drawn in part
        "4, 0, 4, 8 12",
        "4, 0, 5, 8 12",
        "4, 0, 11, 12",
        "4, 0, 12, ''",
        "4, 4, 2, 3 4 8 12", // the first four one by one
        "0, 0, 9, 10 11 12"
    })
    void whatIsGivenIsNotHeardOf(int block, int arTokens, int prompt, String heard) {
        assertThat(grown(block, arTokens, prompt)).isEqualTo(numbers(heard));
    }

    @ParameterizedTest
    @CsvSource({"4, 8 12", "0, 7 8 9 10 11 12"})
    void aBatchGrowsWithTheShortestPrompt(int block, String heard) {
        assertThat(grown(block, 0, 10, 6)).isEqualTo(numbers(heard));
    }

    private static List<Integer> numbers(String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(" ")).map(Integer::valueOf).toList();
    }
}
