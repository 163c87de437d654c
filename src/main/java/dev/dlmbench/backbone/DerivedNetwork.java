package dev.dlmbench.backbone;

import dev.dlmbench.base.Problems;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** A network that is another one but for what it says for itself, such as an attribute of the program. */
interface DerivedNetwork extends Network {
    /** Returns the other one. */
    Network base();

    @Override
    default String id() {
        return base().id();
    }

    @Override
    default void check(int width, int heads, Problems problems) {
        base().check(width, heads, problems);
    }

    @Override
    default WeightLayout layout(BackboneSpec spec, int vocabulary) {
        return base().layout(spec, vocabulary);
    }

    @Override
    default List<String> files() {
        return base().files();
    }

    @Override
    default Map<String, Integer> constants() {
        return base().constants();
    }

    @Override
    default Map<String, Object> attributes(BackboneSpec spec) {
        return base().attributes(spec);
    }

    @Override
    default List<String> tensorLists() {
        return base().tensorLists();
    }

    @Override
    default Set<AttentionPattern> patterns() {
        return base().patterns();
    }

    @Override
    default Set<Ability> abilities() {
        return base().abilities();
    }

    @Override
    default OptionalInt positions() {
        return base().positions();
    }
}
