package dev.dlmbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.plan.RunSuites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of samples, where a suite asks for answers alone. */
class IdleSettingsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{prompt: '1'} | multiplication | [accuracy] | sampling.prompt",
                "{prompt: '1'} | multiplication | [accuracy, latency] | sampling.prompt",
                "{prompt: '1'} | multiplication | [accuracy, gen-ppl, entropy] | ",
                "{stop: {text: '2'}} | multiplication | [malformed, nll] | sampling.stop.text",
                "{stop: {text: '2'}} | multiplication | [accuracy, nfe] | ",
                "{stop: {maxLength: 32}} | multiplication | [accuracy] | sampling.stop.maxLength",
                "{stop: {maxLength: 64}} | multiplication | [accuracy] | ",
                "{stop: {maxLength: 32}} | multiplication | [accuracy, latency] | ",
                "{prompt: 'a'} | markov | [accuracy] | ",
                "{prompt: '1'} | multiplication | [nll] | "
            })
    void aSettingThatAnswersDoNotGoByIsNamed(String sampling, String corpus, String metrics, String key)
            throws IOException {
        String own = corpus.equals("multiplication") ? ", digits: 1, tests: 8" : "";
        List<String> idle = IdleSettings.of(RunSuites.read(
                folder,
                "experiments: {a: {process: {kind: autoregressive}, data: {corpus: {kind: " + corpus + own
                        + "}, sequence: 64}, sampling: " + sampling + "}}\nmetrics: " + metrics + "\n"));
        assertThat(idle).hasSize(key == null ? 0 : 1);
        assertThat(idle).allSatisfy(told -> assertThat(told).startsWith(key + " changes nothing at a: "));
    }
}
