package dev.dlmbench.cluster;

import java.time.Duration;
import java.util.Optional;

/**
 * All that is known about one element at one moment.
 *
 * @param settled whether each of its nodes is in the store or has failed for good
 * @param waiting whether all of its nodes that are not settled lack what they read
 * @param noted whether it was noted that the cluster has its batch
 * @param engine what the cluster says; empty while it does not answer
 * @param end the last word of the worker that began last, if it had one
 * @param began whether any worker ever began
 * @param silence since the last sign of a worker's life, or else since the element was submitted
 * @param moved whether the last worker left more than it found: a node, or a checkpoint
 * @param machine where the last worker ran; empty if none began
 * @param lost how often a worker was lost over its nodes before
 * @param longer whether its limit was raised before, without its getting any further
 * @param larger whether its memory was raised before
 */
record ElementState(
        boolean settled,
        boolean waiting,
        boolean noted,
        Optional<Observation> engine,
        Optional<WorkerEnd> end,
        boolean began,
        Duration silence,
        boolean moved,
        String machine,
        int lost,
        boolean longer,
        boolean larger) {}
