package dev.dlmbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.setting.ExecutorSpec.Site;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier batches teach about machines. */
class BatchHistoryTest {
    @TempDir
    private Path folder;

    private BatchStore batches;

    @BeforeEach
    void openStore() {
        batches = new BatchStore(ResultStore.open(folder));
    }

    private void lose(String node, String machine) throws IOException {
        NodeOrder.Item item = new NodeOrder.Item(node.repeat(64), JsonNodeFactory.instance.objectNode());
        NodeOrder order = new NodeOrder(folder.toString(), "", Map.of(), Map.of(), List.of(item));
        Batch batch = new Batch("suite", List.of(), false, Site.DEFAULT, 0, 10, "", List.of(), "");
        batches.add(batch, List.of(order)).conclude(0, new ElementOutcome(ElementOutcome.Kind.LOST, "", machine));
    }

    @Test
    void aMachineIsBadThatLosesWorkersWhateverTheyDo() throws IOException {
        lose("a", "n1");
        lose("b", "n1");
        lose("b", "n2");
        assertThat(BatchHistory.of(batches.all()).badMachines()).isEmpty();

        lose("c", "n1");

        assertThat(BatchHistory.of(batches.all()).badMachines()).containsExactly("n1");
    }

    @Test
    void aNodeThatKillsEveryWorkerMakesNoMachineBad() throws IOException {
        for (int time = 0; time < 5; time++) {
            lose("a", "n1");
        }

        BatchHistory batchHistory = BatchHistory.of(batches.all());
        assertThat(batchHistory.badMachines()).isEmpty();
        assertThat(batchHistory.past("a".repeat(64)).lost()).isEqualTo(5);
    }
}
