package dev.dlmbench.work;

import dev.dlmbench.json.JsonLines;
import dev.dlmbench.plan.DistributionSpec;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.sampling.Guidance;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.Excerpts;
import dev.dlmbench.text.PreparedText;
import dev.dlmbench.text.TopicsSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Samples of a model, all together.
 *
 * @param texts what of each is behind its prompt
 * @param sampling how they were drawn
 * @param length tokens that each could have, its prompt included
 * @param text that they imitate
 */
record Drawn(List<int[]> texts, SamplingSpec sampling, int length, PreparedText text) {

    /** Reads those that {@code spec} is about. */
    static Drawn of(DistributionSpec spec, ModelCache cache, WorkerContext place) throws IOException {
        DataSpec data = ((NodeSpec.Data) place.spec(spec.data())).data();
        PreparedText text = cache.text(data, place);
        SamplingSpec sampling = ((NodeSpec.Samples) place.spec(spec.samples())).sampling();
        int known = text.tokenizer().encode(sampling.prompt()).length
                + (data.corpus().labelled() ? 1 : 0);
        List<int[]> texts = JsonLines.read(place.input(spec.samples()).resolve(NodeFiles.TOKENS), int[].class).stream()
                .map(sample -> Arrays.copyOfRange(sample, known, sample.length))
                .toList();
        return new Drawn(texts, sampling, sampling.stopping().maxLengthIn(data.sequence()), text);
    }

    /** Returns whether all are of one length, so that test documents can be held against them. */
    boolean alike() {
        return texts.stream().mapToInt(sample -> sample.length).distinct().count() == 1;
    }

    /** Returns whether that can be, and there are documents enough. */
    boolean comparable() {
        return alike() && documents().enough(texts.size(), texts.get(0).length);
    }

    /** Returns as many test documents, cut to the samples' length. */
    List<int[]> excerpts() {
        return documents().of(texts.size(), texts.get(0).length);
    }

    private Excerpts documents() {
        return Excerpts.behind(text.tokenizer().encode(sampling.prompt()), unlabelled());
    }

    /** Returns the test documents of the samples' classes without their labels; all where the text has none. */
    private List<int[]> unlabelled() {
        if (!labelled()) {
            return text.test();
        }
        String topic = sampling.guidance().topic();
        return text.test().stream()
                .filter(document -> topic.equals(Guidance.DRAWN)
                        || text.tokenizer().decode(Arrays.copyOf(document, 1)).equals(topic))
                .map(document -> Arrays.copyOfRange(document, 1, document.length))
                .toList();
    }

    private boolean labelled() {
        return text.source().filter(TopicsSource.class::isInstance).isPresent();
    }

    /** Returns what sets a value of one sample apart: its length, and what was given of it. */
    Map<String, String> each() {
        Map<String, String> conditions = new TreeMap<>(Map.of("length", Integer.toString(length)));
        if (!sampling.prompt().isEmpty()) {
            conditions.put("prompt", sampling.prompt());
        }
        if (labelled()) {
            conditions.put("class", sampling.guidance().topic());
        }
        return conditions;
    }

    /** Returns what sets a value of all samples together apart: their number, too. */
    Map<String, String> conditions() {
        Map<String, String> conditions = new TreeMap<>(each());
        conditions.put("samples", Integer.toString(texts.size()));
        return conditions;
    }
}
