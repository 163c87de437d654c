package dev.dlmbench.process;

import dev.dlmbench.backbone.LossInputs;
import dev.dlmbench.backbone.LossKind;
import dev.dlmbench.sphere.BridgeSchedule;
import dev.dlmbench.sphere.BridgeWalk;
import dev.dlmbench.sphere.Start;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The walks of documents of one length to the corners of their tokens, step by step, and what the terms of the bound
 * are computed from; see {@link SphereDiffusion}.
 */
public final class SphereWalks {
    private final SphereDiffusion process;
    private final int[] clean;
    private final int length;
    private final BridgeWalk[] walks;
    private final int[] taken;

    /**
     * Begins at the start.
     *
     * @param clean (B, n)
     * @param random (B) of each document
     */
    SphereWalks(SphereDiffusion process, int[][] clean, SplittableRandom[] random) {
        this.process = process;
        this.clean = Blocks.flat(clean);
        this.length = clean[0].length;
        this.taken = new int[clean.length];
        this.walks = new BridgeWalk[this.clean.length];
        Start start = process.path().start();
        Arrays.setAll(walks, i -> new BridgeWalk(start, process.tokens(), random[i / length]));
    }

    /** Returns how many terms the bound has besides the reading of the last point: T - 1. */
    public int terms() {
        return process.path().steps() - 1;
    }

    /**
     * Returns the inputs whose losses are terms of the bound.
     *
     * @param steps (B) which of each document's, from 0; never one before those of the last call
     */
    public LossInputs terms(int[] steps) {
        int all = process.path().steps();
        double[] weights = new double[clean.length];
        Arrays.setAll(weights, i -> process.rate((double) steps[i / length] / all) / all);
        return inputs(steps, weights, LossKind.SPHERE);
    }

    /** Returns the inputs whose losses are what reading the last points costs. */
    public LossInputs reading() {
        int[] steps = new int[taken.length];
        Arrays.fill(steps, terms());
        double[] weights = new double[clean.length];
        Arrays.fill(weights, 1);
        return inputs(steps, weights, LossKind.CROSS_ENTROPY);
    }

    private LossInputs inputs(int[] steps, double[] weights, LossKind kind) {
        BridgeSchedule schedule = process.path().schedule();
        int all = process.path().steps();
        SpherePoints points = new SpherePoints(clean.length, process.tokens());
        double[] times = new double[steps.length];
        for (int b = 0; b < steps.length; b++) {
            times[b] = (double) steps[b] / all;
            for (int i = b * length; i < (b + 1) * length; i++) {
                if (i - b * length < process.given()) {
                    points.corner(i, clean[i]);
                    weights[i] = 0;
                } else {
                    for (int step = taken[b]; step < steps[b]; step++) {
                        double time = (double) step / all;
                        walks[i].step(schedule.gamma(time) / all, schedule.beta(time) / all);
                    }
                    points.set(i, walks[i].point(process.path().start(), clean[i]));
                }
            }
            taken[b] = steps[b];
        }
        return LossInputs.ofVectors(steps.length, points.values(), Blocks.levels(times), clean, weights, kind);
    }
}
