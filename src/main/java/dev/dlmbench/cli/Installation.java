package dev.dlmbench.cli;

import dev.dlmbench.plan.PlanFacts;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.terminal.Terminal;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.work.LearningWorks;
import dev.dlmbench.work.NodeWorks;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What the commands are made of, so that tests can run them on work that takes no time.
 *
 * @param facts about texts and networks
 * @param works how nodes are computed, inside a worker
 * @param mainClass of a worker's JVM
 * @param environment of workers, on top of this process's
 * @param terminal what the output is shown on
 * @param clock for time stamps
 */
record Installation(
        Function<DataFolder, PlanFacts> facts,
        Function<DataFolder, NodeWorks> works,
        String mainClass,
        Map<String, String> environment,
        Terminal terminal,
        Clock clock) {

    /** Returns the program as it is shipped. */
    static Installation shipped() {
        return new Installation(
                TextFacts::new,
                LearningWorks::new,
                Main.class.getName(),
                Map.of(),
                Terminal.detected(),
                Clock.systemUTC());
    }

    /** Returns a variable of the environment; empty if there is none. */
    String variable(String name) {
        return environment.getOrDefault(name, Objects.requireNonNullElse(System.getenv(name), ""));
    }

    /** Returns the main class and the arguments of a worker that runs a hidden command. */
    List<String> worker(String command, DataFolder data) {
        return List.of(
                mainClass,
                command,
                "--data",
                data.path().toAbsolutePath().normalize().toString());
    }
}
