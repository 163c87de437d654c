package dev.dlmbench.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.chart.Figure.Mark;
import dev.dlmbench.chart.Figure.Series;
import dev.dlmbench.fixture.MadeUpSuite;
import dev.dlmbench.fixture.MadeUpSuite.Values;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.results.Measurement.Bound;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with different tokens in one chart. */
class BitsOverParametersTest {
    @TempDir
    private Path folder;

    private final Map<String, String> same = Map.of("text", "t1");

    private static Values bits(Map<String, String> conditions, double value) {
        return Values.of(Metric.BPB, Bound.UPPER, conditions, value);
    }

    private static Values parameters(double value) {
        return Values.of(Metric.PARAMETERS, value);
    }

    private Figure figure(MadeUpSuite suite) throws IOException {
        return Charts.byName("bpb-parameters")
                .orElseThrow()
                .figure(suite.results())
                .orElseThrow();
    }

    @Test
    void anExperimentIsALineOverParametersWithTheTokenizerBesideEachPoint() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("ar", "data.tokenizer=gpt2", bits(same, 2.5), parameters(6e6))
                .point("ar", "data.tokenizer=bpe,data.tokenizer.size=512", bits(same, 3), parameters(2e5))
                .point("masked", "data.tokenizer=char", bits(same, 3.5), parameters(1e5));
        List<Series> series = figure(suite).series();
        assertThat(series).extracting(Series::name).containsExactly("ar", "masked");
        assertThat(series.get(0).marks()).extracting(Mark::x).containsExactly(2e5, 6e6);
        assertThat(series.get(0).marks()).extracting(Mark::y).containsExactly(3.0, 2.5);
        assertThat(series.get(0).marks()).extracting(Mark::note).containsExactly("bpe 512", "gpt2");
        assertThat(series.get(1).marks()).extracting(Mark::note).containsExactly("char");
    }

    @Test
    void noLineJoinsValuesOfTwoTexts() throws IOException {
        MadeUpSuite suite = new MadeUpSuite(folder)
                .point("ar", "data.tokenizer=char", bits(same, 3), parameters(1e5))
                .point("ar", "data.tokenizer=bert", bits(Map.of("text", "t2"), 2), parameters(4e6));
        assertThat(figure(suite).series())
                .hasSize(2)
                .allMatch(line -> line.marks().size() == 1);
    }
}
