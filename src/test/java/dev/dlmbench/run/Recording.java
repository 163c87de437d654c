package dev.dlmbench.run;

import dev.dlmbench.plan.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Remembers what a listener is told. */
final class Recording implements RunListener {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void started(int slot, Node node) {
        lines.add("started " + node.title());
    }

    @Override
    public void progress(int slot, Node node, String stage, long done, long total, String detail) {
        lines.add("progress " + node.title() + ": " + stage + " " + done + "/" + total + " " + detail);
    }

    @Override
    public void finished(int slot, Node node, double seconds) {
        lines.add("finished " + node.title());
    }

    @Override
    public void retried(int slot, Node node, String reason) {
        lines.add("retried " + node.title() + ": " + reason);
    }

    @Override
    public void failed(int slot, Node node, String reason) {
        lines.add("failed " + node.title() + ": " + reason);
    }

    @Override
    public void skipped(Node node, String reason) {
        lines.add("skipped " + node.title() + ": " + reason);
    }
}
