package dev.dlmbench.work;

import dev.dlmbench.plan.ModelSpec;
import dev.dlmbench.process.Denoiser;
import dev.dlmbench.process.OracleDenoiser;
import dev.dlmbench.text.ConditionalSource;
import dev.dlmbench.text.PreparedText;

/**
 * The exact source of a text in place of a network.
 *
 * @param spec the settings
 * @param text that it is the source of
 */
record OracleSource(ModelSpec.Oracle spec, PreparedText text) implements ModelSource {
    @Override
    public String precision() {
        return SINGLE; // it computes in double precision: what that makes of a value, nobody compares
    }

    @Override
    public Denoiser load() {
        ConditionalSource source = (ConditionalSource) text.source().orElseThrow();
        return new OracleDenoiser(source, process(spec.process().blockSizeIn(sequence())));
    }
}
