package dev.dlmbench.suite;

import dev.dlmbench.engine.EngineSpec;
import java.util.Optional;

/** What a machine has to compute with. */
@FunctionalInterface
public interface Equipment {
    /** Whatever is asked for: a suite may be read on another machine than the one that computes it. */
    Equipment ANY = engine -> Optional.empty();

    /**
     * Returns why nothing can compute as {@code engine} says; nothing if it can, or if nobody knows before it tries.
     */
    Optional<String> lack(EngineSpec engine);
}
