package dev.dlmbench.text;

import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a corpus of ids.
 *
 * @param corpus where they are and how large their vocabulary is
 */
record IdFiles(CorpusSpec.Ids corpus) {
    private static final int READ_AT_ONCE = 1 << 22;
    private static final int SHORT_IDS = 65_536;

    /**
     * Returns what stands for the files' content: their sizes and first and last bytes, since whole files are large;
     * for files that are not there yet it is their place.
     */
    String hash() {
        StringBuilder facts = new StringBuilder();
        for (Path file : List.of(training(), test())) {
            if (!Files.isRegularFile(file)) {
                return Hashes.of("there is no " + file + " yet");
            }
            facts.append(Hashes.of(Arrays.toString(sample(file))));
        }
        return Hashes.of(facts.toString());
    }

    /**
     * Returns the tokenizer that made the ids, or one that knows of them alone, where {@code spec} names no files.
     *
     * @throws InvalidSettingException if it has another number of tokens
     */
    Tokenizer tokenizer(TokenizerSpec spec, DataFolder data) {
        if (!(spec instanceof TokenizerSpec.OnDisk onDisk)) {
            return new IdTokenizer(corpus.vocabulary());
        }
        Tokenizer tokenizer = onDisk.read(data);
        if (tokenizer.tokens() != corpus.vocabulary()) {
            throw new InvalidSettingException("data.tokenizer has " + tokenizer.tokens()
                    + " tokens, but data.corpus.vocabulary is " + corpus.vocabulary());
        }
        return tokenizer;
    }

    /** Returns the files that are not there. */
    List<String> missing() {
        return Stream.of(training(), test())
                .filter(file -> !Files.isRegularFile(file))
                .map(Path::toString)
                .toList();
    }

    Path training() {
        return corpus.place().resolve("train.bin");
    }

    /** Returns the test split; folders of before may call it {@code held-out.bin}. */
    Path test() {
        Path former = corpus.place().resolve("held-out.bin");
        Path present = corpus.place().resolve("test.bin");
        return Files.isRegularFile(former) && !Files.isRegularFile(present) ? former : present;
    }

    /**
     * Returns the first ids of a file.
     *
     * @param most how many at most; 0 means all
     * @throws InvalidSettingException if the file cannot be read or holds an id beyond the vocabulary
     */
    int[] read(Path file, long most) {
        long there = count(file);
        long wanted = most == 0 ? there : Math.min(there, most);
        if (wanted > Integer.MAX_VALUE - 8) {
            throw new InvalidSettingException(
                    file + " holds " + there + " ids; set data.tokens to at most " + (Integer.MAX_VALUE / 2));
        }
        return read(file, new long[] {0}, (int) wanted).get(0);
    }

    /**
     * Returns how many ids a file holds.
     *
     * @throws InvalidSettingException if it cannot be read
     */
    long count(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidSettingException(
                    "data.corpus.path is '" + corpus.path() + "', but there is no file " + file);
        }
        try {
            return Files.size(file) / width();
        } catch (IOException e) {
            throw new InvalidSettingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int width() {
        return corpus.vocabulary() <= SHORT_IDS ? 2 : 4;
    }

    /**
     * Returns windows of a file, those at its end perhaps shorter.
     *
     * @param starts where they begin, counted in ids
     * @throws InvalidSettingException if the file cannot be read or holds an id beyond the vocabulary
     */
    List<int[]> read(Path file, long[] starts, int length) {
        long there = count(file);
        try (FileChannel channel = FileChannel.open(file)) {
            List<int[]> windows = new ArrayList<>();
            for (long start : starts) {
                channel.position(start * width());
                windows.add(read(channel, start, (int) Math.min(length, there - start), file));
            }
            return windows;
        } catch (IOException e) {
            throw new InvalidSettingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private int[] read(FileChannel channel, long start, int count, Path file) throws IOException {
        int width = width();
        int[] ids = new int[count];
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(READ_AT_ONCE, (long) width * count))
                .order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at < count) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), (long) width * (count - at)));
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                // a read may give less than there is room for
            }
            buffer.flip();
            if (buffer.remaining() < width) {
                throw new IOException("it ended while being read");
            }
            while (buffer.remaining() >= width) {
                int id = width == 2 ? buffer.getShort() & 0xffff : buffer.getInt();
                if (id < 0 || id >= corpus.vocabulary()) {
                    throw new InvalidSettingException(file + ": id number " + (start + at) + " is " + id
                            + ", beyond data.corpus.vocabulary of " + corpus.vocabulary());
                }
                ids[at++] = id;
            }
        }
        return ids;
    }

    private static byte[] sample(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer sample = ByteBuffer.allocate(2 * SHORT_IDS + 8).putLong(channel.size());
            int end = (int) Math.min(SHORT_IDS, channel.size());
            channel.read(sample.limit(8 + end), 0);
            channel.read(sample.limit(8 + 2 * end), channel.size() - end);
            return sample.array();
        } catch (IOException e) {
            throw new InvalidSettingException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
