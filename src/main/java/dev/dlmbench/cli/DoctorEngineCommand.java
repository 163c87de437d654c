package dev.dlmbench.cli;

import dev.dlmbench.engine.EngineSpec;
import dev.dlmbench.engine.TorchSession;
import picocli.CommandLine.Command;

/** Starts the engine and says what it is; in a process of its own, because a broken engine may end it. */
@Command(name = "doctor-engine", hidden = true, description = "Start the engine and say what it is.")
final class DoctorEngineCommand extends DlmCommand {
    @Override
    String noJson() {
        return "this is for the program itself";
    }

    @Override
    public Integer call() {
        try (TorchSession session = TorchSession.start(new EngineSpec("auto", EngineSpec.Precision.AUTO, 0))) {
            out().println(session.description());
            return ExitCode.OK;
        }
    }
}
