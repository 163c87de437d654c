package dev.dlmbench.work;

import dev.dlmbench.evaluation.Companions;
import dev.dlmbench.plan.ModelRole;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.sampling.Companion;
import java.io.IOException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models that one node computes with, by role. Each is loaded when it is first used and stays until all are closed,
 * so that a node can have several on the device at once.
 */
final class Models implements AutoCloseable {
    private final Map<ModelRole, ModelSource> sources;
    private final Map<ModelRole, Denoiser> loaded = new EnumMap<>(ModelRole.class);

    Models(Map<ModelRole, ModelSource> sources) {
        this.sources = Collections.unmodifiableMap(sources);
    }

    /** Returns a model as it is before it is loaded, if the node has one in that role. */
    Optional<ModelSource> find(ModelRole role) {
        return Optional.ofNullable(sources.get(role));
    }

    /** Returns a model as it is before it is loaded. */
    ModelSource source(ModelRole role) {
        return find(role).orElseThrow(() -> new IllegalArgumentException("the node has no model in the role " + role));
    }

    /**
     * Returns a network as it is before it is loaded.
     *
     * @throws IllegalArgumentException if the model is no network
     */
    NetworkSource network(ModelRole role) {
        if (source(role) instanceof NetworkSource network) {
            return network;
        }
        throw new IllegalArgumentException("the model in the role " + role + " is no network");
    }

    /** Returns a model on the device. */
    Denoiser denoiser(ModelRole role) throws IOException {
        Denoiser known = loaded.get(role);
        if (known != null) {
            return known;
        }
        Denoiser fresh = source(role).load();
        loaded.put(role, fresh);
        return fresh;
    }

    /** Returns the model that a sampler computes with besides, on the device; nothing where the node has none. */
    Optional<Companion> companion() throws IOException {
        Optional<ModelSource> source = find(ModelRole.COMPANION);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        Denoiser model = denoiser(ModelRole.COMPANION);
        return Optional.of(Companions.of(model, source.get().sequence()));
    }

    @Override
    public void close() {
        loaded.values().forEach(Denoiser::close);
        loaded.clear();
    }
}
