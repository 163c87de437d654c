package dev.dlmbench.plan;

import dev.dlmbench.backbone.Weights;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Facts from the texts themselves, each read once. */
public final class TextFacts implements PlanFacts {
    private final DataFolder folder;
    private final Map<DataSpec, Integer> vocabularies = new HashMap<>();

    /** Reads texts from {@code folder}. */
    public TextFacts(DataFolder folder) {
        this.folder = folder;
    }

    @Override
    public String contentHash(DataSpec data) {
        return Corpora.contentHash(data, folder);
    }

    @Override
    public List<String> missing(DataSpec data) {
        return Corpora.missing(data.corpus());
    }

    @Override
    public OptionalLong parameters(NodeSpec.NetworkModel model) {
        int vocabulary = vocabularies.computeIfAbsent(model.data(), data -> Corpora.vocabularySize(data, folder));
        return OptionalLong.of(Weights.parameters(model.backbone(), vocabulary));
    }
}
