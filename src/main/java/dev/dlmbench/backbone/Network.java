package dev.dlmbench.backbone;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Problems;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An architecture, as it declares itself in one place: weights, program, abilities. {@link Backbone} runs any of them.
 *
 * <p>The program is a TorchScript class of the files that every network shares and those named here; {@code shared.py}
 * says which methods they define. What a network is not able to do is refused by name, before anything is computed.
 */
public interface Network {

    /** Returns the name in suites and messages. */
    String id();

    /**
     * Notes what is wrong with a shape for this architecture, besides what no architecture can have.
     *
     * @param width D, a multiple of {@code heads} unless that is noted already
     * @param heads of the attention
     */
    void check(int width, int heads, Problems problems);

    /**
     * Returns the weights in the order of the program, the token embedding first, the output layer's matrix (V, D) and
     * its bias last.
     *
     * @param vocabulary V, ids including the mask id
     */
    WeightLayout layout(BackboneSpec spec, int vocabulary);

    /** Returns the files of the program that are this network's own: resources beside this class. */
    List<String> files();

    /** Returns the constants of the program that Java knows, too, by name. */
    Map<String, Integer> constants();

    /** Returns the attributes of the program that its own files declare, apart from lists of tensors, by name. */
    Map<String, Object> attributes(BackboneSpec spec);

    /**
     * Returns the attributes of the program that its own files declare and that are lists of tensors, empty at first.
     */
    List<String> tensorLists();

    /** Returns the attention patterns that it has. */
    Set<AttentionPattern> patterns();

    /** Returns what else it is able to do. */
    Set<Ability> abilities();

    /** Returns how many positions it knows, which is how long a sequence can be; nothing where any length will do. */
    default OptionalInt positions() {
        return OptionalInt.empty();
    }

    /**
     * Refuses sequences that are longer than this network has positions.
     *
     * @param length in tokens
     * @throws InvalidSettingException if it lacks some
     */
    default void requirePositions(int length) {
        positions().ifPresent(known -> {
            if (length > known) {
                throw new InvalidSettingException("network " + id() + " has " + known
                        + " positions, which is fewer than the " + length + " of a sequence");
            }
        });
    }

    /**
     * Refuses what this network is not able to do.
     *
     * @throws InvalidSettingException if it lacks {@code ability}
     */
    default void require(Ability ability) {
        if (!abilities().contains(ability)) {
            throw new InvalidSettingException("network " + id() + " does not support " + ability.words());
        }
    }

    /**
     * Refuses an attention pattern that this network does not have.
     *
     * @throws InvalidSettingException if it lacks {@code pattern}
     */
    default void require(AttentionPattern pattern) {
        if (!patterns().contains(pattern)) {
            throw new InvalidSettingException("network " + id() + " does not support " + pattern.words());
        }
    }
}
