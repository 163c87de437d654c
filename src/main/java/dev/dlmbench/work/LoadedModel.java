package dev.dlmbench.work;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.process.Denoiser;
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
import java.util.Map;

/** A trained model of a store, loaded into this process to draw text. */
public final class LoadedModel implements AutoCloseable {
    private final ModelSource model;
    private final PointSettings settings;
    private final Denoiser denoiser;

    private LoadedModel(ModelSource model, PointSettings settings, Denoiser denoiser) {
        this.model = model;
        this.settings = settings;
        this.denoiser = denoiser;
    }

    /**
     * Loads the model of a point.
     *
     * @param hash of the model's node
     * @param settings of the point
     * @param texts where texts are, as {@link Plan#texts} knows
     * @throws InvalidSettingException if it is not trained yet
     */
    public static LoadedModel of(
            ResultStore store, String hash, PointSettings settings, Map<String, String> texts, DataFolder folder)
            throws IOException {
        if (!store.has(hash)) {
            throw new InvalidSettingException("the model is not trained yet; dlm run trains it");
        }
        ModelSource model = new ModelCache(folder).model(hash, new StoredNodes(store, texts));
        return new LoadedModel(model, settings, model.load());
    }

    /** Returns the text's vocabulary. */
    public Tokenizer tokenizer() {
        return model.text().tokenizer();
    }

    /** Returns a sampler for the model. */
    public Sampler sampler(SamplingSpec sampling) {
        int block = settings.blockSize();
        return new Sampler(model.process(block), sampling, model.samplerSetup(block, sampling, denoiser));
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
        denoiser.close();
    }
}
