package dev.dlmbench.setting;

import java.util.Arrays;
import java.util.List;

/**
 * What a sampler's name stands for.
 *
 * @param name in suites, as {@code sampling.sampler}
 * @param settings that it stands for; what it does not say has its own default
 * @param description one line, with the paper it is from
 */
public record SamplerReference(String name, List<String> settings, String description) {

    /** Copies the settings. */
    public SamplerReference {
        settings = List.copyOf(settings);
    }

    /** Returns all named samplers. */
    public static List<SamplerReference> all() {
        return Arrays.stream(NamedSampler.values())
                .map(sampler -> new SamplerReference(sampler.id(), sampler.settings(), sampler.description()))
                .toList();
    }
}
