package dev.dlmbench.cli;

import dev.dlmbench.speed.SideBySide;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What a process runs that is timed beside one of another build; its arguments and its output must stay as they are.
 */
@Command(
        name = "time-decoding",
        hidden = true,
        description = "Decode again and again, and print the milliseconds as JSON.")
final class DecodingSideCommand extends DlmCommand {
    /** The main class of a build and the name of this command, which other builds have, too. */
    static final List<String> OF_A_BUILD = List.of(Main.class.getName(), "time-decoding");

    @Parameters(index = "0", paramLabel = "SETUP", description = "What to decode.")
    private Path setup;

    @Parameters(index = "1", paramLabel = "BATCH", description = "Sequences side by side.")
    private int batch;

    @Parameters(index = "2", paramLabel = "WARMUP", description = "Decodings that do not count.")
    private int warmup;

    @Parameters(index = "3", paramLabel = "ITERATIONS", description = "Decodings that count.")
    private int iterations;

    @Override
    String noJson() {
        return "this is for the program itself";
    }

    @Override
    public Integer call() throws IOException {
        PrintStream answer = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err); // whatever libraries print
        List<Double> times = SideBySide.decode(setup, batch, warmup, iterations);
        answer.println(times);
        return ExitCode.OK;
    }
}
