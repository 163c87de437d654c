package dev.dlmbench.work;

import dev.dlmbench.control.ControlDenoiser;
import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.text.PreparedText;

/**
 * A control in place of a model.
 *
 * @param spec the settings
 * @param text that it counts in: what models learn from
 */
record ControlSource(ModelSpec.Control spec, PreparedText text) implements ModelSource {
    @Override
    public String precision() {
        return SINGLE; // as networks have it that it is compared with; it computes in double precision
    }

    @Override
    public Denoiser load() {
        return new ControlDenoiser(spec.control().read(text), tokens());
    }
}
