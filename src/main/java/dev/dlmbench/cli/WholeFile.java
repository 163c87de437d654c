package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that a command reads or writes in one piece. */
final class WholeFile {
    private WholeFile() {}

    /**
     * Returns the bytes of a file.
     *
     * @throws InvalidSettingException if there is none, or if it has more than {@code most} bytes
     */
    static byte[] read(Path file, long most) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException("there is no file " + file);
        }
        if (Files.size(file) > most) {
            throw new InvalidSettingException(file + " has more than " + most + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /**
     * Makes sure that nothing is overwritten by mistake.
     *
     * @throws InvalidSettingException if something is there that is no file, or, unless {@code forced}, anything
     */
    static void requireFree(Path target, boolean forced) {
        if (Files.exists(target) && !(forced && Files.isRegularFile(target))) {
            throw new InvalidSettingException(
                    target + " is there already" + (Files.isRegularFile(target) ? "; --force replaces it" : ""));
        }
    }
}
