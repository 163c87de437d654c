package dev.dlmbench.work;

import dev.dlmbench.metric.NodeKind;

/** Knows how each kind of node is computed; asked inside the worker process only. */
@FunctionalInterface
public interface NodeWorks {

    /** Returns how nodes of {@code kind} are computed. */
    NodeWork of(NodeKind kind);
}
