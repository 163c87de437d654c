package dev.dlmbench.backbone;

import dev.dlmbench.base.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The diffusion transformer with rotary positions as its weights file states them, such as those of a file in half
 * precision, whose rounded frequencies are no powers of the base any more.
 *
 * @param frequencies d / 2 angles in radians by which one position turns the pairs of a head
 */
public record GivenFrequencies(List<Double> frequencies) implements DerivedNetwork {

    /** Copies the list. */
    public GivenFrequencies {
        frequencies = List.copyOf(frequencies);
    }

    @Override
    public Network base() {
        return StandardNetwork.DIT;
    }

    @Override
    public void check(int width, int heads, Problems problems) {
        base().check(width, heads, problems);
        problems.check(
                2L * heads * frequencies.size() == width,
                "heads",
                "must be %d wide in all for the %d rotary frequencies of a head, got width %d and %d heads",
                2L * heads * frequencies.size(),
                frequencies.size(),
                width,
                heads);
    }

    @Override
    public Map<String, Object> attributes(BackboneSpec spec) {
        Map<String, Object> attributes = new HashMap<>(base().attributes(spec));
        attributes.put("frequencies", frequencies);
        return attributes;
    }
}
