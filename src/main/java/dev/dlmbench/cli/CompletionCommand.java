package dev.dlmbench.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script. */
@Command(name = "completion", description = "Print the script for completion in bash and zsh: source <(dlm completion)")
final class CompletionCommand extends DlmCommand {
    @Override
    String noJson() {
        return "this prints a script";
    }

    @Override
    public Integer call() {
        out().println(AutoComplete.bash("dlm", spec().root().commandLine()));
        return ExitCode.OK;
    }
}
