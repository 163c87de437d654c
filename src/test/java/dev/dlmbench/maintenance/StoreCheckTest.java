package dev.dlmbench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.maintenance.Damage.Kind;
import dev.dlmbench.store.Owner;
import dev.dlmbench.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of damage is found and named with its file, and looking changes nothing. */
class StoreCheckTest {
    @TempDir
    private Path root;

    private StoreFixture fixture = new StoreFixture(Path.of("nowhere"));
    private String model = "";
    private Path node = Path.of("");

    @BeforeEach
    void makeAStoreInWhichAllIsWell() throws IOException {
        fixture = new StoreFixture(root);
        model = fixture.node("model");
        String samples = fixture.node("samples", model);
        fixture.suite("s", model, samples);
        node = fixture.store().node(model);
    }

    private List<Damage> found() throws IOException {
        Map<String, String> before = StoreFixture.content(root);
        StoreCheck.Found found = StoreCheck.of(root);
        assertThat(StoreFixture.content(root)).as("looking changes nothing").isEqualTo(before);
        assertThat(found.well()).isEqualTo(found.damages().stream().noneMatch(damage -> damage.kind()
                .bad()));
        return found.damages();
    }

    private String place() {
        return "nodes/" + model.substring(0, 2) + "/" + model;
    }

    @Test
    void findsNothingWhereAllIsWell() throws IOException {
        assertThat(found()).isEmpty();
        StoreCheck.Found found = StoreCheck.of(root);
        assertThat(found.format()).isEqualTo(2);
        assertThat(found.nodes()).isEqualTo(2);
        assertThat(found.suites()).isEqualTo(1);
    }

    @Test
    void refusesAStoreThatIsNotThere() {
        assertThatThrownBy(() -> StoreCheck.of(root.resolve("elsewhere")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("there is no store at " + root.resolve("elsewhere"));
    }

    /** One bit of any file, the weights among them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.json",
                "measurements.jsonl",
                "provenance.json",
                "log.txt",
                "tokens.jsonl",
                "checkpoint/model.safetensors",
                "SHA256SUMS",
                "STATUS"
            })
    void findsAFlippedBitInAnyFileOfANode(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(node.resolve(name));
        bytes[bytes.length / 2] ^= 1;
        Files.write(node.resolve(name), bytes);

        assertThat(found())
                .filteredOn(damage -> damage.kind() == Kind.NODE)
                .extracting(Damage::file)
                .contains(place() + "/" + (name.equals("STATUS") ? "SHA256SUMS" : name));
        assertThat(found()).allSatisfy(damage -> assertThat(damage.place()).startsWith(place()));
    }

    /** What was not listed is missed by nobody, so only what was is named. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.json",
                "measurements.jsonl",
                "provenance.json",
                "log.txt",
                "checkpoint/model.safetensors",
                "SHA256SUMS",
                "STATUS"
            })
    void namesEveryFileThatIsGone(String name) throws IOException {
        Files.delete(node.resolve(name));

        assertThat(found())
                .filteredOn(damage -> damage.kind() == Kind.NODE)
                .containsExactly(new Damage(Kind.NODE, place(), place() + "/" + name, 0, "missing"));
    }

    @Test
    void namesAllDamagedFilesOfANodeAndNotOnlyTheFirst() throws IOException {
        Files.writeString(node.resolve("log.txt"), "another log");
        Files.delete(node.resolve("tokens.jsonl"));
        Files.write(node.resolve("checkpoint/model.safetensors"), new byte[1001]);

        assertThat(found())
                .extracting(Damage::toString)
                .containsExactlyInAnyOrder(
                        place() + "/log.txt: changed since it was written",
                        place() + "/tokens.jsonl: missing",
                        place() + "/checkpoint/model.safetensors: changed since it was written");
    }

    /** Only the file is out of place: what was committed is all there. */
    @Test
    void namesAFileThatIsNotListed() throws IOException {
        Files.writeString(node.resolve("checkpoint/notes.txt"), "mine");

        String file = place() + "/checkpoint/notes.txt";
        assertThat(found()).containsExactly(new Damage(Kind.STRAY, file, file, 0, "not in the list of checksums"));
    }

    @ParameterizedTest
    @CsvSource({
        "measurements.jsonl, 3, '{\"metric\":'",
        "measurements.jsonl, 3, '{\"metric\":\"nll\"}\n'",
        "tokens.jsonl, 3, '[1,2'",
        "tokens.jsonl, 3, '[1,2}\n'",
        "provenance.json, 4, ','"
    })
    void namesTheLineThatIsNoJson(String name, int line, String more) throws IOException {
        Files.writeString(node.resolve(name), more, StandardOpenOption.APPEND);
        if (name.equals("provenance.json")) {
            assertThat(Files.readAllLines(node.resolve(name))).hasSize(line);
        }

        assertThat(found()).singleElement().satisfies(damage -> {
            assertThat(damage.at()).isEqualTo(place() + "/" + name + ":" + line);
            assertThat(damage.kind()).isEqualTo(Kind.NODE);
        });
    }

    /** A node copied to another address is whole in itself, and still not the node of that address. */
    @Test
    void findsASpecWhoseDigestIsNotTheAddress() throws IOException {
        String other = Hashes.of("another");
        Path copy = fixture.store().node(other);
        Files.createDirectories(copy.getParent());
        Files.move(node, copy);

        assertThat(found())
                .extracting(Damage::what)
                .contains("the spec of another node: its address would be " + model);
    }

    @Test
    void findsWhatIsNoNode() throws IOException {
        Files.writeString(root.resolve("nodes/notes.txt"), "mine");
        Files.createDirectories(root.resolve("nodes/zz/abc"));
        Files.createDirectories(root.resolve("nodes/zz").resolve(model));

        assertThat(found())
                .extracting(Damage::toString)
                .containsExactlyInAnyOrder(
                        "nodes/notes.txt: not a folder of nodes",
                        "nodes/zz/" + model + ": not a node",
                        "nodes/zz/abc: not a node");
        assertThat(found()).extracting(Damage::kind).containsOnly(Kind.STRAY);
    }

    @Test
    void findsHalfANode() throws IOException {
        Path half = Files.createDirectories(fixture.store().node(StoreFixture.address("half")));
        Files.writeString(half.resolve("spec.json"), "{");

        assertThat(found())
                .extracting(damage -> half.relativize(root.resolve(damage.file())) + ": " + damage.what())
                .contains("STATUS: missing", "measurements.jsonl: missing", "provenance.json: missing");
    }

    @Test
    void tellsOfInputsThatAreNotThere() throws IOException {
        String judged = fixture.node("judged", StoreFixture.address("samples"), model);

        assertThat(found()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(Kind.ABSENT);
            assertThat(damage.place()).endsWith(judged);
            assertThat(damage.what())
                    .isEqualTo("was made from node " + StoreFixture.address("samples") + ", which is not there");
        });
    }

    @Test
    void tellsOfNodesThatASuiteLacks() throws IOException {
        fixture.suite("t", model, StoreFixture.address("later"));

        assertThat(found()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(Kind.ABSENT);
            assertThat(damage.toString())
                    .isEqualTo("suites/t/index.json: 1 of 2 nodes are not there, " + StoreFixture.address("later")
                            + " among them");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "garbage", "{\"suite\":\"s\"}\n", "[]\n"})
    void findsAnIndexThatIsNone(String text) throws IOException {
        Files.writeString(root.resolve("suites/s/index.json"), text);

        assertThat(found()).singleElement().satisfies(damage -> {
            assertThat(damage.kind()).isEqualTo(Kind.INDEX);
            assertThat(damage.file()).isEqualTo("suites/s/index.json");
        });
    }

    @Test
    void findsAnIndexThatIsGoneWhileItsCopyIsThere() throws IOException {
        Files.delete(root.resolve("suites/s/index.json"));

        assertThat(found())
                .containsExactly(new Damage(Kind.INDEX, "suites/s/index.json", "suites/s/index.json", 0, "missing"));
    }

    @Test
    void findsADamagedAndAnOutdatedCopy() throws IOException {
        Path copy = root.resolve("suites/s/index.copy.json");
        String text = Files.readString(copy);
        Files.writeString(copy, text.substring(0, text.length() / 2));
        assertThat(found()).extracting(Damage::kind).containsExactly(Kind.COPY);

        Files.writeString(copy, text.replace("Title of s", "Title before"));
        assertThat(found()).extracting(Damage::kind).containsExactly(Kind.OUTDATED_COPY);
        Files.delete(copy);
        assertThat(found()).extracting(Damage::kind).containsExactly(Kind.OUTDATED_COPY);
    }

    @Test
    void findsRecordsThatCannotBeRead() throws IOException {
        String other = StoreFixture.address("other");
        String failing = StoreFixture.address("failing");
        fixture.store().writeFailure(other, "train", "because", root);
        Files.writeString(
                root.resolve("failed/" + failing + ".json"),
                Files.readString(root.resolve("failed/" + other + ".json")));
        Files.writeString(root.resolve("failed/notes.txt"), "mine");
        for (String place : List.of("baselines", "calibrations")) {
            Files.createDirectories(root.resolve(place));
            Files.writeString(root.resolve(place + "/b.json"), "{}");
            Files.writeString(root.resolve(place + "/README.md"), "mine");
        }

        assertThat(found())
                .extracting(damage -> damage.kind() + " " + damage.file())
                .containsExactlyInAnyOrder(
                        "RECORD failed/" + failing + ".json",
                        "STRAY failed/notes.txt",
                        "RECORD baselines/b.json",
                        "RECORD calibrations/b.json");
    }

    @Test
    void findsAFormatThatCannotBeReadAndLooksFurther() throws IOException {
        Files.writeString(root.resolve("FORMAT"), "");
        Files.delete(node.resolve("log.txt"));

        assertThat(found())
                .extracting(Damage::toString)
                .containsExactly("FORMAT: does not name the format of a store", place() + "/log.txt: missing");
    }

    @Test
    void tellsOfWhatDeadProcessesLeftAndOfNothingThatTheLivingUse() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        String dead = Owner.current().host() + "-" + ended.pid() + "-1700000000000-0";
        Path living = fixture.store().privateFolder("driver");
        Files.createDirectories(root.resolve("attempts/driver-" + dead));
        Files.createDirectories(root.resolve("attempts/driver-elsewhere-1-1700000000000-0"));
        Files.writeString(root.resolve("suites/s/.index.json.part-" + dead), "{");
        Files.writeString(
                root.resolve("suites/s/.index.json.part-" + Owner.current().inName() + "-0"), "{");
        Files.createDirectories(root.resolve("suites/empty"));
        fixture.store().writeFailure(model, "train", "long ago", root);
        Files.writeString(fixture.store().work(model).resolve("step"), "7");
        Files.writeString(fixture.store().work(StoreFixture.address("later")).resolve("step"), "7");

        assertThat(living).exists();
        assertThat(found())
                .extracting(Damage::toString)
                .containsExactlyInAnyOrder(
                        "attempts/driver-" + dead + ": of a process that has ended",
                        "suites/s/.index.json.part-" + dead + ": of a process that has ended",
                        "suites/empty: empty",
                        "failed/" + model + ".json: of a node that is there by now",
                        "work/" + model + ": of a node that is there by now");
        assertThat(found()).extracting(Damage::kind).containsOnly(Kind.LEFTOVER);
    }

    @Test
    void tellsOfNodesWithoutChecksumsInAnOldStore() throws IOException {
        fixture.age();

        assertThat(StoreCheck.of(root).format()).isEqualTo(1);
        assertThat(found())
                .extracting(Damage::kind)
                .containsExactlyInAnyOrder(Kind.UNSEALED, Kind.UNSEALED, Kind.OUTDATED_COPY);
    }

    /** Without checksums, what cannot be read is still found, and so is a spec that is not the node's. */
    @Test
    void findsDamageInAnOldStoreAsFarAsItShows() throws IOException {
        fixture.age();
        Files.writeString(node.resolve("tokens.jsonl"), "[1,2");
        Files.writeString(node.resolve("spec.json"), "{}\n");

        assertThat(found())
                .filteredOn(damage -> damage.kind() == Kind.NODE)
                .extracting(Damage::at)
                .containsExactlyInAnyOrder(place() + "/tokens.jsonl:1", place() + "/spec.json");
    }
}
