package dev.dlmbench.terminal;

import dev.dlmbench.base.Visible;
import dev.dlmbench.forecast.Eta;
import dev.dlmbench.plan.Node;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/** One line for each thing that happens, and for each running node now and then. */
public final class PlainProgress implements ProgressBoard {
    private static final double SECONDS_BETWEEN_LINES = 30;

    private final PrintWriter out;
    private final Eta eta;
    private final int total;
    private final boolean quiet;
    private final Map<String, Long> begun = new HashMap<>();
    private final Map<String, Long> shown = new HashMap<>();

    public PlainProgress(PrintWriter out, Eta eta, int total, boolean quiet) {
        this.out = out;
        this.eta = eta;
        this.total = total;
        this.quiet = quiet;
    }

    @Override
    public synchronized void started(int slot, Node node) {
        begun.put(node.hash(), System.nanoTime());
        shown.put(node.hash(), System.nanoTime());
        line("started   " + node.title());
    }

    @Override
    public synchronized void progress(int slot, Node node, String stage, long done, long all, String detail) {
        if (all > 0) {
            eta.progress(node, (double) done / all, since(begun, node));
        }
        if (since(shown, node) >= SECONDS_BETWEEN_LINES) {
            shown.put(node.hash(), System.nanoTime());
            line("running   " + node.title() + ": " + ProgressText.text(stage, done, all, detail) + rest());
        }
    }

    @Override
    public synchronized void finished(int slot, Node node, double seconds) {
        eta.finished(node, seconds);
        line("finished  " + node.title() + " in " + Words.seconds(seconds) + " (" + (total - eta.open()) + "/" + total
                + ")" + rest());
    }

    @Override
    public synchronized void retried(int slot, Node node, String reason) {
        line("retrying  " + node.title() + ": " + reason);
    }

    @Override
    public synchronized void failed(int slot, Node node, String reason) {
        eta.gone(node);
        line("failed    " + node.title() + ": " + reason);
    }

    @Override
    public synchronized void skipped(Node node, String reason) {
        eta.gone(node);
    }

    @Override
    public synchronized void say(String line) {
        line(line);
    }

    @Override
    public void close() {
        out.flush();
    }

    private String rest() {
        return eta.open() > 0 ? Words.left(eta.remaining()) : "";
    }

    private static double since(Map<String, Long> times, Node node) {
        return (System.nanoTime() - times.getOrDefault(node.hash(), System.nanoTime())) / 1e9;
    }

    private void line(String text) {
        if (!quiet) {
            out.println(Visible.oneLine(text));
            out.flush();
        }
    }
}
