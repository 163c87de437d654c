package dev.dlmbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;

/** The program's entrance. */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // charts are drawn without a screen
        PrintWriter out = new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8));
        PrintWriter err =
                new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), UTF_8), true);
        int exitCode = run(out, err, args);
        boolean lost = out.checkError(); // as on a full disk
        if (lost && exitCode == ExitCode.OK) {
            err.println("dlm: not all of the output could be written");
        }
        err.flush();
        System.exit(lost && exitCode == ExitCode.OK ? ExitCode.INTERNAL : exitCode);
    }

    private static int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            return Cli.run(Installation.shipped(), out, err, args);
        } catch (OutOfMemoryError e) {
            err.println("dlm: out of memory; JAVA_TOOL_OPTIONS=-Xmx16g, say, lets Java have more");
            return ExitCode.INTERNAL;
        }
    }
}
