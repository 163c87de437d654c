package dev.dlmbench.cli;

import dev.dlmbench.run.Executor;
import dev.dlmbench.terminal.ProgressBoard;
import java.io.PrintWriter;

/** What happens on Ctrl-C: the workers end, and the user learns how to go on. */
final class Interruption extends Thread {
    private final Executor executor;
    private final ProgressBoard board;
    private final PrintWriter err;
    private volatile boolean armed = true;

    Interruption(Executor executor, ProgressBoard board, PrintWriter err) {
        super("interruption");
        this.executor = executor;
        this.board = board;
        this.err = err;
    }

    /** Makes sure that the end of the program is not taken for an interruption. */
    void disarm() {
        armed = false;
        try {
            Runtime.getRuntime().removeShutdownHook(this);
        } catch (IllegalStateException alreadyShuttingDown) {
            return;
        }
    }

    @Override
    public void run() {
        if (!armed) {
            return;
        }
        board.close();
        err.println(executor.farewell());
        try {
            executor.stop();
        } catch (InterruptedException cutShort) {
            Thread.currentThread().interrupt();
        }
    }
}
