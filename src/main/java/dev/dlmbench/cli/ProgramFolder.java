package dev.dlmbench.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where the program's sources lie, if it was built from them. */
final class ProgramFolder {
    private ProgramFolder() {}

    /** Returns the folder above {@code target}; the working folder if the program does not know where it lies. */
    static Path find() {
        Optional<CodeSource> code =
                Optional.ofNullable(ProgramFolder.class.getProtectionDomain().getCodeSource());
        try {
            Path built = code.isPresent() ? Path.of(code.get().getLocation().toURI()) : Path.of("");
            return Optional.ofNullable(built.getParent()).map(Path::getParent).orElse(Path.of(""));
        } catch (URISyntaxException oddPlace) {
            return Path.of("");
        }
    }
}
