package dev.dlmbench.cli;

/** What the program's exit tells a script. */
final class ExitCode {
    /** All is well. */
    static final int OK = 0;

    /** The program itself is at fault, or the machine. */
    static final int INTERNAL = 1;

    /** The command line or a suite is wrong. */
    static final int USAGE = 2;

    /** Something got worse, or a claim is refuted. */
    static final int REGRESSION = 3;

    /** Something is not decided, and the command was told to be strict. */
    static final int INCONCLUSIVE = 4;

    /** Values do not mean the same, or there is nothing to compare with. */
    static final int NOT_COMPARABLE = 5;

    /** Some nodes failed or are missing; the others are there. */
    static final int SOME_FAILED = 6;

    /** Told to stop; the same command goes on where this one ended. */
    static final int INTERRUPTED = 130;

    private ExitCode() {}
}
