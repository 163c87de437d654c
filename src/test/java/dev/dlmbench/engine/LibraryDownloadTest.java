package dev.dlmbench.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryDownloadTest {
    private static final String CPU = "cpu";
    private static final String C10 = System.mapLibraryName("c10");
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String TORCH_CPU = System.mapLibraryName("torch_cpu");

    @TempDir
    Path folder;

    private EngineCache cache;
    private PackedLibraries server;

    @BeforeEach
    void start() throws IOException {
        cache = new EngineCache(folder.resolve("cache"));
        server = new PackedLibraries(CPU);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void installsWhatTheListNamesAndTheBridgeToIt() throws Exception {
        server.put(CPU, "libstdc++.so.6", PackedLibraries.content("stdc++"));
        List<String> progress = new ArrayList<>();
        InstalledPyTorch installed = download().install(CPU, (name, number, files, come, of) -> {
            if (come == of) {
                progress.add(number + "/" + files + " " + name);
            }
        });

        Path place = cache.folder(ShippedBridges.version(), CPU);
        assertThat(installed).isEqualTo(new InstalledPyTorch(place, ShippedBridges.version(), CPU, cache.root()));
        assertThat(cache.installed(ShippedBridges.version(), CPU)).contains(installed);
        assertThat(installed.troubles(0)).isEmpty();
        assertThat(place.resolve(C10)).hasBinaryContent(PackedLibraries.content("c10"));
        assertThat(place.resolve(TORCH_CPU)).hasBinaryContent(PackedLibraries.content("torch_cpu"));
        assertThat(place.resolve("libstdc++.so.6")).hasBinaryContent(PackedLibraries.content("stdc++"));
        assertThat(place.resolve(InstalledPyTorch.bridge()))
                .hasBinaryContent(ShippedBridges.open(CPU).readAllBytes());
        assertThat(progress).containsExactly("1/4 " + C10, "2/4 " + TORCH, "3/4 " + TORCH_CPU, "4/4 libstdc++.so.6");
        assertThat(Files.readAllLines(place.resolve(LibraryDownload.SUMS)))
                .contains(sha256(PackedLibraries.content("c10")) + "  " + C10)
                .hasSize(5);
        assertNothingIsLeftBeside(place);
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private void assertNothingIsLeftBeside(Path place) throws IOException {
        try (Stream<Path> there = Files.list(cache.root().resolve("pytorch"))) {
            assertThat(there).containsExactly(place);
        }
    }

    @Test
    void givesTheCudaRuntimeTheNameThatIsLookedFor() throws Exception {
        assumeThat(ShippedBridges.flavours()).contains("cu128");
        try (PackedLibraries gpu = new PackedLibraries("cu128")) {
            gpu.put("cu128", System.mapLibraryName("c10_cuda"), PackedLibraries.content("c10_cuda"));
            gpu.put("cu128", System.mapLibraryName("torch_cuda"), PackedLibraries.content("torch_cuda"));
            gpu.put("cu128", "libcudart-9335f6a2.so.12", PackedLibraries.content("cudart"));
            InstalledPyTorch installed = LibraryDownload.of(LibraryServer.at(gpu.address(), Map.of()), cache)
                    .install("cu128", LibraryDownloadTest::unheard);
            assertThat(installed.cudaRuntime()).contains(installed.folder());
            assertThat(installed.folder().resolve("libcudart.so")).hasBinaryContent(PackedLibraries.content("cudart"));
            assertThat(cache.installedForCuda()).contains(installed);
        }
    }

    /** DJL has put the bridge there when a PyTorch of the same version was used from elsewhere. */
    @Test
    void keepsABridgeThatIsThere() throws Exception {
        Path other = Files.createDirectories(cache.folder(ShippedBridges.version(), CPU))
                .resolve("0.1.0-bridge");
        Files.writeString(other, "of another version of DJL");
        download().install(CPU, LibraryDownloadTest::unheard);
        assertThat(other).hasContent("of another version of DJL");
        assertNothingIsLeftBeside(cache.folder(ShippedBridges.version(), CPU));
    }

    @Test
    void goesOnFromWhereADownloadBrokeOff() throws Exception {
        int length = server.packed(CPU, TORCH_CPU).length;
        server.breakOff(CPU, TORCH_CPU, 70_000);
        assertFails("the download of " + TORCH_CPU + " broke off after", "of " + length + " bytes");
        int before = server.asked().size();
        download().install(CPU, LibraryDownloadTest::unheard);
        assertThat(server.asked().subList(before, server.asked().size()))
                .satisfiesExactly(
                        list -> assertThat(list).isEqualTo("GET files.txt"),
                        head -> assertThat(head).isEqualTo("HEAD " + TORCH_CPU + ".gz"),
                        rest -> assertThat(rest).matches("GET " + TORCH_CPU + "\\.gz bytes=[1-9]\\d*-"));
        assertThat(cache.folder(ShippedBridges.version(), CPU).resolve(TORCH_CPU))
                .hasBinaryContent(PackedLibraries.content("torch_cpu"));
    }

    @Test
    void beginsAgainWhereAServerSendsWholeFilesAlone() throws Exception {
        server.sendWholeFilesAlone();
        server.breakOff(CPU, C10, 500);
        assertFails("broke off");
        download().install(CPU, LibraryDownloadTest::unheard);
        assertThat(cache.folder(ShippedBridges.version(), CPU).resolve(C10))
                .hasBinaryContent(PackedLibraries.content("c10"));
    }

    @Test
    void takesAFileThatCameWholeAndWasNotUnpacked() throws Exception {
        Path staged = Files.createDirectories(staged());
        Files.write(staged.resolve(C10 + ".gz"), server.packed(CPU, C10));
        download().install(CPU, LibraryDownloadTest::unheard);
        assertThat(cache.folder(ShippedBridges.version(), CPU).resolve(C10))
                .hasBinaryContent(PackedLibraries.content("c10"));
    }

    @Test
    void findsAByteThatIsAnother() throws Exception {
        byte[] packed = server.packed(CPU, TORCH);
        byte[] damaged = packed.clone();
        damaged[50_000] ^= 4;
        server.putPacked(CPU, TORCH, damaged);
        assertFails(TORCH + " has come damaged", "the same command fetches it again");
        server.putPacked(CPU, TORCH, packed);
        download().install(CPU, LibraryDownloadTest::unheard);
    }

    @Test
    void findsAFileThatIsShorterThanItWas() {
        byte[] packed = server.packed(CPU, TORCH);
        server.putPacked(CPU, TORCH, Arrays.copyOf(packed, packed.length / 2));
        assertFails(TORCH + " has come damaged");
    }

    @Test
    void findsAPageInsteadOfAFile() {
        server.putPacked(CPU, TORCH, "<html>Sign in to this network</html>".getBytes(UTF_8));
        assertFails(TORCH + " has come damaged", "GZIP");
    }

    /** As where the file on the server was replaced in the meantime. */
    @Test
    void findsARestThatIsOfAnotherFile() throws Exception {
        Files.createDirectories(staged());
        Files.write(staged().resolve(C10 + ".gz"), new byte[1000]);
        assertFails(C10 + " has come damaged");
        Files.write(staged().resolve(C10 + ".gz"), new byte[1_000_000]);
        assertFails("what there was of " + C10 + " is not of this server's file");
        download().install(CPU, LibraryDownloadTest::unheard);
    }

    @Test
    void missesAFileBeforeAnythingIsFetched() {
        server.lose(CPU, TORCH_CPU);
        assertFails("the server answers 404", TORCH_CPU + ".gz: it has no such file");
        assertThat(server.asked()).noneMatch(asked -> asked.startsWith("GET") && !asked.endsWith("files.txt"));
    }

    @Test
    void wantsTheLibrariesThatTheEngineNeeds() throws IOException {
        try (PackedLibraries other = new PackedLibraries("other")) {
            other.put(CPU, C10, PackedLibraries.content("c10"));
            assertFails(LibraryServer.at(other.address(), Map.of()), "the server's list has no " + TORCH_CPU);
        }
        try (PackedLibraries none = new PackedLibraries("none")) {
            assertFails(LibraryServer.at(none.address(), Map.of()), "names no files for cpu on");
        }
    }

    @Test
    void wantsSpaceOnTheDisk() {
        int packed = Stream.of(C10, TORCH, TORCH_CPU)
                .mapToInt(name -> server.packed(CPU, name).length)
                .sum();
        for (long space : new long[] {packed - 1, packed}) {
            LibraryDownload full = new LibraryDownload(
                    LibraryServer.at(server.address(), Map.of()),
                    cache,
                    place -> Files.exists(place.resolve(C10 + ".gz")) ? 99_999 : space);
            assertThatExceptionOfType(DownloadException.class)
                    .isThrownBy(() -> full.install(CPU, LibraryDownloadTest::unheard))
                    .withMessageContaining(
                            space < packed
                                    ? "has " + space + " bytes left, and what is to be fetched takes " + packed
                                    : "has 99999 bytes left, and " + C10 + ", unpacked takes 100000");
        }
    }

    @Test
    void writesNothingBesideItsFolder() throws IOException {
        for (String name : List.of("..%2F..%2F..%2Fevil.so.gz", "%2Fetc%2Fpasswd.gz", ".gz", "-rf.gz", "a%00b.gz")) {
            try (PackedLibraries evil = new PackedLibraries("other")) {
                evil.list(CPU + "/" + ShippedBridges.platform() + "/native/lib/" + name);
                assertFails(LibraryServer.at(evil.address(), Map.of()), "which no library is called");
            }
        }
        assertThat(cache.root()).doesNotExist();
    }

    @Test
    void asksNothingOfAnybodyForAFlavourWithoutABridge() {
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> download().install("cu999", LibraryDownloadTest::unheard))
                .withMessageContaining("no bridge to PyTorch for cu999 comes along")
                .withMessageContaining(CPU);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void saysWhatToDoWithoutANetwork() {
        server.close();
        assertFails("cannot be reached", "--from");
        assertThat(cache.root()).doesNotExist();
    }

    @Test
    void goesThroughAProxy() throws Exception {
        Map<String, String> proxy = Map.of("HTTP_PROXY", server.host(), "no_proxy", "other.invalid,.local");
        new LibraryDownload(LibraryServer.at("http://djl.invalid/pytorch", proxy), cache, place -> Long.MAX_VALUE)
                .install(CPU, LibraryDownloadTest::unheard);
        assertThat(server.asked()).hasSize(7);
    }

    @Test
    void goesPastAProxyWhereItIsToldTo() throws Exception {
        Map<String, String> proxy = Map.of("http_proxy", "http://proxy.invalid:1", "no_proxy", "127.0.0.1");
        LibraryDownload.of(LibraryServer.at(server.address(), proxy), cache).install(CPU, LibraryDownloadTest::unheard);
        assertThat(server.asked()).hasSize(7);
    }

    @Test
    void refusesAddressesThatAreNone() {
        for (String address : List.of("ftp://here/pytorch", "publish.djl.ai", "http://", "http://a b/")) {
            assertThatExceptionOfType(InvalidSettingException.class)
                    .isThrownBy(() -> LibraryServer.at(address, Map.of()))
                    .withMessageContaining("https://");
        }
        assertThatExceptionOfType(InvalidSettingException.class)
                .isThrownBy(() -> LibraryServer.at("https://here/", Map.of("https_proxy", "http://me:secret@proxy:1")))
                .withMessageContaining("asks for a user")
                .withMessageNotContaining("secret");
    }

    private Path staged() {
        Path place = cache.folder(ShippedBridges.version(), CPU);
        return place.resolveSibling(place.getFileName() + ".part");
    }

    private LibraryDownload download() {
        return LibraryDownload.of(LibraryServer.at(server.address(), Map.of()), cache);
    }

    private void assertFails(String... because) {
        assertFails(LibraryServer.at(server.address(), Map.of()), because);
    }

    /** It says why, and nothing is installed. */
    private void assertFails(LibraryServer from, String... because) {
        assertThatExceptionOfType(DownloadException.class)
                .isThrownBy(() -> LibraryDownload.of(from, cache).install(CPU, LibraryDownloadTest::unheard))
                .satisfies(said -> assertThat(said.getMessage()).contains(because));
        assertThat(cache.folder(ShippedBridges.version(), CPU)).doesNotExist();
    }

    private static void unheard(String name, int number, int files, long come, long of) {}
}
