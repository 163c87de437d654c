package dev.dlmbench.plan;

import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.text.TokenizerSpec;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A text that is kept in files of its owner, or its tokenizer is. What is in them is part of a node's address, and
 * where they are is not: a spec that comes from the store does not know.
 *
 * @param data which text it is
 * @param contentHash of what is in the files
 */
public record Texts(DataSpec data, String contentHash) {
    /** Makes the key of a tokenizer's place from that of its text. */
    private static final String TOKENIZER = " tokenizer";

    /** Returns the text that {@code spec} names, if it is such a one. */
    public static Optional<Texts> of(NodeSpec spec) {
        return named(spec).filter(text -> !text.written().isEmpty());
    }

    private static Optional<Texts> named(NodeSpec spec) {
        if (spec instanceof NodeSpec.Data text) {
            return Optional.of(new Texts(text.data(), text.contentHash()));
        }
        return spec instanceof NodeSpec.NetworkModel network
                ? Optional.of(new Texts(network.data(), network.contentHash()))
                : Optional.empty();
    }

    /** Returns the files as they were written, by what they are. */
    public Map<String, String> written() {
        Map<String, String> written = new TreeMap<>();
        if (data.corpus() instanceof CorpusSpec.OnDisk corpus) {
            written.put("text", corpus.path().isEmpty() ? corpus.kind() : corpus.path());
        }
        if (data.tokenizer() instanceof TokenizerSpec.HuggingFace file) {
            written.put("tokenizer", file.path());
        }
        return written;
    }

    /** Returns where the text and its tokenizer are, each by the hash of the content or a key made from it. */
    public Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        if (data.corpus() instanceof CorpusSpec.OnDisk corpus) {
            places.put(contentHash, corpus.whereabouts());
        }
        if (data.tokenizer() instanceof TokenizerSpec.HuggingFace file) {
            places.put(contentHash + TOKENIZER, file.place().toString());
        }
        return places;
    }

    /**
     * Returns {@code spec} with its text and its tokenizer where they are now.
     *
     * @param places as {@link #places} gives them; what is not among them stays as it is
     */
    public static NodeSpec found(NodeSpec spec, Map<String, String> places) {
        Optional<Texts> text = of(spec);
        if (text.isEmpty()) {
            return spec;
        }
        DataSpec found = text.get().in(places);
        return spec instanceof NodeSpec.NetworkModel network
                ? network.with(found)
                : new NodeSpec.Data(found, text.get().contentHash());
    }

    private DataSpec in(Map<String, String> places) {
        String text = places.getOrDefault(contentHash, "");
        String file = places.getOrDefault(contentHash + TOKENIZER, "");
        CorpusSpec corpus =
                data.corpus() instanceof CorpusSpec.OnDisk onDisk && !text.isEmpty() ? onDisk.at(text) : data.corpus();
        TokenizerSpec tokenizer = data.tokenizer() instanceof TokenizerSpec.HuggingFace && !file.isEmpty()
                ? new TokenizerSpec.HuggingFace(file)
                : data.tokenizer();
        return new DataSpec(corpus, tokenizer, data.sequence(), data.tokens(), data.documents());
    }
}
