package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.sampling.StepPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
    @TempDir
    Path folder;

    @Test
    void anExperimentWithoutASweepIsOnePointWithItsName() {
        assertThat(ids("ar: {process: {kind: autoregressive}}")).containsExactly("ar");
    }

    @Test
    void aMatrixIsAProductInTheOrderOfTheFileWithTheLastAxisFastest() {
        assertThat(ids("""
                                a:
                                  process: {kind: masked}
                                  matrix: {process.blockSize: [8, 4], sampling.temperature: [1, 0.5]}
                                """))
                .containsExactly(
                        "a,blockSize=8,temperature=1",
                        "a,blockSize=8,temperature=0.5",
                        "a,blockSize=4,temperature=1",
                        "a,blockSize=4,temperature=0.5");
    }

    @Test
    void aListForASingleValueIsAnAxisWhereItStands() {
        assertThat(ids("""
                                a:
                                  sampling: {temperature: [1, 0.5]}
                                  process: {kind: masked}
                                  matrix: {process.blockSize: [8, 4]}
                                """))
                .containsExactly(
                        "a,temperature=1,blockSize=8",
                        "a,temperature=1,blockSize=4",
                        "a,temperature=0.5,blockSize=8",
                        "a,temperature=0.5,blockSize=4");
    }

    @Test
    void aFrontierIsASweepOfOneSettingThatMakesDrawsBolder() {
        assertThat(ids("a: {process: {kind: masked}, frontier: {sampling.temperature: [0.8, 1]}}"))
                .containsExactly("a,temperature=0.8", "a,temperature=1");
    }

    @Test
    void aFrontierOfTheDefaultsIsThatOfEveryExperimentWithoutItsOwn() {
        String text =
                SuiteTexts.HEAD.replace("experiments:", "  frontier: {sampling.temperature: [0.8, 1]}\nexperiments:")
                        + """
                  a: {process: {kind: masked}}
                  b: {process: {kind: masked}, sampling: {temperature: 1}, frontier: {sampling.topP: [0.9, 0.95]}}
                controls: []
                """;
        assertThat(SuiteTexts.read(folder, text).points())
                .extracting(Point::id)
                .containsExactly("a,temperature=0.8", "a,temperature=1", "b,topP=0.9", "b,topP=0.95");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{sampling.steps: [1, 2]}; 7:43: a frontier goes along one of sampling.temperature, sampling.topP,"
                        + " sampling.topK, sampling.minP, not 'sampling.steps'",
                "{sampling.topP: [1]}; 7:58: a frontier needs two values or more",
                "{sampling.topP: 1}; 7:58: sampling.topP must be a list of values to sweep, got '1'",
                "[1, 2]; 7:42: frontier must be a mapping of one setting to a list of values, got a list"
            })
    void whatIsNoFrontierIsRefusedWithItsPlace(String frontier, String message) {
        assertThat(SuiteTexts.mistakes(
                        folder, SuiteTexts.HEAD + "  a: {process: {kind: masked}, frontier: " + frontier + "}\n"))
                .first()
                .asString()
                .startsWith("suite.yaml:" + message);
    }

    @Test
    void aZipRunsSideBySideAndMultipliesWithAMatrix() {
        assertThat(ids("""
                                a:
                                  process: {kind: masked}
                                  zip: {process.blockSize: [8, 4], sampling.stepsPerBlock: [2, 3]}
                                  matrix: {sampling.temperature: [1, 2]}
                                """))
                .containsExactly(
                        "a,blockSize=8,stepsPerBlock=2,temperature=1",
                        "a,blockSize=8,stepsPerBlock=2,temperature=2",
                        "a,blockSize=4,stepsPerBlock=3,temperature=1",
                        "a,blockSize=4,stepsPerBlock=3,temperature=2");
    }

    @Test
    void whatAnyExclusionMatchesIsDropped() {
        assertThat(ids("""
                                a:
                                  process: {kind: masked}
                                  matrix: {process.blockSize: [4, 5, 8], sampling.stepsPerBlock: [4, 8]}
                                  exclude:
                                    - sampling.stepsPerBlock > process.blockSize
                                    - data.sequence % process.blockSize != 0
                                """))
                .containsExactly(
                        "a,blockSize=4,stepsPerBlock=4",
                        "a,blockSize=8,stepsPerBlock=4",
                        "a,blockSize=8,stepsPerBlock=8");
    }

    @Test
    void singlePointsComeLastAndAreNotExcluded() {
        assertThat(ids("""
                                a:
                                  process: {kind: masked}
                                  matrix: {process.blockSize: [4, 8]}
                                  exclude: [process.blockSize > 4]
                                  include: [{process.blockSize: 64, sampling.temperature: 0.5}]
                                """)).containsExactly("a,blockSize=4", "a,blockSize=64,temperature=0.5");
    }

    @Test
    void axesOfTheDefaultsMultiplyEveryExperiment() {
        String yaml = SuiteTexts.HEAD.replace("defaults:", "defaults:\n  sampling: {temperature: [1, 2]}")
                + "  a: {process: {kind: masked}}\n  b: {process: {kind: uniform}, sampling: {temperature: 3}}\ncontrols: []\n";

        assertThat(SuiteTexts.read(folder, yaml).points())
                .extracting(Point::id)
                .containsExactly("a,temperature=1", "a,temperature=2", "b");
    }

    @Test
    void aSweepOverCorporaSetsAllTheirKeys() {
        List<Point> points = points("""
                a:
                  process: {kind: masked}
                  data:
                    tokens: 1k
                    documents: 2
                    corpus: [stories, {kind: markov, order: 1}]
                """);

        assertThat(points).extracting(Point::id).containsExactly("a,corpus=stories", "a,corpus='markov 1'");
        assertThat(points.get(1).settings().flattened()).containsEntry("data.corpus.order", "1");
    }

    @Test
    void stepsForTheSequenceAreSharedByTheBlocks() {
        assertThat(points("a: {process: {kind: masked, blockSize: 16}, sampling: {steps: 32}}")
                        .get(0)
                        .settings()
                        .sampling()
                        .plan())
                .isEqualTo(new StepPlan.Grid(32 / (128 / 16)));
    }

    @Test
    void anExtendedExperimentKeepsWhatItsChildDoesNotSay() {
        List<Point> points = points("""
                child:
                  extends: base
                  backbone: {width: 64}
                  matrix: {process.blockSize: [32]}
                base:
                  process: {kind: masked}
                  backbone: {width: 32, layers: 3}
                  matrix: {process.blockSize: [4, 8], sampling.temperature: [1, 2]}
                  exclude: [sampling.temperature == 2]
                """);

        assertThat(points)
                .extracting(Point::id)
                .containsExactly(
                        "child,blockSize=32,temperature=1",
                        "base,blockSize=4,temperature=1",
                        "base,blockSize=8,temperature=1");
        assertThat(points.get(0).settings().flattened())
                .containsEntry("backbone.width", "64")
                .containsEntry("backbone.layers", "3");
    }

    @Test
    void aChildThatFixesAnAxisOfItsParentEndsTheSweep() {
        assertThat(ids("""
                                base: {process: {kind: masked}, matrix: {sampling.stepsPerBlock: [4, 8]}}
                                child: {extends: base, sampling: {steps: 16}}
                                """)).containsExactly("base,stepsPerBlock=4", "base,stepsPerBlock=8", "child");
    }

    @Test
    void anotherCorpusStartsAfresh() {
        List<Point> points = points("""
                base:
                  process: {kind: masked}
                  data: {tokens: 1k, documents: 2, corpus: {kind: markov, order: 3, symbols: 4}}
                same: {extends: base, data: {corpus: {symbols: 5}}}
                fresh: {extends: base, data: {corpus: markov}}
                other: {extends: base, data: {corpus: stories}}
                """);

        assertThat(points.get(1).settings().flattened())
                .containsEntry("data.corpus.order", "3")
                .containsEntry("data.corpus.symbols", "5");
        assertThat(points.get(2).settings().flattened())
                .containsEntry("data.corpus.order", "2")
                .containsEntry("data.corpus.symbols", "12");
        assertThat(points.get(3).settings().flattened())
                .containsEntry("data.corpus", "stories")
                .doesNotContainKey("data.corpus.order");
    }

    @Test
    void includedFilesGiveDefaultsAndExperimentsThatTheSuiteRules() {
        SuiteTexts.write(folder, "inner.yaml", "defaults: {backbone: {layers: 7, width: 32, heads: 2}}");
        SuiteTexts.write(folder, "common.yaml", """
                schema: dlm-bench/1
                include: [inner.yaml]
                defaults: {backbone: {layers: 5}}
                experiments: {shared: {process: {kind: masked}}}
                """);
        String yaml = SuiteTexts.HEAD.replace("defaults:", "include: [common.yaml, inner.yaml]\ndefaults:")
                + "  own: {extends: shared, backbone: {width: 64}}\ncontrols: []\n";

        Suite suite = SuiteTexts.read(folder, yaml);

        assertThat(suite.points()).extracting(Point::id).containsExactly("shared", "own");
        assertThat(suite.points().get(1).settings().flattened())
                .containsEntry("backbone.layers", "5")
                .containsEntry("backbone.width", "64")
                .containsEntry("backbone.heads", "2");
        assertThat(suite.text()).startsWith("schema: dlm-bench/1\nsuite: trial").contains("layers: 7");
    }

    private List<Point> points(String experiments) {
        return SuiteTexts.points(folder, experiments);
    }

    private List<String> ids(String experiments) {
        return points(experiments).stream().map(Point::id).toList();
    }
}
