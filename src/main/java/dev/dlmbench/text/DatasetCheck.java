package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is there of a published data set's files.
 *
 * @param use what the files are for
 * @param expected their names, as a pattern
 * @param found the file; empty if there is none
 * @param bytes its size; 0 if there is none
 * @param verdict whether it can be used, in words
 * @param fine whether it can
 */
public record DatasetCheck(String use, String expected, String found, long bytes, String verdict, boolean fine) {

    /** Returns the folder that the files of {@code set} are looked for in. */
    public static Path folder(PublishedDataset set, DataFolder data) {
        return new DatasetFiles(set.spec(), data).folder();
    }

    /** Looks for every file and reads the beginning of each. */
    public static List<DatasetCheck> of(PublishedDataset set, DataFolder data) throws IOException {
        DatasetSpec spec = set.spec();
        DatasetFiles files = new DatasetFiles(spec, data);
        List<DatasetCheck> checks = new ArrayList<>();
        if (!spec.train().isBlank()) {
            String use = spec.halves() ? "training and test text" : "training text";
            checks.addAll(looked(set, files, use, spec.train()));
        }
        if (!spec.halves()) {
            checks.addAll(looked(set, files, "test text", spec.test()));
        }
        return checks;
    }

    private static List<DatasetCheck> looked(PublishedDataset set, DatasetFiles files, String use, String pattern)
            throws IOException {
        List<DatasetCheck> checks = new ArrayList<>();
        for (Path file : files.matching(pattern)) {
            long bytes = Files.size(file);
            String problem = set.bytes() != 0 && set.bytes() != bytes
                    ? "should have " + set.bytes() + " bytes"
                    : problem(set.spec().documents(), file);
            checks.add(new DatasetCheck(
                    use,
                    pattern,
                    files.folder().relativize(file).toString(),
                    bytes,
                    problem.isEmpty() ? "can be read" : problem,
                    problem.isEmpty()));
        }
        if (checks.isEmpty()) {
            checks.add(new DatasetCheck(use, pattern, "", 0, "is not there", false));
        }
        return checks;
    }

    private static String problem(DatasetSpec.Documents documents, Path file) throws IOException {
        try {
            List<String> first = new ArrayList<>();
            DocumentBatches.of(documents, new ByteTokenizer(), 1 << 16)
                    .each(
                            List.of(file),
                            new DocumentBatches.Range(0, 1 << 10),
                            batch -> first.addAll(batch.documents().get()));
            return first.isEmpty() ? "holds no document" : "";
        } catch (InvalidSettingException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was not read to its end";
        }
    }

    /** Returns the SHA-256 of a file as 64 hexadecimal digits. */
    public static String checksum(Path file) throws IOException {
        return Hashes.of(file);
    }
}
