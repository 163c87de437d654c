package dev.dlmbench.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineCache;
import dev.dlmbench.revision.ProgramRevision;
import dev.dlmbench.store.DurableFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.spi.ToolProvider;

/**
 * Packs the program into one folder: a Java that has just what is needed, the libraries, suites, the launcher, and
 * bridges to other versions of PyTorch. The folder is there whole or not at all, and can be moved and copied.
 *
 * @param launcher the script {@code dlm}
 * @param classPath the libraries, the program's own among them
 * @param withPyTorch whether PyTorch comes along, 110 MB without CUDA; a machine's own can take its place
 * @param suites files to take along
 * @param bridges to PyTorch as other machines have it
 * @param revision of the sources, as {@link ProgramRevision} tells it; may be empty
 */
public record BundleWriter(
        Path launcher,
        List<Path> classPath,
        boolean withPyTorch,
        List<Path> suites,
        List<Bridge> bridges,
        Map<String, String> revision) {

    private static final List<String> MODULES =
            List.of("java.se", "jdk.charsets", "jdk.crypto.ec", "jdk.management", "jdk.unsupported", "jdk.zipfs");

    private static final int COMPRESSION_BY_NAME_SINCE = 21;

    /** Copies the collections. */
    public BundleWriter {
        classPath = List.copyOf(classPath);
        suites = List.copyOf(suites);
        bridges = List.copyOf(bridges);
        revision = new TreeMap<>(revision);
    }

    /**
     * Writes the folder.
     *
     * @throws InvalidSettingException if it exists, if something that is to be packed does not, or if this Java cannot
     *     make an image of itself
     */
    public void write(Path folder) throws IOException, InterruptedException {
        check(folder);
        Path parent = Optional.ofNullable(folder.toAbsolutePath().normalize().getParent())
                .orElseThrow(() -> new InvalidSettingException("name a folder below " + folder));
        Path made = DurableFiles.freshFolder(parent, "." + folder.getFileName() + ".part");
        try {
            linkJava(made.resolve("runtime"));
            Path libraries = Files.createDirectories(made.resolve("lib"));
            for (Path library : classPath) {
                if (withPyTorch || !isPyTorch(library)) {
                    copyInto(library, libraries);
                }
            }
            Path experiments = Files.createDirectories(made.resolve("experiments"));
            for (Path suite : suites) {
                copyInto(suite, experiments);
            }
            for (Bridge bridge : bridges) {
                new EngineCache(made.resolve("bridge")).putBridge(bridge.version(), bridge.flavour(), bridge.file());
            }
            Files.copy(launcher, made.resolve("dlm"), StandardCopyOption.COPY_ATTRIBUTES);
            if (!revision.isEmpty()) {
                StringBuilder text = new StringBuilder();
                revision.forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\n'));
                Files.writeString(made.resolve(ProgramRevision.FILE), text);
            }
            Files.move(made, folder);
        } finally {
            DurableFiles.deleteTree(made);
        }
    }

    private void check(Path folder) {
        if (Files.exists(folder)) {
            throw new InvalidSettingException(folder + " is there already; name a folder that is not");
        }
        for (Path library : classPath) {
            if (!Files.isRegularFile(library)) {
                throw new InvalidSettingException("only a program in jar files can be packed, and this one runs from "
                        + library + "; use the launcher dlm");
            }
        }
        Set<Path> names = new HashSet<>();
        for (Path suite : suites) {
            if (!Files.isRegularFile(suite)) {
                throw new InvalidSettingException("there is no suite " + suite);
            }
            if (!names.add(suite.getFileName())) {
                throw new InvalidSettingException("two suites have the name " + suite.getFileName());
            }
        }
        for (Bridge bridge : bridges) {
            if (!Files.isRegularFile(bridge.file())) {
                throw new InvalidSettingException("there is no bridge " + bridge.file());
            }
        }
    }

    private static boolean isPyTorch(Path library) {
        return library.getFileName().toString().startsWith("pytorch-native-");
    }

    private static void copyInto(Path file, Path folder) throws IOException {
        Files.copy(file, folder.resolve(file.getFileName()));
    }

    /** Has Java make an image of itself, and in it the archive of its own classes that it starts faster with. */
    private static void linkJava(Path image) throws IOException, InterruptedException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new InvalidSettingException(
                        "the Java in " + System.getProperty("java.home") + " has no jlink; point JAVA_HOME at a JDK"));
        boolean named = Runtime.version().feature() >= COMPRESSION_BY_NAME_SINCE;
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        int code = jlink.run(
                writer,
                writer,
                "--add-modules",
                String.join(",", MODULES),
                "--compress=" + (named ? "zip-6" : "2"),
                "--strip-java-debug-attributes",
                "--no-header-files",
                "--no-man-pages",
                "--output",
                image.toString());
        if (code != 0) {
            throw new InvalidSettingException("jlink failed: " + said.toString().strip());
        }
        Process sharing = new ProcessBuilder(
                        image.resolve("bin").resolve("java").toString(), "-Xshare:dump")
                .redirectErrorStream(true)
                .start();
        String told = new String(sharing.getInputStream().readAllBytes(), UTF_8);
        if (sharing.waitFor() != 0) {
            throw new IOException("the packed Java does not start: " + told.strip());
        }
    }
}
