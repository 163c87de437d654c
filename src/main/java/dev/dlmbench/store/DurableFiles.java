package dev.dlmbench.store;

import dev.dlmbench.base.Disk;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that are there in full or not at all, also after the machine has lost its power. */
public final class DurableFiles {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private static final String PART = ".part-";

    private DurableFiles() {}

    /** Returns whether a file of this name is one that {@link #write} had not yet moved into place. */
    public static boolean isPart(String name) {
        return name.startsWith(".") && name.contains(PART);
    }

    /** What writes a file's content. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException;
    }

    /** Writes {@code file} aside, forces it to disk and moves it into place. */
    public static void write(Path file, byte[] bytes) throws IOException {
        write(file, stream -> stream.write(bytes));
    }

    /** Writes {@code file} aside, forces it to disk and moves it into place; nothing of it is held in memory. */
    public static void write(Path file, Content content) throws IOException {
        Path folder = parent(file);
        Files.createDirectories(folder);
        Path aside = freshFile(
                folder, "." + file.getFileName() + PART + Owner.current().inName() + "-");
        boolean moved = false;
        try {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(aside))) {
                content.writeTo(stream);
            }
            sync(aside);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true; // from here on the name aside may be another thread's
        } catch (IOException e) {
            throw naming(file, e);
        } finally {
            if (!moved) {
                Files.deleteIfExists(aside);
            }
        }
        sync(folder);
    }

    /** Returns the trouble with {@code file} in words that name it, as those of a full disk by themselves do not. */
    public static IOException naming(Path file, IOException trouble) {
        String words = String.valueOf(trouble.getMessage());
        boolean named = trouble instanceof FileSystemException || words.contains(file.toString());
        return named ? trouble : new IOException(file + ": " + words, trouble);
    }

    /** Creates a folder that nobody else has, without asking for random numbers: the first free number. */
    public static Path freshFolder(Path parent, String prefix) throws IOException {
        Files.createDirectories(parent);
        int number = 0;
        while (true) {
            try {
                return Files.createDirectory(parent.resolve(prefix + number));
            } catch (FileAlreadyExistsException taken) {
                number++;
            }
        }
    }

    private static Path freshFile(Path parent, String prefix) throws IOException {
        int number = 0;
        while (true) {
            try {
                return Files.createFile(parent.resolve(prefix + number));
            } catch (FileAlreadyExistsException taken) {
                number++;
            }
        }
    }

    /** Returns what lies in {@code folder}, sorted; nothing if it is no folder. */
    public static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Forces every file and folder under {@code folder} to disk, itself included. */
    static void syncTree(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> found = Files.walk(folder)) {
            deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : deepestFirst) {
            sync(path);
        }
    }

    /** Forces one file or folder to disk; a folder only where the platform can. */
    public static void sync(Path path) throws IOException {
        boolean folder = Files.isDirectory(path);
        if (folder && WINDOWS) {
            return;
        }
        try (FileChannel channel =
                FileChannel.open(path, folder ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            Disk.force(channel);
        }
    }

    /**
     * Makes sure that no link stands between {@code root} and {@code path}: it could lead anywhere, and stores come
     * from others, too. The root itself may be one.
     */
    public static Path unlinked(Path root, Path path) throws IOException {
        Path at = root;
        for (Path step : root.relativize(path)) {
            at = at.resolve(step);
            if (Files.isSymbolicLink(at)) {
                throw new IOException(at + ": is a link; nothing is written or deleted through links within a store");
            }
        }
        return path;
    }

    /** Deletes {@code folder} with all that is in it; nothing if it is not there. */
    public static void deleteTree(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException trouble)
                        throws IOException {
                    if (trouble != null) {
                        throw trouble;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    public static Path parent(Path path) {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException(path + " has no parent folder");
        }
        return parent;
    }
}
