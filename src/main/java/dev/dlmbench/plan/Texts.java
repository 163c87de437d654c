package dev.dlmbench.plan;

import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataSpec;
import java.util.Map;
import java.util.Optional;

/**
 * A text that is kept in files of its owner. What is in them is part of a node's address, and where they are is not: a
 * spec that comes from the store does not know.
 *
 * @param corpus where it is
 * @param contentHash of what is in it
 */
public record Texts(CorpusSpec.OnDisk corpus, String contentHash) {

    /** Returns the text that {@code spec} names, if it is such a one. */
    public static Optional<Texts> of(NodeSpec spec) {
        if (spec instanceof NodeSpec.Data data && data.data().corpus() instanceof CorpusSpec.OnDisk corpus) {
            return Optional.of(new Texts(corpus, data.contentHash()));
        }
        return spec instanceof NodeSpec.NetworkModel network
                        && network.data().corpus() instanceof CorpusSpec.OnDisk corpus
                ? Optional.of(new Texts(corpus, network.contentHash()))
                : Optional.empty();
    }

    /**
     * Returns {@code spec} with its text where it is now.
     *
     * @param places by the hash of the content; where a text is not among them, the spec stays as it is
     */
    public static NodeSpec found(NodeSpec spec, Map<String, String> places) {
        Optional<Texts> text = of(spec).filter(named -> places.containsKey(named.contentHash()));
        if (text.isEmpty()) {
            return spec;
        }
        String hash = text.get().contentHash();
        CorpusSpec corpus = text.get().corpus().at(places.getOrDefault(hash, ""));
        return spec instanceof NodeSpec.NetworkModel network
                ? network.with(in(corpus, network.data()))
                : new NodeSpec.Data(in(corpus, ((NodeSpec.Data) spec).data()), hash);
    }

    private static DataSpec in(CorpusSpec corpus, DataSpec data) {
        return new DataSpec(corpus, data.tokenizer(), data.sequence(), data.tokens(), data.documents());
    }
}
