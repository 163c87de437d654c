package dev.dlmbench.sampling;

/**
 * One sequence drawn from a model.
 *
 * @param tokens its ids
 * @param calls what it cost; every sequence of a batch takes part in every call of the batch
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Sample(int[] tokens, Calls calls) {}
