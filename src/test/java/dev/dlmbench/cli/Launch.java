package dev.dlmbench.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One command run inside the tests' process.
 *
 * @param exitCode what a shell would see
 * @param out standard output
 * @param err standard error
 */
record Launch(int exitCode, String out, String err) {

    /** Runs a command in {@code folder}. */
    static Launch in(Path folder, String... args) {
        return in(folder, "", args);
    }

    /** Runs a command in {@code folder} whose workers behave as told. */
    static Launch in(Path folder, String behaviour, String[] args) {
        Map<String, String> environment =
                Map.of("FAKE", behaviour, "TRACE", folder.resolve("trace").toString());
        return of(folder, FakeMain.program(environment), args);
    }

    /** Runs a command of {@code program} in {@code folder}. */
    static Launch of(Path folder, Installation program, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("-C", folder.toString()));
        all.addAll(List.of(args));
        int exitCode =
                Cli.run(program, new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        String place = folder + "/";
        return new Launch(
                exitCode, out.toString().replace(place, ""), err.toString().replace(place, ""));
    }
}
