package dev.dlmbench.yaml;

import dev.dlmbench.base.InvalidSettingException;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with a suite file; the message shows each with its place, line and a caret. */
public final class SuiteException extends InvalidSettingException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    SuiteException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toString).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Returns what is wrong, in the order of the files and of the places in them. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
