package dev.dlmbench.cluster;

import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the elements of a store's batches do at this moment; to look changes nothing. */
public final class ClusterView {
    private final ResultStore store;
    private final Function<Batch, Cluster> clusters;
    private final boolean trusted;

    /**
     * Creates a view.
     *
     * @param clusters the cluster that a batch was queued in
     * @param trusted whether commands may be run that stand in the store, which may come from somebody else
     */
    public ClusterView(ResultStore store, Function<Batch, Cluster> clusters, boolean trusted) {
        this.store = store;
        this.clusters = clusters;
        this.trusted = trusted;
    }

    /**
     * One element that is not over.
     *
     * @param name of its batch and its number there, as the cluster knows it
     * @param phase where it is
     * @param words what it does or waits for; may be empty
     * @param stuck whether it waits for what will not come by itself
     */
    public record Line(String name, Phase phase, String words, boolean stuck) {}

    /**
     * Returns the elements that have any of some nodes and are not over.
     *
     * @throws UnavailableException if the cluster does not answer
     */
    public List<Line> lines(Set<String> hashes) throws IOException, UnavailableException, InterruptedException {
        BatchStore batches = new BatchStore(store);
        List<BatchFolder> open =
                batches.all().stream().filter(batch -> !batch.closed()).toList();
        if (open.isEmpty()) {
            return List.of();
        }
        Batch last = open.get(open.size() - 1).batch();
        if (!trusted && !last.site().ssh().isEmpty()) {
            throw new UnavailableException("it is reached by '"
                    + String.join(" ", last.site().ssh()) + "', says the store; --through-ssh runs that");
        }
        Cluster cluster = clusters.apply(last);
        Rounds.Found found = new Rounds(store, batches, cluster).peek();
        if (!found.trouble().isEmpty()) {
            throw new UnavailableException(found.trouble());
        }
        List<Line> lines = new ArrayList<>();
        for (Rounds.Open element : found.open()) {
            if (element.element().hashes().stream().anyMatch(hashes::contains)) {
                String name = element.batch() + "/" + element.element().index();
                lines.add(new Line(name, element.phase(), element.words(), element.stuck()));
            }
        }
        return lines;
    }
}
