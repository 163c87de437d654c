package dev.dlmbench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dlmbench.base.Hashes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that were asked the same. */
class LineageTest {
    @TempDir
    private Path folder;

    private ResultStore store;

    @BeforeEach
    void openStore() {
        store = ResultStore.open(folder);
    }

    private String node(String spec) throws IOException {
        String hash = Hashes.of(spec);
        try (Attempt attempt = store.begin(hash)) {
            attempt.writeSpec(spec);
            attempt.writeMeasurements(List.of());
            attempt.writeProvenance(Map.of());
            assertThat(attempt.commit()).isTrue();
        }
        return hash;
    }

    private String model(int version, int seed) throws IOException {
        return node("{\"codeVersion\":" + version + ",\"kind\":\"train\",\"spec\":{\"seed\":" + seed + "}}");
    }

    private String likelihood(int version, String... models) throws IOException {
        return node("{\"codeVersion\":" + version + ",\"kind\":\"likelihood\",\"spec\":{\"models\":[\""
                + String.join("\",\"", models) + "\"]}}");
    }

    @Test
    void anotherVersionOfTheCodeIsOfTheFamily() throws IOException {
        String old = model(1, 7);
        String now = model(2, 7);
        String stranger = model(2, 8);

        Lineage lineage = Lineage.of(store);

        assertThat(lineage.family(now)).containsExactlyInAnyOrder(old, now);
        assertThat(lineage.family(stranger)).containsExactly(stranger);
    }

    /** Addresses are digests, so that only a made-up store has such specs. */
    @Test
    void circlesAndLongLinesEnd() throws IOException {
        String first = model(1, 1);
        String second = model(1, 2);
        String before = first;
        for (int i = 0; i < 3_000; i++) {
            String hash = Hashes.of("made up " + i);
            Path made = Files.createDirectories(store.node(hash));
            Files.writeString(made.resolve(NodeFiles.SPEC), "{\"spec\":\"" + before + "\"}");
            Files.writeString(made.resolve(NodeFiles.STATUS), "complete\n");
            before = hash;
        }
        String circle = "{\"spec\":[" + ("\"" + second + "\",").repeat(30) + "\"" + first + "\"]}";
        Files.writeString(store.node(first).resolve(NodeFiles.SPEC), circle);
        Files.writeString(store.node(second).resolve(NodeFiles.SPEC), circle.replace(second, first));

        assertThat(Lineage.of(store).family(first)).contains(first);
    }

    /** The address of a likelihood moves with the version of the training that it hangs on. */
    @Test
    void soIsWhatHangsOnAnotherVersionOfTheSameModel() throws IOException {
        String old = likelihood(1, model(1, 7));
        String now = likelihood(1, model(2, 7));
        String stranger = likelihood(1, model(2, 8));

        Lineage lineage = Lineage.of(store);

        assertThat(lineage.family(old)).containsExactlyInAnyOrder(old, now);
        assertThat(lineage.family(stranger)).containsExactly(stranger);
    }

    /** An input that was deleted can be that of any version: its address is all that is known. */
    @Test
    void anInputThatIsGoneIsOnlyItself() throws IOException {
        String gone = Hashes.of("gone");
        String one = likelihood(1, gone);
        String other = likelihood(2, gone);
        String stranger = likelihood(1, Hashes.of("another"));

        Lineage lineage = Lineage.of(store);

        assertThat(lineage.family(one)).containsExactlyInAnyOrder(one, other);
        assertThat(lineage.family(stranger)).containsExactly(stranger);
    }

    @Test
    void aNodeThatIsNotThereIsOnlyItself() throws IOException {
        assertThat(Lineage.of(store).family(Hashes.of("nothing"))).containsExactly(Hashes.of("nothing"));
    }

    @Test
    void aSpecThatCannotBeReadIsOfNoFamily() throws IOException {
        String old = model(1, 7);
        String now = model(2, 7);
        Files.writeString(store.node(old).resolve(NodeFiles.SPEC), "{");

        Lineage lineage = Lineage.of(store);

        assertThat(lineage.family(now)).containsExactly(now);
        assertThat(lineage.family(old)).containsExactly(old);
    }
}
