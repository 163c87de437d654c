package dev.dlmbench.terminal;

import dev.dlmbench.base.Visible;
import dev.dlmbench.forecast.Eta;
import dev.dlmbench.plan.Node;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One line for each worker and one for the suite, redrawn in place; what is over scrolls away above. */
public final class LiveProgress implements ProgressBoard {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final String LINE_UP = TerminalCode.sequence("[1A") + TerminalCode.sequence("[2K");
    private static final String FIRST_COLUMN = TerminalCode.sequence("[1G");

    private final PrintWriter out;
    private final Eta eta;
    private final int total;
    private final int columns;
    private final Map<Integer, Line> lines = new TreeMap<>();
    private int drawn;
    private long last = System.nanoTime() - REDRAW_NANOS;
    private boolean closed;

    public LiveProgress(PrintWriter out, Eta eta, int total, int columns) {
        this.out = out;
        this.eta = eta;
        this.total = total;
        this.columns = columns;
    }

    @Override
    public synchronized void started(int slot, Node node) {
        lines.put(slot, new Line(node, System.nanoTime(), "starting"));
        draw(List.of());
    }

    @Override
    public synchronized void progress(int slot, Node node, String stage, long done, long all, String detail) {
        Line line = lines.getOrDefault(slot, new Line(node, System.nanoTime(), ""));
        lines.put(slot, new Line(node, line.begun, ProgressText.text(stage, done, all, detail)));
        if (all > 0) {
            eta.progress(node, (double) done / all, (System.nanoTime() - line.begun) / 1e9);
        }
        if (System.nanoTime() - last >= REDRAW_NANOS) {
            draw(List.of());
        }
    }

    @Override
    public synchronized void finished(int slot, Node node, double seconds) {
        lines.remove(slot);
        eta.finished(node, seconds);
        draw(List.of("finished  " + node.title() + " in " + Words.seconds(seconds)));
    }

    @Override
    public synchronized void retried(int slot, Node node, String reason) {
        lines.remove(slot);
        draw(List.of("retrying  " + node.title() + ": " + reason));
    }

    @Override
    public synchronized void failed(int slot, Node node, String reason) {
        lines.remove(slot);
        eta.gone(node);
        draw(List.of("failed    " + node.title() + ": " + reason));
    }

    @Override
    public synchronized void skipped(Node node, String reason) {
        eta.gone(node);
        draw(List.of());
    }

    @Override
    public synchronized void say(String line) {
        draw(List.of(line));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            lines.clear();
            out.print(up());
            out.flush();
        }
    }

    private void draw(List<String> above) {
        if (closed) {
            return;
        }
        last = System.nanoTime();
        StringBuilder screen = new StringBuilder(up());
        above.forEach(line -> screen.append(Visible.oneLine(line)).append('\n'));
        List<String> below = new ArrayList<>();
        lines.forEach((slot, line) -> below.add("[" + (slot + 1) + "] " + line.node.title() + ": " + line.way));
        below.add((total - eta.open()) + "/" + total + " nodes done" + Words.left(eta.remaining()));
        below.forEach(line -> screen.append(cut(line)).append('\n'));
        drawn = below.size();
        out.print(screen);
        out.flush();
    }

    /** Returns what takes the cursor back to the first drawn line, with all of them cleared. */
    private String up() {
        String back = LINE_UP.repeat(drawn);
        drawn = 0;
        return back + FIRST_COLUMN;
    }

    private String cut(String line) {
        String one = Visible.oneLine(line);
        return one.length() < columns ? one : one.substring(0, columns - 2) + "…";
    }

    private record Line(Node node, long begun, String way) {}
}
