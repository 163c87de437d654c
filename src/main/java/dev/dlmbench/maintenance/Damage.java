package dev.dlmbench.maintenance;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing in a store that is not as it should be.
 *
 * @param kind what is wrong, which decides how it is repaired
 * @param place what a repair takes out of the way or writes anew: a node's folder, or a file; relative to the store
 * @param file the file at fault, relative to the store; the place itself or within it
 * @param line counted from 1; 0 where it is not about a line
 * @param what is wrong, in words
 */
public record Damage(Kind kind, String place, String file, int line, String what) {
    private static final Pattern AT_LINE = Pattern.compile(":(\\d{1,9}): (.*)", Pattern.DOTALL);

    /** What is wrong. */
    public enum Kind {
        /** A node is not what was committed. */
        NODE(true),
        /** Something lies where it does not belong. */
        STRAY(true),
        /** A suite's index cannot be read. */
        INDEX(true),
        /** The copy of a suite's index cannot be read. */
        COPY(true),
        /** A failure, a baseline or a calibration cannot be read. */
        RECORD(true),
        /** The file that names the store's format cannot be read. */
        FORMAT(true),
        /** A node came out differently when it was computed a second time. */
        DIFFERING(true),
        /** Something may not be read. */
        UNREADABLE(true),
        /** A node has no checksums, as in stores of format 1. */
        UNSEALED(false),
        /** The copy of a suite's index is missing or of another time. */
        OUTDATED_COPY(false),
        /** What a process left that has ended. */
        LEFTOVER(false),
        /** Something is not there that others refer to; a run computes it if it is still wanted. */
        ABSENT(false);

        private final boolean bad;

        Kind(boolean bad) {
            this.bad = bad;
        }

        /** Returns whether something is lost, and not only left to do. */
        public boolean bad() {
            return bad;
        }
    }

    /** Returns damage of a whole file or folder. */
    static Damage of(Kind kind, Path root, Path file, String what) {
        String name = name(root, file);
        return new Damage(kind, name, name, 0, what);
    }

    /** Returns what a {@code fault} that names {@code file} says about {@code place}. */
    static Damage of(Kind kind, Path root, Path place, Path file, IOException fault) {
        Kind known = fault instanceof java.nio.file.AccessDeniedException ? Kind.UNREADABLE : kind;
        String said = fault instanceof NoSuchFileException
                ? "missing"
                : Objects.requireNonNullElse(fault.getMessage(), "unreadable");
        String rest = said.startsWith(file.toString())
                ? said.substring(file.toString().length())
                : ": " + said;
        Matcher line = AT_LINE.matcher(rest);
        String where = name(root, place);
        if (line.matches()) {
            return new Damage(known, where, name(root, file), Integer.parseInt(line.group(1)), line.group(2));
        }
        String what = known == Kind.UNREADABLE ? "may not be read" : rest.replaceFirst("^: ", "");
        return new Damage(known, where, name(root, file), 0, what);
    }

    /** Returns the file and the line, as editors and compilers write them. */
    public String at() {
        return line == 0 ? file : file + ":" + line;
    }

    @Override
    public String toString() {
        return at() + ": " + what;
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
