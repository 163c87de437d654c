package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.results.SeedEntry;
import dev.dlmbench.sampling.Companion;
import dev.dlmbench.sampling.DrawnSequence;
import dev.dlmbench.sampling.Sampler;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.sampling.Template;
import dev.dlmbench.sampling.Watcher;
import dev.dlmbench.setting.PointSettings;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.Tokenizer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A trained model of a store, loaded into this process to draw text. */
public final class LoadedModel implements AutoCloseable {
    private final Models models;
    private final ModelSource model;
    private final PointSettings settings;
    private final Denoiser denoiser;
    private final Optional<Companion> companion;

    private LoadedModel(Models models, PointSettings settings) throws IOException {
        this.models = models;
        this.model = models.source(ModelRole.MODEL);
        this.settings = settings;
        this.denoiser = models.denoiser(ModelRole.MODEL);
        this.companion = models.companion();
    }

    /**
     * Loads the model of a point, and the one that its sampler computes with besides.
     *
     * @param seed of the point, with the nodes of both
     * @param settings of the point
     * @param texts where texts are, as {@link Plan#texts} knows
     * @throws InvalidSettingException if it is not trained yet
     */
    public static LoadedModel of(
            ResultStore store, SeedEntry seed, PointSettings settings, Map<String, String> texts, DataFolder folder)
            throws IOException {
        Map<ModelRole, String> hashes = new EnumMap<>(ModelRole.class);
        hashes.put(ModelRole.MODEL, seed.model());
        Optional.ofNullable(seed.nodes().get(SeedEntry.COMPANION))
                .ifPresent(hash -> hashes.put(ModelRole.COMPANION, hash));
        if (!hashes.values().stream().allMatch(store::has)) {
            throw new InvalidSettingException("the model is not trained yet; dlm run trains it");
        }
        return new LoadedModel(new ModelCache(folder).models(hashes, new StoredNodes(store, texts)), settings);
    }

    /** Returns the text's vocabulary. */
    public Tokenizer tokenizer() {
        return model.text().tokenizer();
    }

    /** Returns a sampler for the model. */
    public Sampler sampler(SamplingSpec sampling) {
        int block = settings.blockSize();
        return new Sampler(model.process(block), sampling, model.samplerSetup(block, sampling, denoiser), companion);
    }

    /**
     * Draws one text.
     *
     * @param seed of the draws
     * @param number of the text; texts of one seed differ by it
     * @param template what is given of it
     * @param watcher hears of every step
     */
    public DrawnSequence draw(Sampler sampler, long seed, int number, Template template, Watcher watcher) {
        return sampler.draw(denoiser, 1, new Seeds(seed).child("samples"), number, template, watcher)
                .get(0);
    }

    @Override
    public void close() {
        models.close();
    }
}
