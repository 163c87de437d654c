package dev.dlmbench.cli;

import dev.dlmbench.plan.RunSuites;
import dev.dlmbench.run.FakeWorks;
import dev.dlmbench.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;

/** The program with work that takes no time. */
final class FakeMain {
    private FakeMain() {}

    /** What workers run. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8), true);
        System.exit(Cli.run(program(Map.of()), out, out, args));
    }

    static Installation program(Map<String, String> environment) {
        return new Installation(
                folder -> RunSuites.FACTS,
                folder -> new FakeWorks(System.getenv()),
                FakeMain.class.getName(),
                environment,
                Terminal.NONE,
                Clock.systemUTC());
    }
}
