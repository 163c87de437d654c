package dev.dlmbench.sampling;

import dev.dlmbench.base.Problems;

/** When a block's steps are taken and how much each reveals. */
public sealed interface StepPlan {

    /** Returns the kinds, by their names. */
    static Kinds<StepPlan> kinds() {
        return new Kinds<StepPlan>()
                .with("grid", Grid.class, s -> new Grid(s.integer("steps")))
                .with("loop", Loop.class, s -> new Loop(s.integer("steps")))
                .with("proportional", Proportional.class, s -> new Proportional(s.integer("steps")))
                .with("cumulative", Cumulative.class, s -> new Cumulative(s.integer("steps")))
                .with("first-hitting", FirstHitting.class, s -> new FirstHitting())
                .with("naive", Naive.class, s -> new Naive(s.integer("steps")))
                .with("dynamic-programming", DynamicProgramming.class, s -> new DynamicProgramming(s.integer("steps")))
                .with("adaptive", Adaptive.class, s -> new Adaptive());
    }

    /** Lays out the steps for a block of one sequence. */
    Steps layOut(StepLayout block);

    /** Returns the denoising steps for a block of {@code size} tokens, at most if the plan does not set them. */
    int stepsFor(int size);

    /** Returns whether the number of steps is set. */
    boolean stepped();

    /** Returns the same with another number of steps; itself where that is not set. */
    StepPlan with(int steps);

    /** Returns whether its steps go from one time to another, and not from one number of tokens to another alone. */
    boolean timed();

    /** Returns whether it needs to know the mean losses of tokens while 0, 1, ... of a block's are known. */
    boolean needsLosses();

    /** A plan of a number of steps. */
    sealed interface Stepped extends StepPlan {

        /** Returns T, denoising steps for each block; 0 stands for one step per token. */
        int steps();

        @Override
        default int stepsFor(int size) {
            return steps() == 0 ? size : steps();
        }

        @Override
        default boolean stepped() {
            return true;
        }

        @Override
        default boolean timed() {
            return false;
        }

        @Override
        default boolean needsLosses() {
            return false;
        }

        private static void check(int steps) {
            Problems.in("sampling")
                    .check(
                            steps >= 0 && steps <= 10_000_000,
                            "stepsPerBlock",
                            "must be positive and at most 10000000, got %d",
                            steps)
                    .rejectIfAny();
        }
    }

    /** A plan that takes as many steps as it needs, one for each token at most. */
    sealed interface Unstepped extends StepPlan {
        @Override
        default int stepsFor(int size) {
            return size;
        }

        @Override
        default boolean stepped() {
            return false;
        }

        @Override
        default StepPlan with(int steps) {
            return this;
        }

        @Override
        default boolean timed() {
            return false;
        }

        @Override
        default boolean needsLosses() {
            return false;
        }
    }

    /** Times from 1 to 0 in equal steps; by count, equal shares of what is noisy, the larger ones first. */
    record Grid(int steps) implements Stepped {

        /** Checks the setting. */
        public Grid {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.evenly(block.grid(stepsFor(block.size())), stepsFor(block.size()));
        }

        @Override
        public boolean timed() {
            return true;
        }

        @Override
        public StepPlan with(int others) {
            return new Grid(others);
        }
    }

    /** Down to an alpha of 0.9, where the middle of the steps stays, and on to the end (ReMDM, loop). */
    record Loop(int steps) implements Stepped {

        /** Checks the setting. */
        public Loop {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.evenly(block.loop(stepsFor(block.size())), stepsFor(block.size()));
        }

        @Override
        public boolean timed() {
            return true;
        }

        @Override
        public StepPlan with(int others) {
            return new Loop(others);
        }
    }

    /** By count, the share of what is left that the time falls by, rounded down (Dream). */
    record Proportional(int steps) implements Stepped {

        /** Checks the setting. */
        public Proportional {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.proportionally(stepsFor(block.size()));
        }

        @Override
        public StepPlan with(int others) {
            return new Proportional(others);
        }
    }

    /** By count, so that after step i of T at least the share i / T of what is noisy is taken (block refinement). */
    record Cumulative(int steps) implements Stepped {

        /** Checks the setting. */
        public Cumulative {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.cumulatively(stepsFor(block.size()));
        }

        @Override
        public StepPlan with(int others) {
            return new Cumulative(others);
        }
    }

    /** One token per call, at the times at which a continuous process would reveal it (arXiv 2409.02908). */
    record FirstHitting() implements Unstepped {
        @Override
        public Steps layOut(StepLayout block) {
            return block.firstHitting();
        }
    }

    /** Counts of equal size, whatever the losses (ARDM, arXiv 2110.02037). */
    record Naive(int steps) implements Stepped {

        /** Checks the setting. */
        public Naive {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.byStarts(CallBudget.even(block.noisy(), stepsFor(block.size())));
        }

        @Override
        public StepPlan with(int others) {
            return new Naive(others);
        }
    }

    /** Counts that cost least for the number of calls, by dynamic programming over measured losses (ARDM). */
    record DynamicProgramming(int steps) implements Stepped {

        /** Checks the setting. */
        public DynamicProgramming {
            Stepped.check(steps);
        }

        @Override
        public Steps layOut(StepLayout block) {
            return block.byStarts(CallBudget.cheapest(block.lossesLeft(), stepsFor(block.size())));
        }

        @Override
        public boolean needsLosses() {
            return true;
        }

        @Override
        public StepPlan with(int others) {
            return new DynamicProgramming(others);
        }
    }

    /** Goes on until nothing is left; the selector decides how much a call reveals. */
    record Adaptive() implements Unstepped {
        @Override
        public Steps layOut(StepLayout block) {
            return block.oneByOne();
        }
    }
}
