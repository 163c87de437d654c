package dev.dlmbench.cli;

import dev.dlmbench.analysis.SuiteResults;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.terminal.Terminal;
import dev.dlmbench.terminal.TextTable;
import dev.dlmbench.terminal.Wrapping;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands know: the shared options and where to print. */
abstract class DlmCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    private @Nullable PrintWriter out;
    private @Nullable PrintWriter err;

    @Override
    public abstract Integer call() throws IOException, InterruptedException;

    /** Returns why {@code --json} makes no sense here; empty where it does. */
    String noJson() {
        return "";
    }

    final Dlm dlm() {
        return (Dlm) spec.root().userObject();
    }

    /** Reads the results of a suite, and says which files are damaged and left out. */
    final SuiteResults results(ResultStore store, SuiteIndex index) throws IOException {
        SuiteResults results = SuiteResults.read(store, index);
        results.damage().values().stream().distinct().forEach(this::leftOut);
        return results;
    }

    /** Says what of a suite is to no purpose. */
    final void warn(Suite suite) {
        if (!dlm().quiet()) {
            warnings(suite).forEach(warning -> err().println("warning: " + warning));
        }
    }

    /**
     * Returns what of a suite is to no purpose: rules of its gate that find nothing whatever happens, which only
     * {@code dlm gate} refuses, and settings that nothing goes by.
     */
    static List<String> warnings(Suite suite) {
        return Stream.concat(FutileRules.of(suite).stream(), IdleSettings.of(suite).stream())
                .toList();
    }

    /** Says that a file is damaged and left out. */
    final void leftOut(String damage) {
        err().println(dlm().paint().bad("damaged, left out") + "  " + damage);
    }

    final CommandSpec spec() {
        return spec;
    }

    /** Returns where to print; what it is given is made visible. */
    final PrintWriter out() {
        out = out == null ? dlm().visible(spec.commandLine().getOut()) : out;
        return out;
    }

    /** Prints a table, for a terminal or for another program. */
    final void print(TextTable table) {
        table.print(out(), dlm().program().terminal());
    }

    /** Prints a line below a table, for a terminal broken between words. */
    final void below(String line) {
        Terminal terminal = dlm().program().terminal();
        out().println(terminal.output() ? Wrapping.paragraph(line, 0, terminal.columns()) : line);
    }

    /** Returns where to complain; what it is given is made visible. */
    final PrintWriter err() {
        err = err == null ? dlm().visible(spec.commandLine().getErr()) : err;
        return err;
    }

    /** Returns where to tell of progress: nowhere if the user wants quiet. */
    final PrintWriter progress() {
        return dlm().quiet() ? new PrintWriter(Writer.nullWriter()) : err();
    }
}
