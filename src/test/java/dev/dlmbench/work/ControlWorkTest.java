package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dlmbench.control.ControlSpec;
import dev.dlmbench.control.NextTokenLaw;
import dev.dlmbench.evaluation.LikelihoodSpec;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.Metric;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.results.Measurement;
import dev.dlmbench.results.Measurement.Bound;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured of a control: exact likelihood, samples without a call, no parameters. */
class ControlWorkTest {
    private static final DataSpec DATA =
            new DataSpec(new CorpusSpec.Markov(1, 3, .7, 5), DataSpec.TokenizerKind.CHAR, 8, 400, 4);
    private static final ControlSpec CONTROL = new ControlSpec.BackOff(2);

    @TempDir
    private Path folder;

    private FolderPlace place;
    private ModelCache cache;

    @BeforeEach
    void plan() throws IOException {
        place = new FolderPlace(folder);
        place.add("control", new ModelSpec.Control(DATA, "", CONTROL));
        cache = new ModelCache(new DataFolder(folder));
    }

    @Test
    void theLikelihoodIsThatOfTheLaw() throws IOException {
        List<Measurement> measured =
                new LikelihoodWork(cache).run(new NodeSpec.Likelihood("control", 0, LikelihoodSpec.exact(), 0), place);
        NextTokenLaw law = CONTROL.read(Corpora.prepare(DATA, new DataFolder(folder)));
        double nats = 0;
        for (int[] document : Corpora.prepare(DATA, new DataFolder(folder)).test()) {
            for (int i = 0; i < 8; i++) {
                nats -= Math.log(law.next(document, i)[document[i]]);
            }
        }
        assertThat(Measured.value(Metric.NLL, measured)).isCloseTo(nats / 32, within(1e-12));
        assertThat(Measured.of(Metric.NLL, measured).bound()).isEqualTo(Bound.EXACT);
    }

    @Test
    void samplesCostNoCallsAndComeAgainUnderTheirSeed() throws IOException {
        NodeSpec spec = new NodeSpec.Samples("control", 0, SamplingSpec.ancestral(0, 5, 2), 3);
        List<Measurement> measured = new SamplesWork(cache).run(spec, place);
        assertThat(Measured.value(Metric.NFE, measured)).isZero();
        assertThat(Measured.value(Metric.NFE_ALL, measured)).isZero();
        assertThat(Measured.value(Metric.STEPS, measured)).isEqualTo(8);
        List<int[]> once = tokens();
        new SamplesWork(cache).run(spec, place);
        assertThat(tokens()).usingRecursiveComparison().isEqualTo(once);
    }

    private List<int[]> tokens() throws IOException {
        return JsonLines.read(folder.resolve("folder").resolve(NodeFiles.TOKENS), int[].class);
    }

    @Test
    void itHasNoParameters() throws IOException {
        List<Measurement> measured = new ControlWork(cache).run(new ModelSpec.Control(DATA, "", CONTROL), place);
        assertThat(Measured.value(Metric.PARAMETERS, measured)).isZero();
    }
}
