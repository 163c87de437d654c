package dev.dlmbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.suite.Suite;
import dev.dlmbench.suite.SuiteSchema;
import dev.dlmbench.terminal.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes a first suite. */
@Command(
        name = "init",
        description = "Write NAME.yaml, a small commented suite to start from, and beside it the schema that editors"
                + " check it by. A suite that is there is not overwritten.")
final class InitCommand extends DlmCommand {
    private static final String SCHEMA = "dlm-bench.schema.json";

    @Parameters(paramLabel = "NAME", description = "Of the suite: lower-case letters, digits and -.")
    private String name;

    @Override
    public Integer call() throws IOException {
        if (!Suite.NAME.matcher(name).matches()) {
            throw new InvalidSettingException(
                    "a suite's name must be lower-case letters, digits and -, at most 64, got '" + name + "'");
        }
        Path file = dlm().resolve(Path.of(name + ".yaml"));
        try (InputStream starter = Objects.requireNonNull(
                InitCommand.class.getResourceAsStream("starter.yaml"), "the starter is packed")) {
            String text = new String(starter.readAllBytes(), UTF_8);
            Files.writeString(
                    file,
                    text.replace("NAME", name).replace("SCHEMA", SCHEMA),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new InvalidSettingException(file + " is there already; choose another name or remove it");
        }
        Files.writeString(dlm().resolve(Path.of(SCHEMA)), JsonText.of(SuiteSchema.of()) + "\n");
        out().println(
                        dlm().json()
                                ? JsonText.of(Map.of("suite", file.toString()))
                                : "Wrote " + file + "; next: dlm plan " + file);
        return ExitCode.OK;
    }
}
