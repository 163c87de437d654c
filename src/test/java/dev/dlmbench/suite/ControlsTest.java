package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.process.ProcessKind;
import dev.dlmbench.setting.PointSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Controls that a suite names, and those that are written as experiments. */
class ControlsTest {
    private static final String MASKED = "  a: {process: {kind: masked}}\n";

    @TempDir
    private Path folder;

    private Map<String, PointSettings> points(String below, String... overrides) {
        Map<String, PointSettings> points = new LinkedHashMap<>();
        SuiteTexts.read(folder, SuiteTexts.HEAD + MASKED + below, overrides)
                .points()
                .forEach(point -> points.put(point.id(), point.settings()));
        return points;
    }

    private static PointSettings at(Map<String, PointSettings> points, String id) {
        return Objects.requireNonNull(points.get(id));
    }

    @Test
    void eachIsAPointBesideTheOthers() {
        Map<String, PointSettings> points = points("controls: [unigram, back-off, shuffled]\n");
        assertThat(points.keySet()).containsExactly("a", "unigram", "back-off", "shuffled");
        assertThat(at(points, "a").control()).isEmpty();
        assertThat(at(points, "unigram").control()).contains(new ControlSpec.BackOff(1));
        assertThat(at(points, "back-off").control()).contains(new ControlSpec.BackOff(5));
        assertThat(at(points, "shuffled").control()).contains(new ControlSpec.Shuffled(5, .5));
        assertThat(at(points, "back-off").process().kind()).isEqualTo(ProcessKind.AUTOREGRESSIVE);
        assertThat(at(points, "back-off").flattened())
                .containsEntry("model", "back-off")
                .containsEntry("model.order", "5")
                .doesNotContainKeys("backbone.kind", "backbone.layers", "training.tokens", "engine.device");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; 'a,unigram,back-off,shuffled'",
                "'metrics: [nll, gen-ppl, entropy]'; 'a,unigram,back-off,shuffled'",
                "'metrics: [nll, nfe]'; a",
                "'controls: []'; a",
                "'controls: [back-off]'; 'a,back-off'",
                "'  shuffled: {process: {kind: uniform}}'; 'a,shuffled,unigram,back-off'",
                "'  n: {model: back-off}'; 'a,n'",
                "'  n: {matrix: {model: [back-off, unigram]}}'; 'a,n,model=back-off,n,model=unigram'",
                "'  n: {process: {kind: uniform}, data: {sequence: 64}}'; 'a,n,unigram,back-off,shuffled'"
            })
    void aSuiteWithGenPplHasThemUnlessItSaysOtherwise(String below, String points) {
        assertThat(String.join(",", points(below + "\n").keySet())).isEqualTo(points);
    }

    /** A control of the defaults would be about another text than all that is compared, or scored otherwise. */
    @ParameterizedTest
    @ValueSource(strings = {"data: {sequence: 64}", "evaluator: {seed: 5}", "matrix: {data.sequence: [32, 64]}"})
    void thereIsNoneWhereNoExperimentIsAboutTheDefaultsText(String other) {
        Suite suite = SuiteTexts.read(folder, SuiteTexts.HEAD + "  a: {process: {kind: masked}, " + other + "}\n");
        assertThat(suite.points()).extracting(Point::experiment).containsOnly("a");
    }

    /** Said twice, the text of the defaults is the same text; and a mistake elsewhere is the only one that is told. */
    @Test
    void theyAreThereWhateverElseIsSaid() {
        String again = SuiteTexts.HEAD + "  a: {process: {kind: masked}, data: {corpus: tinyshakespeare}}\n";
        assertThat(SuiteTexts.read(folder, again).points()).hasSize(4);
        String wrong = again + "metrics: [gen-ppl, entropy, nll]\n"
                + "claims:\n  - {id: c, says: s, expect: nll(unigram) > nll(a)}\n  - {id: d, says: s, expect: nll(b) > 1}\n";
        assertThat(SuiteTexts.mistakes(folder, wrong)).singleElement().satisfies(mistake -> assertThat(mistake)
                .contains("there is no experiment 'b'"));
    }

    /** What is about models and their steps has no meaning for a control; what is about text and scores has. */
    @Test
    void theyFollowTheDefaultsAsFarAsTheseSayWhatIsWritten() {
        String defaults = SuiteTexts.HEAD.replace("experiments:", """
                  process:  {kind: masked, blockSize: 4}
                  sampling: {samples: 7, steps: [64, 128], temperature: [0.9, 1], corrector: {kind: psi}}
                  seeds: [1, 2]
                experiments:""");
        Suite suite = SuiteTexts.read(folder, defaults + "  a: {}\ncontrols: [back-off]\n");
        List<Point> controls = suite.points().stream()
                .filter(point -> point.experiment().equals("back-off"))
                .toList();
        assertThat(controls)
                .extracting(Point::id)
                .containsExactly("back-off,temperature=0.9", "back-off,temperature=1");
        assertThat(controls.get(0).settings().sampling().samples()).isEqualTo(7);
        assertThat(controls.get(0).seeds()).containsExactly(1L, 2L);
        assertThat(controls.get(0).settings().evaluator())
                .as("one evaluator for all")
                .isEqualTo(suite.points().get(0).settings().evaluator());
        assertThat(suite.experiments()).containsEntry("back-off", "Control: back-off");
    }

    @Test
    void overridesReachThemAsTheyReachOthers() {
        Map<String, PointSettings> points =
                points("controls: [unigram]\n", "sampling.samples=9", "process.blockSize=8", "data.sequence=64");
        assertThat(at(points, "unigram").sampling().samples()).isEqualTo(9);
        assertThat(at(points, "unigram").data().sequence()).isEqualTo(64);
        assertThat(at(points, "unigram").blockSize()).isZero();
    }

    @Test
    void anExperimentCanBeAControlOfItsOwn() {
        Map<String, PointSettings> points = points(
                "  n: {model: back-off, matrix: {model.order: [2, 3]}}\n  s: {model: {kind: shuffled, repeats: 0}}\n");
        assertThat(at(points, "n,order=3").control()).contains(new ControlSpec.BackOff(3));
        assertThat(at(points, "s").control()).contains(new ControlSpec.Shuffled(5, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "'controls: [ngram]'; 8:12; 'unknown control ''ngram'''",
                "'controls: back-off'; 8:11; 'controls must be a list of controls, got ''back-off'''",
                "'controls: [unigram, unigram]'; 8:21; 'control ''unigram'' is named twice'",
                "'  unigram: {process: {kind: masked}}\\ncontrols: [unigram]'; 9:12; 'experiment ''unigram'' is there already'",
                "'  n: {model: {kind: unigram, order: 3}}'; 8:37; 'model.order goes with model kind back-off or shuffled only'",
                "'  n: {model: {kind: back-off, order: 1}}'; 8:38; 'model.order must be at least 2'",
                "'  n: {model: {kind: back-off, repeats: 0.1}}'; 8:40; 'model.repeats goes with model kind shuffled only'",
                "'  n: {model: {kind: shuffled, repeats: 1}}'; 8:40; 'model.repeats must be at least 0 and less than 1'",
                "'  n: {model: unigram, process: {kind: masked}}'; 8:39; 'process.kind must be autoregressive for a control'",
                "'  n: {model: unigram}\\n  m: {process: {kind: masked}, training: {from: n}}'; 9:49; 'an experiment with weights'"
            })
    void mistakesHaveTheirPlace(String below, String place, String rule) {
        List<String> mistakes =
                SuiteTexts.mistakes(folder, SuiteTexts.HEAD + MASKED + below.replace("\\n", "\n") + "\n");
        assertThat(mistakes).anySatisfy(mistake -> assertThat(mistake)
                .startsWith("suite.yaml:" + place + ": ")
                .contains(rule));
    }
}
