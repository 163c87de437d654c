package dev.dlmbench.training;

/** The learning rate of every step. */
final class LearningRate {
    private static final double COSINE_END = 0.1;

    private LearningRate() {}

    /** Returns the rate of {@code step}, counted from 1, of {@code steps}. */
    static double at(TrainingSpec spec, long step, long steps) {
        if (step <= spec.warmup()) {
            return spec.learningRate() * step / spec.warmup();
        }
        if (spec.schedule() == TrainingSpec.Schedule.CONSTANT) {
            return spec.learningRate();
        }
        double done = (double) (step - spec.warmup()) / Math.max(1, steps - spec.warmup());
        return spec.learningRate() * (COSINE_END + (1 - COSINE_END) * (1 + Math.cos(Math.PI * done)) / 2);
    }

    /**
     * Returns the decay of the weights' average at {@code step}: lower at first, so that the start is soon forgotten
     * (BD3-LM, appendix C.2).
     */
    static double averageDecay(TrainingSpec spec, long step) {
        return Math.min(spec.ema(), (1.0 + step) / (10.0 + step));
    }
}
