package dev.dlmbench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands know: the shared options and where to print. */
abstract class DlmCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public abstract Integer call() throws IOException, InterruptedException;

    final Dlm dlm() {
        return (Dlm) spec.root().userObject();
    }

    final CommandSpec spec() {
        return spec;
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
