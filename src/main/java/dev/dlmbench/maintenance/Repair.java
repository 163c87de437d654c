package dev.dlmbench.maintenance;

/**
 * What became of one thing that was not as it should be.
 *
 * @param damage what it was
 * @param mended whether nothing is left of it
 * @param deed what was done, or why nothing was
 */
public record Repair(Damage damage, boolean mended, String deed) {}
