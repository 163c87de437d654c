package dev.dlmbench.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One spelling for each point, and a way to it from others. */
class PointNamesTest {

    @Test
    void aPointIsItsExperimentAndWhatIsSwept() {
        assertThat(name("process.blockSize", "4", "sampling.steps", "16")).isEqualTo("block,blockSize=4,steps=16");
        assertThat(name()).isEqualTo("block");
    }

    @Test
    void whatTwoSettingsShareIsSpelledOut() {
        assertThat(name("backbone.width", "64", "evaluator.backbone.width", "32", "backbone.layers", "2"))
                .isEqualTo("block,backbone.width=64,evaluator.backbone.width=32,layers=2");
    }

    /** {@code batch} alone is the batch size that something was timed at. */
    @Test
    void aBatchOfTrainingIsSpelledOut() {
        assertThat(name("training.batch", "64")).isEqualTo("block,training.batch=64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "1.0e-3 | 1.0e-3",
                "2M | 2M",
                "-1 | -1",
                "remdm-cap | remdm-cap",
                "[0.3, 0.8] | '[0.3, 0.8]'",
                "it's | \"it's\"",
                "3-gram | '3-gram'"
            })
    void valuesAreAsInTheSuiteWithQuotesWhereTheyNeedThem(String value, String spelled) {
        assertThat(name("a.b", value)).isEqualTo("block,b=" + spelled);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block[process.blockSize=4,sampling.steps=16] | block,blockSize=4,steps=16",
                "block[objective.clip=[0.3, 0.8],sampling.steps=16] | \"block,clip='[0.3, 0.8]',steps=16\"",
                "block,blockSize=4 | block,blockSize=4",
                "block[S=4] | block,S=4",
                "block[4] | block[4]"
            })
    void namesOfBeforeAreRenewed(String before, String now) {
        assertThat(PointNames.renewed(before)).isEqualTo(now.replace("\"", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b=4 | a,b=4",
                "a, b=4 | a,b=4",
                "a[x.b=4] | a,b=4",
                "a,c=[1, 2] | a,c='[1, 2]'",
                "a,c=[1,2] | a,c='[1, 2]'",
                "a,window=[0,1] | a,window='[0, 1]'",
                "a | ",
                "a,b=5 | "
            })
    void blanksAndQuotesDoNotMatter(String words, String meant) {
        assertThat(PointNames.meant(words, List.of("a,b=4", "a,c='[1, 2]'", "a,window='[0, 1]'")))
                .isEqualTo(meant == null ? List.of() : List.of(meant));
    }

    private static String name(String... axes) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < axes.length; i += 2) {
            all.put(axes[i], axes[i + 1]);
        }
        return PointNames.of("block", all);
    }
}
