package dev.dlmbench.plan;

import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TokenizerSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a node reads from files of their owner: a text, a tokenizer, published weights. What is in them is part of a
 * node's address, and where they are is not: a spec that comes from the store does not know.
 */
public final class UserFiles {
    /** Makes the key of a tokenizer's place from that of its text. */
    private static final String TOKENIZER = " tokenizer";

    /** Makes the key of a model's place from the hash of its files. */
    private static final String WEIGHTS = " weights";

    private UserFiles() {}

    /** Returns the files as they were written in the suite, by what they are. */
    public static Map<String, String> written(NodeSpec spec) {
        Map<String, String> written = new TreeMap<>();
        if (spec instanceof NodeSpec.OfText of) {
            if (of.data().corpus() instanceof CorpusSpec.OnDisk corpus) {
                written.put("text", corpus.path().isEmpty() ? corpus.kind() : corpus.path());
            }
            if (of.data().tokenizer() instanceof TokenizerSpec.OnDisk files
                    && !files.path().isEmpty()) {
                written.put("tokenizer", files.path());
            }
        }
        if (spec instanceof ModelSpec.Pretrained model) {
            written.put("weights", model.weights().path());
        }
        if (spec instanceof ModelSpec.Script model) {
            written.put("module", model.script().path());
        }
        if (spec instanceof NodeSpec.Evaluated score) {
            score.publishedEvaluator()
                    .ifPresent(found ->
                            written.put("evaluator", found.evaluator().weights().path()));
        }
        return written;
    }

    /**
     * Returns where the files are, each by the hash of the content or a key made from it. Empty is the place of a
     * tokenizer in the data folder.
     */
    public static Map<String, String> places(NodeSpec spec) {
        Map<String, String> places = new TreeMap<>();
        if (spec instanceof NodeSpec.OfText of) {
            if (of.data().corpus() instanceof CorpusSpec.OnDisk corpus) {
                places.put(of.contentHash(), corpus.whereabouts());
            }
            if (of.data().tokenizer() instanceof TokenizerSpec.OnDisk files) {
                boolean named = !files.path().isEmpty();
                places.put(of.contentHash() + TOKENIZER, named ? files.place().toString() : "");
            }
        }
        if (spec instanceof ModelSpec.Pretrained model) {
            places.put(
                    model.weightsHash() + WEIGHTS,
                    model.weights().place().toAbsolutePath().toString());
        }
        if (spec instanceof ModelSpec.Script model) {
            places.put(
                    model.scriptHash() + WEIGHTS,
                    model.script().place().toAbsolutePath().toString());
        }
        if (spec instanceof NodeSpec.Evaluated score) {
            score.publishedEvaluator()
                    .ifPresent(found -> places.put(
                            found.weightsHash() + WEIGHTS,
                            found.evaluator().weights().place().toAbsolutePath().toString()));
        }
        return places;
    }

    /**
     * Returns where the files of a model are that was read from a store, as {@link #places} gives them.
     *
     * @param named where each is that is not in the data folder: {@code text}, {@code tokenizer} and {@code weights}
     */
    public static Map<String, String> places(ModelSpec.KnownNetwork model, Map<String, Path> named) {
        Map<String, String> places = new TreeMap<>();
        places.put(model.contentHash() + TOKENIZER, place(named, "tokenizer"));
        places.put(model.contentHash(), place(named, "text"));
        if (model instanceof ModelSpec.Pretrained published) {
            places.put(published.weightsHash() + WEIGHTS, place(named, "weights"));
        }
        return places;
    }

    private static String place(Map<String, Path> named, String what) {
        return Optional.ofNullable(named.get(what))
                .map(path -> path.toAbsolutePath().toString())
                .orElse("");
    }

    /**
     * Returns {@code spec} with its files where they are now.
     *
     * @param places as {@link #places} gives them; what is not among them stays as it is
     */
    public static NodeSpec found(NodeSpec spec, Map<String, String> places) {
        NodeSpec found = spec instanceof NodeSpec.OfText of ? of.with(in(of.data(), of.contentHash(), places)) : spec;
        if (found instanceof ModelSpec.Pretrained model) {
            String weights = places.getOrDefault(model.weightsHash() + WEIGHTS, "");
            return weights.isEmpty() ? model : model.with(model.weights().at(weights));
        }
        if (found instanceof ModelSpec.Script model) {
            String script = places.getOrDefault(model.scriptHash() + WEIGHTS, "");
            return script.isEmpty() ? model : model.with(model.script().at(script));
        }
        if (found instanceof NodeSpec.Evaluated score
                && score.publishedEvaluator().isPresent()) {
            KnownEvaluator evaluator = score.publishedEvaluator().get();
            String weights = places.getOrDefault(evaluator.weightsHash() + WEIGHTS, "");
            return weights.isEmpty() ? score : score.with(evaluator.at(weights));
        }
        return found;
    }

    private static DataSpec in(DataSpec data, String contentHash, Map<String, String> places) {
        String text = places.getOrDefault(contentHash, "");
        CorpusSpec corpus =
                data.corpus() instanceof CorpusSpec.OnDisk onDisk && !text.isEmpty() ? onDisk.at(text) : data.corpus();
        String place = places.get(contentHash + TOKENIZER);
        TokenizerSpec tokenizer = data.tokenizer() instanceof TokenizerSpec.OnDisk files && place != null
                ? files.at(place)
                : data.tokenizer();
        return data.of(corpus, tokenizer);
    }
}
