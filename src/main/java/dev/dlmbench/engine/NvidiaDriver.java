package dev.dlmbench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The driver of NVIDIA's cards, as this machine tells of it.
 *
 * @param version such as {@code 550.90.07}; empty if it is there and does not say
 * @param cuda the newest CUDA that it knows, such as {@code 12.4}; empty if nothing says
 * @param cards those that it drives, as far as they are told
 */
public record NvidiaDriver(String version, String cuda, List<Card> cards) {
    private static final String FILE = "proc/driver/nvidia/version";
    private static final Pattern IN_FILE = Pattern.compile("Module.*?\\s(\\d+\\.\\d+[.\\d]*)");
    private static final Pattern IN_TABLE = Pattern.compile("(?:Driver|KMD) Version:\\s*(\\d+\\.\\d+[.\\d]*)");
    private static final Pattern CUDA_IN_TABLE = Pattern.compile("CUDA (?:UMD )?Version:\\s*(\\d+\\.\\d+)");
    private static final Pattern CARD = Pattern.compile("(?m)^\\s*(.+?)\\s*,\\s*(\\d+)\\.(\\d+)\\s*$");

    /** The oldest driver on Linux for each major version of CUDA (CUDA Toolkit Release Notes, minor compatibility). */
    private static final Map<Integer, Integer> OLDEST = new TreeMap<>(Map.of(11, 450, 12, 525, 13, 580));

    /**
     * A card.
     *
     * @param name such as {@code NVIDIA H200}
     * @param capability its compute capability times ten, 90 for 9.0
     */
    public record Card(String name, int capability) {
        /** Returns it for people, such as {@code NVIDIA H200 (9.0)}. */
        public String words() {
            return name + " (" + capability / 10 + "." + capability % 10 + ")";
        }
    }

    /** Copies the list. */
    public NvidiaDriver {
        cards = List.copyOf(cards);
    }

    /** Returns whether there is one; nothing is read or started. */
    public static boolean present(Path root) {
        return Files.exists(root.resolve(FILE)) || Files.exists(root.resolve("dev/dxg"));
    }

    /** Returns what the driver's own file says, if there is one. */
    public static Optional<NvidiaDriver> inFiles(Path root) throws IOException {
        Path file = root.resolve(FILE);
        return Files.isReadable(file)
                ? Optional.of(new NvidiaDriver(first(IN_FILE, Files.readString(file)), "", List.of()))
                : Optional.empty();
    }

    /**
     * Returns what {@code nvidia-smi} says, if it speaks of a driver.
     *
     * @param table its output without options
     * @param cards its output with {@code --query-gpu=name,compute_cap --format=csv,noheader}, or nothing
     */
    public static Optional<NvidiaDriver> told(String table, String cards) {
        String version = first(IN_TABLE, table);
        return version.isEmpty()
                ? Optional.empty()
                : Optional.of(new NvidiaDriver(
                        version,
                        first(CUDA_IN_TABLE, table),
                        CARD.matcher(cards)
                                .results()
                                .map(card -> new Card(
                                        card.group(1),
                                        10 * Integer.parseInt(card.group(2)) + Integer.parseInt(card.group(3))))
                                .toList()));
    }

    /** Returns the first number of its version; 0 if it does not say. */
    public int major() {
        return version.isEmpty() ? 0 : Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** Returns the oldest driver for a major version of CUDA; 0 if that is not known. */
    public static int oldestFor(int cudaMajor) {
        return OLDEST.getOrDefault(cudaMajor, 0);
    }

    /** Returns the newest major version of CUDA that it runs; 0 if nothing tells, or none that is known. */
    public int cudaMajor() {
        return cuda.isEmpty()
                ? OLDEST.entrySet().stream()
                        .filter(entry -> major() >= entry.getValue())
                        .mapToInt(Map.Entry::getKey)
                        .max()
                        .orElse(0)
                : Integer.parseInt(cuda.substring(0, cuda.indexOf('.')));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
