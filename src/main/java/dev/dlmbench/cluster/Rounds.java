package dev.dlmbench.cluster;

import dev.dlmbench.cluster.ElementOutcome.Kind;
import dev.dlmbench.cluster.Observation.Cause;
import dev.dlmbench.cluster.Observation.Phase;
import dev.dlmbench.plan.NodeOrder;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.store.StoreFolders;
import dev.dlmbench.work.LearningWorks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks after the batches that are not over: one round asks the cluster once, and draws all conclusions. */
final class Rounds {
    private final ResultStore store;
    private final BatchStore batches;
    private final Cluster cluster;

    Rounds(ResultStore store, BatchStore batches, Cluster cluster) {
        this.store = store;
        this.batches = batches;
        this.cluster = cluster;
    }

    /**
     * An element that is not over.
     *
     * @param batch its batch
     * @param element what it does
     * @param phase where it is, as far as the cluster says
     * @param words what there is to say of it; empty if nothing
     * @param stuck whether it waits for what will not come by itself
     * @param behind whether it waits for other elements
     */
    record Open(String batch, Element element, Phase phase, String words, boolean stuck, boolean behind) {}

    /**
     * What a round has found.
     *
     * @param open the elements that are not over
     * @param trouble why the cluster did not answer; empty if it did
     */
    record Found(List<Open> open, String trouble) {}

    /** Looks at all batches, notes what is to be concluded, and closes those that are over. */
    Found look() throws IOException, InterruptedException {
        return look(true);
    }

    /** Looks at all batches, changes nothing, and draws no conclusion from anybody's silence. */
    Found peek() throws IOException, InterruptedException {
        return look(false);
    }

    private Found look(boolean conclude) throws IOException, InterruptedException {
        List<BatchFolder> all = batches.all();
        List<BatchFolder> open = open(all);
        Optional<Map<String, Map<Integer, Observation>>> known = Optional.empty();
        String trouble = "";
        try {
            known = Optional.of(
                    cluster.poll(open.stream().map(BatchFolder::name).toList()));
        } catch (UnavailableException e) {
            trouble = e.words();
        }
        BatchHistory batchHistory = BatchHistory.of(all);
        Optional<FileTime> now = conclude ? Optional.of(batches.now()) : Optional.empty();
        List<Open> left = new ArrayList<>();
        for (BatchFolder batch : open) {
            Optional<Map<Integer, Observation>> seen = known.map(answer -> answer.getOrDefault(batch.name(), Map.of()));
            left.addAll(look(batch, seen, batchHistory, now, conclude));
        }
        return new Found(left, trouble);
    }

    private List<BatchFolder> open(List<BatchFolder> all) throws IOException {
        List<BatchFolder> open = new ArrayList<>();
        for (BatchFolder batch : all) {
            if (!batch.closed() && cluster.holds(batch.batch())) {
                open.add(batch);
            }
        }
        return open;
    }

    private List<Open> look(
            BatchFolder folder,
            Optional<Map<Integer, Observation>> seen,
            BatchHistory batchHistory,
            Optional<FileTime> now,
            boolean conclude)
            throws IOException, InterruptedException {
        Batch batch = folder.batch();
        Decision.Bounds bounds = new Decision.Bounds(
                Duration.ofSeconds(batch.site().grace()), Duration.ofSeconds(batch.stall()), batch.attempts());
        List<Open> open = new ArrayList<>();
        boolean well = true;
        for (Element element : folder.elements()) {
            Optional<ElementOutcome> conclusion = folder.concluded(element.index());
            if (conclusion.isEmpty()) {
                Optional<Observation> engine = seen.map(known -> observed(known, element));
                Decision decision = Decision.of(element(folder, element, engine, batchHistory, now), bounds);
                if (decision.cancel() && conclude) {
                    cancel(folder, element);
                }
                if (decision.conclusion().isEmpty()) {
                    Phase phase = engine.map(Observation::phase).orElse(Phase.ABSENT);
                    boolean behind =
                            engine.map(here -> here.cause() == Cause.BEHIND).orElse(false);
                    open.add(new Open(
                            folder.name(), element, phase, words(decision, folder, element), decision.stuck(), behind));
                    continue;
                }
                conclusion = decision.conclusion();
                if (conclude) {
                    conclude(folder, element, conclusion.get());
                }
            }
            well &= conclusion.get().kind() == Kind.DONE;
        }
        if (open.isEmpty() && conclude) {
            folder.close(well);
        }
        return open;
    }

    private static Observation observed(Map<Integer, Observation> known, Element element) {
        Observation whole = known.getOrDefault(Cluster.ALL, Observation.ABSENT);
        return known.getOrDefault(element.index(), whole);
    }

    private static String words(Decision decision, BatchFolder folder, Element element) throws IOException {
        if (!decision.words().isEmpty()) {
            return decision.words();
        }
        List<AttemptFolder> attempts = folder.attempts(element.index());
        return attempts.isEmpty() ? "" : attempts.get(attempts.size() - 1).doing();
    }

    private ElementState element(
            BatchFolder folder,
            Element element,
            Optional<Observation> engine,
            BatchHistory batchHistory,
            Optional<FileTime> now)
            throws IOException {
        List<String> open = new ArrayList<>();
        for (String hash : element.hashes()) {
            if (!store.has(hash) && store.failure(hash).isEmpty()) {
                open.add(hash);
            }
        }
        List<AttemptFolder> attempts = folder.attempts(element.index());
        Optional<AttemptFolder> last =
                attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
        FileTime sign = last.isPresent() ? last.get().lastBeat() : folder.begun();
        RetryHistory past = open.isEmpty() ? RetryHistory.NONE : batchHistory.past(open.get(0));
        return new ElementState(
                open.isEmpty(),
                waits(element, open),
                folder.job().isPresent(),
                engine,
                last.isPresent() ? last.get().end() : Optional.empty(),
                last.isPresent(),
                now.map(time -> silence(sign, time)).orElse(Duration.ZERO),
                last.isPresent() && moved(element, last.get().begun()),
                last.isPresent() ? last.get().machine() : "",
                past.lost(),
                past.longer(),
                past.larger());
    }

    /** A sign from the future is as old as one from the past: somebody has set a clock back since. */
    private static Duration silence(FileTime sign, FileTime now) {
        return Duration.between(sign.toInstant(), now.toInstant()).abs();
    }

    private boolean waits(Element element, List<String> open) {
        return element.order().nodes().stream()
                .filter(item -> open.contains(item.hash()))
                .noneMatch(item -> item.inputs().stream().allMatch(store::has));
    }

    /** Returns whether a worker that began then has left a node, or something that a node goes on from. */
    private boolean moved(Element element, FileTime begun) throws IOException {
        for (String hash : element.hashes()) {
            if (store.has(hash)
                    ? newer(store.node(hash), begun)
                    : leftSomething(store.root().resolve(StoreFolders.WORK).resolve(hash), begun)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leftSomething(Path work, FileTime begun) throws IOException {
        try (Stream<Path> found = Files.list(work)) {
            for (Path path : found.filter(LearningWorks::isCheckpoint).toList()) {
                if (newer(path, begun)) {
                    return true;
                }
            }
        } catch (NoSuchFileException nothing) {
            return false;
        }
        return false;
    }

    private static boolean newer(Path path, FileTime begun) throws IOException {
        return Files.getLastModifiedTime(path).compareTo(begun) > 0;
    }

    private void conclude(BatchFolder folder, Element element, ElementOutcome conclusion) throws IOException {
        if (conclusion.kind() == Kind.FAILED) {
            for (NodeOrder.Item item : element.order().nodes()) {
                if (!store.has(item.hash()) && store.failure(item.hash()).isEmpty()) {
                    Path log = folder.log(element.index());
                    store.writeFailure(item.hash(), item.kind(), conclusion.words(), log);
                    break; // what hangs on it is skipped because of it
                }
            }
        }
        folder.conclude(element.index(), conclusion);
    }

    private void cancel(BatchFolder folder, Element element) throws InterruptedException {
        try {
            cluster.cancel(folder.name(), Set.of(element.index()));
        } catch (UnavailableException e) {
            return; // whatever it still does can only lose the race to commit
        }
    }
}
