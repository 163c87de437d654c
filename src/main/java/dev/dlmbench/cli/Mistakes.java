package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user's mistakes from the program's, and says what to do about each. */
final class Mistakes implements IExecutionExceptionHandler {
    private final Dlm dlm;

    Mistakes(Dlm dlm) {
        this.dlm = dlm;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
        Exception mistake = thrown instanceof UncheckedIOException && thrown.getCause() instanceof IOException cause
                ? cause
                : thrown;
        PrintWriter err = dlm.visible(line.getErr());
        if (mistake instanceof SuiteException) {
            err.println(mistake.getMessage());
            return ExitCode.USAGE;
        }
        if (mistake instanceof InvalidSettingException) {
            err.println("dlm: " + mistake.getMessage());
            return ExitCode.USAGE;
        }
        err.println("dlm: " + words(mistake));
        if (dlm.verbose()) {
            mistake.printStackTrace(err);
        } else {
            hint(mistake).ifPresent(err::println);
        }
        return ExitCode.INTERNAL;
    }

    private static String words(Exception mistake) {
        String message = Optional.ofNullable(mistake.getMessage())
                .orElse(mistake.getClass().getSimpleName());
        if (mistake instanceof AccessDeniedException) {
            return "no permission for " + message;
        }
        if (mistake instanceof FileSystemException) {
            return "trouble with the file " + message;
        }
        return mistake instanceof IOException ? message : "internal error: " + message;
    }

    private Optional<String> hint(Exception mistake) {
        StringWriter trace = new StringWriter();
        mistake.printStackTrace(new PrintWriter(trace, true));
        try {
            Path log = Files.createDirectories(dlm.store().root()).resolve("last-error.txt");
            Files.deleteIfExists(log); // it may be a link
            Files.writeString(log, trace.toString(), StandardOpenOption.CREATE_NEW);
            return Optional.of("dlm: where it comes from is in " + log);
        } catch (IOException | InvalidSettingException unwritable) {
            return Optional.of("dlm: -v shows where it comes from");
        }
    }
}
