package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final String EXPERIMENTS = """
            a: {process: {kind: masked}, backbone: {width: 32}}
            b:
              process: {kind: masked}
              matrix: {process.blockSize: [4, 8], sampling.stepsPerBlock: [2, 4]}
              include: [{process.blockSize: 16, sampling.stepsPerBlock: 1}]
            """;

    @TempDir
    Path folder;

    @Test
    void winOverWhatExperimentsSay() {
        assertThat(points("backbone.width=64"))
                .allSatisfy(
                        point -> assertThat(point.settings().backbone().width()).isEqualTo(64));
    }

    @Test
    void endASweepOfTheirKey() {
        assertThat(points("sampling.stepsPerBlock=2"))
                .extracting(Point::id)
                .containsExactly("a", "b,blockSize=4", "b,blockSize=8", "b,blockSize=16");
    }

    @Test
    void makeSinglePointsPartOfTheSweepWhereTheyEraseTheDifference() {
        assertThat(points("sampling.stepsPerBlock=2", "process.blockSize=8"))
                .extracting(Point::id)
                .containsExactly("a", "b");
    }

    @Test
    void sweepWhereTheyAreLists() {
        assertThat(points("sampling.steps=[32, 64]", "process.blockSize=8"))
                .extracting(Point::id)
                .containsExactly("a,steps=32", "a,steps=64", "b,steps=32", "b,steps=64");
    }

    @Test
    void lastOneWins() {
        assertThat(points("backbone.layers=1", "backbone.layers=2"))
                .allSatisfy(point ->
                        assertThat(point.settings().backbone().layers()).isEqualTo(2));
    }

    @Test
    void meanTheSameInAnyOrder() {
        assertThat(points("data.corpus.order=1", "data.corpus=markov", "data.tokens=1k", "data.documents=3"))
                .allSatisfy(point -> assertThat(point.settings().flattened()).containsEntry("data.corpus.order", "1"));
    }

    @Test
    void setSeedsAndWholeCorpora() {
        assertThat(points("seeds=[7, 8]", "data.corpus={kind: markov, order: 1}", "data.tokens=2M", "data.documents=3"))
                .allSatisfy(point -> {
                    assertThat(point.seeds()).containsExactly(7L, 8L);
                    assertThat(point.settings().flattened())
                            .containsEntry("data.corpus", "markov")
                            .containsEntry("data.corpus.order", "1")
                            .containsEntry("data.tokens", "2000000");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    backbone.widht=64       | unknown setting 'backbone.widht'; did you mean 'backbone.width'?
                    width=64                | unknown setting 'width'; did you mean 'backbone.width'?
                    suite=other             | unknown setting 'suite'
                    backbone=3              | 'backbone' is a section; name one of its settings: layers, width, heads, conditioningDim, dropout, timeConditioning, kind, file, attention, mask
                    backbone.width          | must look like key=value, such as backbone.width=64
                    backbone.width=         | has no value after '='
                    backbone.width=wide     | backbone.width must be a whole number, got 'wide'
                    backbone.width=[]       | backbone.width sweeps over no values
                    backbone.width=-4       | backbone.width must be between 1 and 65536, got -4
                    seeds=3                 | seeds must be a list of whole numbers, got '3'
                    """)
    void tellTheirMistakesByTheirText(String override, String told) {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + EXPERIMENTS.indent(2), override))
                .containsExactly("override '" + override + "': " + told);
    }

    @Test
    void tellBadYaml() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + EXPERIMENTS.indent(2), "seeds=[1"))
                .singleElement()
                .asString()
                .startsWith("override 'seeds=[1': not valid YAML");
    }

    private List<Point> points(String... overrides) {
        return SuiteTexts.points(folder, EXPERIMENTS, overrides);
    }
}
