package dev.dlmbench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFixture;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A suite's results travel in one file, and a file that was tampered with brings nothing. */
class SuiteArchiveTest {
    private static final String HASH = "ab" + "0".repeat(62);

    @TempDir
    private Path folder;

    private StoreFixture fixture = new StoreFixture(Path.of("nowhere"));
    private ResultStore target = ResultStore.open(Path.of("nowhere"));
    private Path zip = Path.of("");
    private String model = "";
    private String samples = "";

    @BeforeEach
    void makeASuite() throws IOException {
        fixture = new StoreFixture(folder.resolve("results"));
        target = ResultStore.open(folder.resolve("target"));
        zip = folder.resolve("s.zip");
        model = fixture.node("model");
        samples = fixture.node("samples", model);
        fixture.node("unrelated");
        fixture.suite("s", samples);
    }

    private SuiteArchive.Contents export() throws IOException {
        return SuiteArchive.write(
                fixture.store(), fixture.store().readIndex("s").orElseThrow(), zip);
    }

    private void assertThatNothingIsThere() throws IOException {
        assertThat(target.nodes()).isEmpty();
        assertThat(target.suites()).isEmpty();
        assertThat(folder.resolve("target/attempts")).isEmptyDirectory();
        try (Stream<Path> found = Files.walk(folder.resolve("target"))) {
            assertThat(found.filter(Files::isRegularFile)).allMatch(file -> file.endsWith("FORMAT"));
        }
        try (Stream<Path> found = Files.list(folder)) {
            assertThat(found.map(file -> file.getFileName().toString())).containsOnly("results", "target", "s.zip");
        }
    }

    @Test
    void bringsTheSuiteWithAllThatItsNodesWereMadeFrom() throws IOException {
        SuiteArchive.Contents contents = export();
        Merge merge = ArchiveImport.read(target, zip, false);

        assertThat(contents).isEqualTo(new SuiteArchive.Contents(2, List.of(), List.of()));
        assertThat(merge.added()).isEqualTo(2);
        assertThat(target.nodes()).containsExactlyInAnyOrder(model, samples);
        assertThat(StoreFixture.content(target.node(samples)))
                .isEqualTo(StoreFixture.content(fixture.store().node(samples)));
        assertThat(target.readIndex("s")).isEqualTo(fixture.store().readIndex("s"));
        assertThat(StoreCheck.of(target.root()).damages()).isEmpty();
    }

    /** The same content lies in other folders, was written at other times and in another order. */
    @Test
    void givesTheSameBytesForTheSameContent() throws IOException {
        export();
        byte[] first = Files.readAllBytes(zip);
        export();
        assertThat(zip).hasBinaryContent(first);

        ArchiveImport.read(target, zip, false);
        SuiteArchive.write(target, target.readIndex("s").orElseThrow(), zip);
        assertThat(zip).hasBinaryContent(first);
        try (ZipFile file = new ZipFile(zip.toFile())) {
            assertThat(file.stream().map(ZipEntry::getName)).isSorted().hasSize(18);
        }
    }

    @Test
    void isAStoreWhenItIsUnpacked() throws IOException {
        export();
        new ArchiveFile(zip, ArchiveFile.Limits.USUAL).unpack(Files.createDirectory(folder.resolve("unpacked")));

        StoreCheck.Found found = StoreCheck.of(folder.resolve("unpacked"));
        assertThat(found.damages()).extracting(Damage::kind).containsExactly(Damage.Kind.OUTDATED_COPY);
        assertThat(found.nodes()).isEqualTo(2);
    }

    @Test
    void sealsNodesOfAnOldStore() throws IOException {
        export();
        byte[] sealed = Files.readAllBytes(zip);
        fixture.age();

        SuiteArchive.write(
                ResultStore.open(folder.resolve("results")),
                fixture.store().readIndex("s").orElseThrow(),
                zip);

        assertThat(zip).hasBinaryContent(sealed);
    }

    @Test
    void saysWhatItLacksAndBringsTheReasons() throws IOException {
        String failed = StoreFixture.address("failed");
        fixture.store().writeFailure(failed, "train", "because", folder);
        fixture.suite("s", samples, failed);
        Files.delete(fixture.store().node(model).resolve("log.txt"));

        SuiteArchive.Contents contents = export();
        ArchiveImport.read(target, zip, false);

        assertThat(contents.complete()).isFalse();
        assertThat(contents.missing()).containsExactly(failed);
        assertThat(contents.damaged()).extracting(Damage::what).containsExactly("missing");
        assertThat(target.nodes()).containsExactly(samples);
        assertThat(target.failure(failed).orElseThrow().reason()).isEqualTo("because");
    }

    /** A file that does not belong to the node is not handed on. */
    @Test
    void leavesOutFilesThatWereNotCommitted() throws IOException {
        Files.writeString(fixture.store().node(model).resolve("notes.txt"), "mine");

        assertThat(export().complete()).isTrue();
        ArchiveImport.read(target, zip, false);

        assertThat(target.node(model).resolve("notes.txt")).doesNotExist();
    }

    private Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("FORMAT", "dlm-bench results 2\n");
        return entries;
    }

    private void pack(Map<String, String> entries) throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream stream = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                stream.putNextEntry(new ZipEntry(entry.getKey()));
                stream.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                stream.closeEntry();
            }
        }
    }

    private void assertThatItIsRefused(String why) throws IOException {
        assertThatThrownBy(() -> ArchiveImport.read(target, zip, false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(zip + ": ")
                .hasMessageContaining(why);
        assertThatNothingIsThere();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escaped",
                "nodes/../../escaped",
                "nodes/ab/HASH/../../../../escaped",
                "nodes/ab/HASH/..",
                "nodes/ab/HASH/./x",
                "nodes/ab/HASH/a//x",
                "nodes/ab/HASH/..\\..\\escaped",
                "/tmp/escaped",
                "//server/escaped",
                "C:/escaped",
                "C:escaped",
                "nodes\\ab\\escaped",
                "nodes/ab/HASH/a:b",
                "nodes/ab/HASH/",
                "nodes/ab/HASH/x.",
                "nodes/ab/HASH/x\u0000y",
                "nodes/ab/HASH/\u202ex",
                "nodes/ab/HASH/a/b/c/d/e",
                "nodes/cd/HASH/x",
                "nodes/ab/short/x",
                "suites/../index.json",
                "suites/s/other.json",
                "failed/short.json",
                "baselines/b.json",
                "last-error.txt",
                ""
            })
    void refusesNamesThatNoExportWrites(String name) throws IOException {
        Map<String, String> entries = entries();
        entries.put(name.replace("HASH", HASH), "x");
        pack(entries);

        assertThatItIsRefused("which no export writes");
    }

    @Test
    void refusesOneNameTwice() throws IOException {
        Map<String, String> entries = entries();
        entries.put("nodes/ab/" + HASH + "/first", "x");
        entries.put("nodes/ab/" + HASH + "/other", "y");
        pack(entries);
        byte[] bytes = Files.readAllBytes(zip);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1).replace("/other", "/first");
        Files.write(zip, latin.getBytes(StandardCharsets.ISO_8859_1));

        assertThatItIsRefused("/first twice");
    }

    @Test
    void refusesNamesThatAreOneOnSomeSystems() throws IOException {
        Map<String, String> entries = entries();
        entries.put("nodes/ab/" + HASH + "/first", "x");
        entries.put("nodes/ab/" + HASH + "/First", "y");
        pack(entries);

        assertThatItIsRefused("/First twice");
    }

    @Test
    void refusesAFileThatIsAlsoAFolder() throws IOException {
        Map<String, String> entries = entries();
        entries.put("nodes/ab/" + HASH + "/a", "x");
        entries.put("nodes/ab/" + HASH + "/a/b", "y");
        pack(entries);

        assertThatItIsRefused("as a file and as a folder");
    }

    /** A bomb is refused by what it says of itself, before anything is unpacked. */
    @Test
    void refusesWhatWouldBecomeTooLarge() throws IOException {
        Map<String, String> entries = entries();
        entries.put("nodes/ab/" + HASH + "/zeros", "0".repeat(100_000));
        pack(entries);

        assertThatThrownBy(() -> ArchiveImport.read(target, zip, false, new ArchiveFile.Limits(10, 20, 1000)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("unpacked it would be more than 20 times larger");
        assertThatThrownBy(() -> ArchiveImport.read(target, zip, false, new ArchiveFile.Limits(1, 20, 1000)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("it has 2 entries, more than 1");
        assertThatNothingIsThere();
    }

    /** What an entry says of its size stands in the list at the end of the archive; here it says too little. */
    @Test
    void refusesWhatIsLargerThanItSays() throws IOException {
        Map<String, String> entries = entries();
        entries.put("nodes/ab/" + HASH + "/zeros", "0".repeat(100_000));
        pack(entries);
        byte[] bytes = Files.readAllBytes(zip);
        byte[] size = {(byte) 0xa0, (byte) 0x86, 0x01, 0x00}; // 100,000, low byte first
        for (int at = 0; at + 4 <= bytes.length; at++) {
            if (Arrays.equals(Arrays.copyOfRange(bytes, at, at + 4), size)) {
                bytes[at + 1] = 0;
                bytes[at + 2] = 0;
            }
        }
        Files.write(zip, bytes);

        assertThatThrownBy(() -> ArchiveImport.read(target, zip, false)).isInstanceOf(InvalidSettingException.class);
        assertThatNothingIsThere();
    }

    static Stream<Arguments> tamperings() {
        return Stream.of(
                arguments("tokens.jsonl", "[9]\n", "changed since it was written"),
                arguments("checkpoint/model.safetensors", "other weights", "changed since it was written"),
                arguments("more.txt", "not listed", "not in the list of checksums"),
                arguments("STATUS", "complete\n", "changed since it was written"),
                arguments("SHA256SUMS", "", "changed since it was written"));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void refusesANodeThatIsNotWhatItsChecksumsSay(String name, String text, String why) throws IOException {
        Map<String, String> entries = unpacked();
        entries.put("nodes/" + model.substring(0, 2) + "/" + model + "/" + name, text);
        pack(entries);

        assertThatItIsRefused(why + "; nothing was imported");
    }

    /** Checksums prove nothing about an archive whose maker wrote them; the address does about the spec. */
    @Test
    void refusesANodeUnderAnAddressThatIsNotItsOwn() throws IOException {
        Map<String, String> entries = new TreeMap<>();
        unpacked()
                .forEach((name, text) -> entries.put(
                        name.replace("nodes/" + model.substring(0, 2) + "/" + model, "nodes/ab/" + HASH), text));
        pack(entries);

        assertThatItIsRefused("its address would be " + model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dlm-bench results 1\n", "dlm-bench results 3\n", "no format"})
    void refusesAnArchiveOfAnotherFormat(String format) throws IOException {
        Map<String, String> entries = unpacked();
        entries.put("FORMAT", format);
        if (format.equals("no format")) {
            entries.remove("FORMAT");
        }
        pack(entries);

        assertThatItIsRefused("format");
    }

    private Map<String, String> unpacked() throws IOException {
        export();
        Map<String, String> entries = new TreeMap<>();
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : file.stream().toList()) {
                entries.put(
                        entry.getName(), new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    /** Cut short anywhere, as by a download that broke off. */
    @Test
    void refusesAnArchiveThatIsCutShort() throws IOException {
        export();
        byte[] whole = Files.readAllBytes(zip);
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(zip, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ArchiveImport.read(target, zip, false))
                    .as("cut to %d bytes", length)
                    .isInstanceOf(InvalidSettingException.class);
        }
        assertThatNothingIsThere();
    }

    /** A flipped bit anywhere either changes nothing that counts or is noticed: no other results ever come in. */
    @Test
    void noFlippedBitBringsOtherResults() throws IOException {
        export();
        byte[] whole = Files.readAllBytes(zip);
        Map<String, String> expected = StoreFixture.content(fixture.store().node(model));
        List<Integer> taken = new ArrayList<>();
        for (int at = 0; at < whole.length; at += 41) {
            byte[] bytes = whole.clone();
            bytes[at] = (byte) (bytes[at] ^ (1 << (at % 8)));
            Files.write(zip, bytes);
            ResultStore fresh = ResultStore.open(folder.resolve("flips/" + at));
            try {
                ArchiveImport.read(fresh, zip, false);
                taken.add(at);
                assertThat(StoreFixture.content(fresh.node(model))).isEqualTo(expected);
            } catch (InvalidSettingException refused) {
                assertThat(fresh.nodes()).as("flipped at %d", at).isEmpty();
                assertThat(fresh.suites()).isEmpty();
            }
        }
        assertThat(taken.size()).as("most flips are noticed").isLessThan(whole.length / 41 / 2);
    }
}
