package dev.dlmbench.engine;

import ai.djl.engine.Engine;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * DJL's bridges from Java to PyTorch that come along: one version of PyTorch, several flavours. DJL takes them from its
 * own jar file when there is no other.
 */
public final class ShippedBridges {
    private static final String FOLDER = "jnilib/";
    private static final String CPU = "cpu";
    private static final int OLDEST_CUDA = 110;
    private static final int NEWEST_CUDA = 159;

    private ShippedBridges() {}

    /** Returns the platform of this machine as DJL calls it, such as {@code linux-x86_64}. */
    public static String platform() {
        return Platform.fromSystem("pytorch").getClassifier();
    }

    /** Returns the version of PyTorch that they lead to, such as {@code 2.7.1}; empty if none has come along. */
    public static String version() {
        try {
            URL said = ClassLoaderUtils.getResource(FOLDER + "pytorch.properties");
            if (said == null) {
                return "";
            }
            Properties properties = new Properties();
            try (InputStream stream = said.openStream()) {
                properties.load(stream);
            }
            String both = properties.getProperty("jni_version", "");
            int end = both.indexOf("-" + Engine.getDjlVersion());
            return end < 0 ? "" : both.substring(0, end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the flavours of PyTorch that they lead to on this platform, such as {@code cpu} and {@code cu128}. */
    public static List<String> flavours() {
        return Stream.concat(
                        Stream.of(CPU),
                        IntStream.rangeClosed(OLDEST_CUDA, NEWEST_CUDA).mapToObj(cuda -> "cu" + cuda))
                .filter(flavour -> found(flavour).isPresent())
                .toList();
    }

    /** Returns whether there is one to this version and flavour. */
    public static boolean leadTo(String version, String flavour) {
        return version.equals(version()) && found(flavour).isPresent();
    }

    /** Returns the shared library, for the caller to close. */
    static InputStream open(String flavour) throws IOException {
        return found(flavour)
                .orElseThrow(() -> new IOException("no bridge to PyTorch for " + flavour + " comes along"))
                .openStream();
    }

    private static Optional<URL> found(String flavour) {
        try {
            return Optional.ofNullable(ClassLoaderUtils.getResource(
                    FOLDER + platform() + "/" + flavour + "/" + System.mapLibraryName("djl_torch")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
