package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns documents into files of ids, batch by batch, on all processors. A file that is there is not made again, so that
 * an interrupted preparation goes on; whatever the interruption, the files end up the same.
 *
 * @param tokenizer of the text
 * @param detokenizer what documents pass before
 * @param end what stands behind every document
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Tokenization(Tokenizer tokenizer, Detokenizer detokenizer, int[] end) {
    private static final int CHARACTERS_AT_ONCE = 1 << 16;
    private static final long MEGABYTE = 1_000_000;
    private static final long PATIENCE_SECONDS = 600;

    /**
     * Makes the files that are missing.
     *
     * @param folder where they are
     * @param name what their names begin with
     * @return all files, in order
     */
    List<IdPart> run(
            DocumentBatches batches,
            List<Path> files,
            DocumentBatches.Range range,
            Path folder,
            String name,
            TextProgress progress)
            throws IOException {
        int width = IdPart.width(tokenizer.tokens());
        AtomicInteger parts = new AtomicInteger();
        onAllProcessors(batches, files, range, progress, batch -> {
            Path part = part(folder, name, parts.getAndIncrement());
            return whole(part, width) ? () -> {} : () -> write(batch, part, width);
        });
        return opened(folder, name, parts.get());
    }

    private static Path part(Path folder, String name, int number) {
        return folder.resolve(String.format(Locale.ROOT, "%s-%06d.ids", name, number));
    }

    /** Opens the first {@code count} files that {@link #run} has made. */
    List<IdPart> opened(Path folder, String name, int count) throws IOException {
        List<IdPart> opened = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            opened.add(IdPart.open(part(folder, name, number), IdPart.width(tokenizer.tokens())));
        }
        return opened;
    }

    private static boolean whole(Path part, int width) {
        try {
            return Files.isRegularFile(part) && IdPart.open(part, width).ids() >= 0;
        } catch (IOException damaged) {
            return false;
        }
    }

    private void write(DocumentBatches.Batch batch, Path part, int width) {
        List<int[]> pieces = new ArrayList<>();
        List<String> documents = batch.documents().get();
        int[] ends = new int[documents.size() - (batch.open() ? 1 : 0)];
        int ids = 0;
        for (int i = 0; i < documents.size(); i++) {
            String document = detokenizer.apply(documents.get(i));
            for (int from = 0; from < document.length(); ) {
                int until = tokenizer.cut(document, from + CHARACTERS_AT_ONCE);
                int[] piece = encoded(document.substring(from, until));
                pieces.add(piece);
                ids = Math.addExact(ids, piece.length);
                from = until;
            }
            if (i < ends.length) {
                pieces.add(end);
                ids += end.length;
                ends[i] = ids;
            }
        }
        try {
            IdPart.write(part, width, pieces, ends);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int[] encoded(String text) {
        try {
            return tokenizer.encode(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("data.tokenizer: " + e.getMessage(), e);
        }
    }

    /**
     * Does something for every batch; whoever reads the files waits while as many batches as there are processors are
     * under way.
     *
     * @param work gives what is to be done for a batch, and is asked in the batches' order
     */
    static void onAllProcessors(
            DocumentBatches batches,
            List<Path> files,
            DocumentBatches.Range range,
            TextProgress progress,
            Function<DocumentBatches.Batch, Runnable> work)
            throws IOException {
        int processors = Runtime.getRuntime().availableProcessors();
        Semaphore room = new Semaphore(processors + 1);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        long megabytes = total / MEGABYTE;
        ExecutorService pool = Executors.newFixedThreadPool(processors);
        try {
            batches.each(files, range, batch -> {
                Runnable task = work.apply(batch);
                room.acquire();
                rethrow(failed.get());
                pool.execute(() -> {
                    try {
                        task.run();
                    } catch (RuntimeException | OutOfMemoryError e) {
                        failed.compareAndSet(null, e);
                    } finally {
                        room.release();
                    }
                });
                progress.at(batch.read() / MEGABYTE, megabytes);
            });
            room.acquire(processors + 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (CancellationException) new CancellationException("told to stop").initCause(e);
        } finally {
            end(pool);
        }
        rethrow(failed.get());
    }

    /** Stops what is under way, so that nobody writes behind the back of who comes next. */
    private static void end(ExecutorService pool) {
        pool.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            if (!pool.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("a text is still being tokenized");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
