package dev.dlmbench.engine;

import dev.dlmbench.base.Disk;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Puts a PyTorch of DJL's into its cache. The folder is there whole or not at all: files are fetched into one beside
 * it, unpacked, which checks their lengths and checksums (gzip's CRC-32), and the folder gets its name last. What a
 * broken download leaves is used by the next one.
 *
 * @param server that has the files
 * @param cache where the folder goes
 * @param space bytes that can be written to the disk of a folder
 */
public record LibraryDownload(LibraryServer server, EngineCache cache, ToLongFunction<Path> space) {
    /** The file that says which bytes every library has, as {@code sha256sum} writes and checks it. */
    public static final String SUMS = "SHA256SUMS";

    private static final String PACKED = ".gz";
    private static final String PART = ".part";
    private static final String LOCK = ".lock";
    private static final int TRAILER = 4;

    /** Hears how a download goes. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Some of a file has come.
         *
         * @param name of the file
         * @param number of the file, from 1
         * @param files how many there are
         * @param come bytes of it
         * @param of as many; 0 if that is not known
         */
        void file(String name, int number, int files, long come, long of);
    }

    /** Returns a download that asks the disk itself for its space. */
    public static LibraryDownload of(LibraryServer server, EngineCache cache) {
        return new LibraryDownload(server, cache, folder -> folder.toFile().getUsableSpace());
    }

    /**
     * Fetches a flavour of the version whose bridges come along, and returns where it lies.
     *
     * @throws InvalidSettingException if no bridge leads to it
     * @throws DownloadException if it did not come; nothing is installed then
     */
    public InstalledPyTorch install(String flavour, Progress progress) throws IOException, InterruptedException {
        String version = ShippedBridges.version();
        requireBridge(flavour);
        List<LibraryServer.Packed> files = server.list(version, flavour, ShippedBridges.platform());
        Path folder = cache.folder(version, flavour);
        Path staged = folder.resolveSibling(folder.getFileName() + PART);
        Files.createDirectories(staged);
        try (FileChannel channel =
                        FileChannel.open(staged.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new DownloadException("another process is fetching it into " + staged);
            }
            fetchAll(files, staged, progress);
            complete(staged, flavour);
            Files.writeString(staged.resolve(SUMS), sums(staged));
            Files.delete(staged.resolve(LOCK));
            moveIntoPlace(staged, folder);
        }
        return new InstalledPyTorch(folder, version, flavour, cache.root());
    }

    /**
     * Makes sure that a flavour could be used if it were fetched.
     *
     * @throws InvalidSettingException if no bridge leads to it
     */
    public static void requireBridge(String flavour) {
        if (!ShippedBridges.leadTo(ShippedBridges.version(), flavour)) {
            throw new InvalidSettingException("no bridge to PyTorch for " + flavour + " comes along on "
                    + ShippedBridges.platform() + ", only for " + String.join(", ", ShippedBridges.flavours()));
        }
    }

    private void fetchAll(List<LibraryServer.Packed> files, Path staged, Progress progress)
            throws IOException, InterruptedException {
        long missing = 0;
        for (LibraryServer.Packed file : files) {
            if (!Files.exists(staged.resolve(file.name()))) {
                missing += server.bytes(file).orElse(0);
            }
        }
        requireSpace(staged, missing, "what is to be fetched");
        int number = 0;
        for (LibraryServer.Packed file : files) {
            int current = ++number;
            Path library = staged.resolve(file.name());
            if (!Files.exists(library)) {
                Path packed = staged.resolve(file.name() + PACKED);
                server.fetch(file, packed, (come, of) -> progress.file(file.name(), current, files.size(), come, of));
                unpack(staged, packed, library);
            }
        }
    }

    private void unpack(Path staged, Path packed, Path library) throws IOException {
        requireSpace(staged, lengthUnpacked(packed), library.getFileName() + ", unpacked");
        Path aside = library.resolveSibling(library.getFileName() + PART);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed));
                FileChannel channel = FileChannel.open(
                        aside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            in.transferTo(Channels.newOutputStream(channel));
            Disk.force(channel);
        } catch (ZipException | EOFException e) {
            Files.delete(packed);
            Files.deleteIfExists(aside);
            throw new DownloadException(
                    library.getFileName() + " has come damaged (" + e.getMessage()
                            + "); it was deleted, and the same command fetches it again",
                    e);
        }
        Files.move(aside, library, StandardCopyOption.REPLACE_EXISTING);
        Files.delete(packed);
    }

    /** Returns how many bytes are in it, as its end says, modulo 4 GiB. */
    private static long lengthUnpacked(Path packed) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(packed.toFile(), "r")) {
            if (file.length() < TRAILER) {
                return 0;
            }
            file.seek(file.length() - TRAILER);
            return Integer.toUnsignedLong(Integer.reverseBytes(file.readInt()));
        }
    }

    private void requireSpace(Path folder, long bytes, String what) throws DownloadException {
        long there = space.applyAsLong(folder);
        if (there < bytes) {
            throw new DownloadException("the disk of " + folder + " has " + there + " bytes left, and " + what
                    + " takes " + bytes + "; ENGINE_CACHE_DIR names a folder elsewhere");
        }
    }

    /** Adds the bridge, and the name by which DJL looks for the CUDA runtime. */
    private static void complete(Path staged, String flavour) throws IOException {
        List<String> needed = flavour.startsWith("cu")
                ? List.of("c10", "torch_cpu", "torch", "c10_cuda", "torch_cuda")
                : List.of("c10", "torch_cpu", "torch");
        for (String library : needed) {
            if (!Files.exists(staged.resolve(System.mapLibraryName(library)))) {
                throw new DownloadException(
                        "the server's list has no " + System.mapLibraryName(library) + " for " + flavour);
            }
        }
        try (InputStream bridge = ShippedBridges.open(flavour)) {
            Files.copy(bridge, staged.resolve(InstalledPyTorch.bridge()), StandardCopyOption.REPLACE_EXISTING);
        }
        Path name = staged.resolve(InstalledPyTorch.CUDA_RUNTIME);
        Files.deleteIfExists(name);
        try (Stream<Path> files = Files.list(staged)) {
            List<Path> runtimes = files.filter(
                            file -> file.getFileName().toString().matches("libcudart[.-].*so.*"))
                    .sorted()
                    .toList();
            if (!runtimes.isEmpty()) {
                Files.createSymbolicLink(name, runtimes.get(0).getFileName());
            }
        }
    }

    private static String sums(Path folder) throws IOException {
        TreeMap<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.getFileName().toString().contains(".so")
                            || file.getFileName().toString().matches(".*\\.(dll|dylib)"))
                    .toList()) {
                MessageDigest digest = Hashes.sha256();
                try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
                sums.put(file.getFileName().toString(), HexFormat.of().formatHex(digest.digest()));
            }
        }
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        return lines.toString();
    }

    /** Replaces a folder that holds no libraries, as where DJL has put a bridge alone. */
    private static void moveIntoPlace(Path staged, Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Path kept = staged.resolve(file.getFileName());
                    if (!Files.exists(kept)) {
                        Files.move(file, kept);
                    }
                    Files.deleteIfExists(file);
                }
            }
            Files.delete(folder);
        }
        Files.move(staged, folder);
    }
}
