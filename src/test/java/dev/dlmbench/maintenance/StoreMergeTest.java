package dev.dlmbench.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.results.Baseline;
import dev.dlmbench.results.Failure;
import dev.dlmbench.results.SuiteIndex;
import dev.dlmbench.store.Attempt;
import dev.dlmbench.store.Baselines;
import dev.dlmbench.store.Checksums;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of two stores become those of one; nothing that was there changes. */
class StoreMergeTest {
    @TempDir
    private Path folder;

    private StoreFixture ours = new StoreFixture(Path.of("nowhere"));
    private StoreFixture theirs = new StoreFixture(Path.of("nowhere"));

    @BeforeEach
    void makeTwoStores() {
        ours = new StoreFixture(folder.resolve("ours"));
        theirs = new StoreFixture(folder.resolve("theirs"));
    }

    private Merge merge() throws IOException {
        Map<String, String> before = StoreFixture.content(folder.resolve("theirs"));
        Merge merge = StoreMerge.of(ours.store(), ResultStore.open(folder.resolve("theirs")), false);
        assertThat(StoreFixture.content(folder.resolve("theirs")))
                .as("the other store stays as it is")
                .isEqualTo(before);
        assertThat(folder.resolve("ours/attempts")).isEmptyDirectory();
        return merge;
    }

    private Path other(String hash) {
        return theirs.store().node(hash);
    }

    @Test
    void takesWholeNodesWithAllOfTheirFilesAndSuites() throws IOException {
        String model = theirs.node("model");
        String samples = theirs.node("samples", model);
        SuiteIndex index = theirs.suite("s", samples);

        Merge merge = merge();

        assertThat(merge.added()).isEqualTo(2);
        assertThat(merge.taken()).containsExactly("suites/s");
        assertThat(StoreFixture.content(ours.store().node(samples))).isEqualTo(StoreFixture.content(other(samples)));
        assertThat(ours.store().readIndex("s")).contains(index);
        assertThat(StoreCheck.of(folder.resolve("ours")).damages()).isEmpty();
    }

    @Test
    void countsWhatIsThereAlreadyAndLetsItBe() throws IOException {
        String model = ours.node("model");
        theirs.node("model");
        Files.writeString(ours.store().node(model).resolve("log.txt"), "log of model\n");
        ours.suite("s", model);
        theirs.suite("s", model);
        Map<String, String> before = StoreFixture.content(folder.resolve("ours"));

        Merge merge = merge();

        assertThat(merge.added()).isZero();
        assertThat(merge.same()).isEqualTo(1);
        assertThat(merge.differing()).isEmpty();
        assertThat(merge.kept()).isEmpty();
        Map<String, String> after = new TreeMap<>(StoreFixture.content(folder.resolve("ours")));
        after.remove("attempts");
        before.remove("attempts");
        assertThat(after).isEqualTo(before);
    }

    /** The same work with other results: somebody must look at it, and until then ours counts. */
    @Test
    void namesTheFilesInWhichTwoOfOneAddressDifferAndKeepsOurs() throws IOException {
        String model = ours.node("model");
        theirs.node("model");
        Files.writeString(other(model).resolve("tokens.jsonl"), "[1,2,3]\n[5]\n");
        reseal(other(model));

        Merge merge = merge();

        assertThat(merge.differing())
                .containsExactly(ours.store().node(model) + "/tokens.jsonl: differs from byte 10 on");
        assertThat(ours.store().node(model).resolve("tokens.jsonl")).hasContent("[1,2,3]\n[4]");
        assertThat(merge.same()).isZero();
    }

    private static void reseal(Path node) throws IOException {
        Files.writeString(node.resolve("STATUS"), Checksums.write(node));
    }

    @Test
    void leavesOutWhatIsDamagedThereAndNamesIt() throws IOException {
        String good = theirs.node("good");
        String bad = theirs.node("bad");
        Files.write(other(bad).resolve("checkpoint/model.safetensors"), new byte[999]);
        theirs.suite("s", good);
        Files.writeString(folder.resolve("theirs/suites/s/index.json"), "{");
        Files.createDirectories(folder.resolve("theirs/baselines"));
        Files.writeString(folder.resolve("theirs/baselines/b.json"), "{");

        Merge merge = merge();

        assertThat(ours.store().nodes()).containsExactly(good);
        assertThat(merge.damaged()).hasSize(3);
        assertThat(merge.damaged().get(0))
                .isEqualTo(other(bad) + "/checkpoint/model.safetensors: changed since it was written");
        assertThat(ours.store().suites()).isEmpty();
    }

    @Test
    void doesNotCompareWithADamagedNodeOfOurs() throws IOException {
        String model = ours.node("model");
        theirs.node("model");
        Path file = ours.store().node(model).resolve("tokens.jsonl");
        Files.writeString(file, "[7]\n");

        Merge merge = merge();

        assertThat(merge.damaged()).containsExactly(file + ": changed since it was written");
        assertThat(merge.differing()).isEmpty();
    }

    /** Where a copy by hand was cut short, every commit would fail. */
    @Test
    void namesHalfANodeInTheWay() throws IOException {
        String model = theirs.node("model");
        Files.createDirectories(ours.store().node(model));
        Files.writeString(ours.store().node(model).resolve("spec.json"), "{");

        assertThat(merge().damaged())
                .containsExactly(
                        ours.store().node(model) + ": half a node lies in its place; dlm fsck --repair moves it aside");
    }

    @Test
    void sealsNodesOfAnOldStoreOnTheWay() throws IOException {
        String model = theirs.node("model");
        theirs.age();

        assertThat(merge().added()).isEqualTo(1);

        assertThat(ours.store().read(model).orElseThrow().checksummed()).isTrue();
        assertThat(StoreCheck.of(folder.resolve("ours")).damages()).isEmpty();
    }

    @Test
    void doesNotReplaceASuiteWithOtherPointsUnlessTold() throws IOException {
        String a = ours.node("a");
        String b = theirs.node("b");
        SuiteIndex own = ours.suite("s", a);
        SuiteIndex index = theirs.suite("s", b);

        assertThat(merge().kept()).containsExactly("suites/s");
        assertThat(ours.store().readIndex("s")).contains(own);

        Merge told = StoreMerge.of(ours.store(), theirs.store(), true);
        assertThat(told.taken()).containsExactly("suites/s");
        assertThat(ours.store().readIndex("s")).contains(index);
    }

    @Test
    void takesFailuresOnlyOfNodesThatAreNowhere() throws IOException {
        String here = ours.node("here");
        String failed = StoreFixture.address("failed");
        String both = StoreFixture.address("both");
        for (String hash : List.of(here, failed, both)) {
            theirs.store().writeFailure(hash, "train", "theirs", folder);
        }
        ours.store().writeFailure(both, "train", "ours", folder);

        assertThat(merge().failures()).isEqualTo(1);

        assertThat(ours.store().failure(here)).isEmpty();
        assertThat(ours.store().failure(failed)).contains(new Failure(failed, "train", "theirs", ""));
        assertThat(ours.store().failure(both).orElseThrow().reason()).isEqualTo("ours");
    }

    @Test
    void takesBaselinesThatAreNotThereAndKeepsThoseThatAre() throws IOException {
        Baseline old = new Baseline("s", "old", "unknown", List.of());
        Baseline young = new Baseline("s", "young", "unknown", List.of());
        new Baselines(ours.store()).write("both", old);
        new Baselines(theirs.store()).write("both", young);
        new Baselines(theirs.store()).write("new", young);

        Merge merge = merge();

        assertThat(merge.taken()).containsExactly("baselines/new.json");
        assertThat(merge.kept()).containsExactly("baselines/both.json");
        assertThat(new Baselines(ours.store()).read("both")).isEqualTo(old);
        assertThat(new Baselines(ours.store()).read("new")).isEqualTo(young);
    }

    /** Killed in the middle of a copy, of whatever node: what is there is whole, and the same merge goes on. */
    @Test
    void goesOnAfterItWasKilled() throws IOException {
        String a = theirs.node("a");
        String b = theirs.node("b");
        theirs.suite("s", a, b);
        Attempt whole = ours.store().begin(a);
        whole.adopt(other(a));
        assertThat(whole.commit()).isTrue();
        Attempt half = ours.store().begin(b);
        Files.copy(other(b).resolve("spec.json"), half.folder().resolve("spec.json"));
        Files.createDirectories(ours.store().node(b).getParent());

        assertThat(StoreCheck.of(folder.resolve("ours")).damages()).isEmpty();
        half.close();
        Merge merge = merge();

        assertThat(merge.added()).isEqualTo(1);
        assertThat(merge.same()).isEqualTo(1);
        assertThat(StoreCheck.of(folder.resolve("ours")).damages()).isEmpty();
    }

    @Test
    void refusesToMergeAStoreIntoItselfOrOneThatIsNotThere() throws IOException {
        ours.node("a");
        assertThatThrownBy(() -> StoreMerge.of(ours.store(), ours.store(), false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageEndingWith("cannot be merged into itself");
        assertThatThrownBy(() -> StoreMerge.of(ours.store(), theirs.store(), false))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("there is no store at " + folder.resolve("theirs"));
    }
}
