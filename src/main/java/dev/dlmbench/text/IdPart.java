package dev.dlmbench.text;

import dev.dlmbench.base.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file with the ids of some documents: the ids, unsigned numbers of 16 or 32 bits; the number of ids in the file up
 * to the end of each document, 32 bits; how many ids and documents these are, and the CRC-32C of all before, 32 bits
 * each. Numbers have their lowest byte first. The file appears in one instant, whole.
 *
 * @param file where it is
 * @param width bytes of an id, 2 or 4
 * @param ids how many ids it holds
 * @param documents how many documents end in it
 * @param sum of ids and ends, which tells other ids apart
 */
record IdPart(Path file, int width, int ids, int documents, int sum) {
    private static final int FOOTER = 3 * Integer.BYTES;
    private static final int SHORT_IDS = 65_536;
    private static final int WRITTEN_AT_ONCE = 1 << 16;

    /** Returns the bytes that an id of {@code tokens} takes. */
    static int width(int tokens) {
        return tokens <= SHORT_IDS ? 2 : 4;
    }

    /** Writes a part, which replaces what was there, an unfinished one too; for one writer at a time. */
    static void write(Path file, int width, List<int[]> pieces, int[] ends) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        CRC32C sum = new CRC32C();
        int ids = 0;
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            for (int[] piece : pieces) {
                put(channel, sum, piece, width);
                ids += piece.length;
            }
            put(channel, sum, ends, Integer.BYTES);
            ByteBuffer footer = buffer(FOOTER).putInt(ids).putInt(ends.length);
            sum.update(footer.duplicate().flip());
            drain(channel, footer.putInt((int) sum.getValue()).flip());
            Disk.force(channel);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(FileChannel channel, CRC32C sum, int[] numbers, int width) throws IOException {
        for (int from = 0; from < numbers.length; from += WRITTEN_AT_ONCE) {
            int until = Math.min(numbers.length, from + WRITTEN_AT_ONCE);
            ByteBuffer bytes = buffer(width * (until - from));
            for (int i = from; i < until; i++) {
                if (width == 2) {
                    bytes.putShort((short) numbers[i]);
                } else {
                    bytes.putInt(numbers[i]);
                }
            }
            sum.update(bytes.duplicate().flip());
            drain(channel, bytes.flip());
        }
    }

    /**
     * Opens a part.
     *
     * @throws IOException if it is not whole
     */
    static IdPart open(Path file, int width) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            ByteBuffer footer = buffer(FOOTER);
            if (size < FOOTER || channel.read(footer, size - FOOTER) < FOOTER) {
                throw new IOException(file + ": is cut off");
            }
            footer.flip();
            int ids = footer.getInt();
            int documents = footer.getInt();
            if (size != FOOTER + (long) width * ids + (long) Integer.BYTES * documents) {
                throw new IOException(file + ": is not as long as it says");
            }
            return new IdPart(file, width, ids, documents, footer.getInt());
        }
    }

    /** Returns the ids and the ends as one mapping of memory, which the system fills as it is read. */
    ByteBuffer mapped() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, end(documents)).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Reads ids without a mapping. */
    void read(int from, int[] into, int at, int count) throws IOException {
        ByteBuffer bytes = buffer(width * count);
        try (FileChannel channel = FileChannel.open(file)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, (long) width * from + bytes.position()) < 0) {
                    throw new IOException(file + ": ended while being read");
                }
            }
        }
        copy(bytes, 0, into, at, count);
    }

    /** Copies ids out of a buffer that begins with one. */
    void copy(ByteBuffer bytes, int from, int[] into, int at, int count) {
        for (int i = 0; i < count; i++) {
            into[at + i] = width == 2 ? bytes.getShort(2 * (from + i)) & 0xffff : bytes.getInt(4 * (from + i));
        }
    }

    /** Returns where the end of a document stands in the mapping. */
    int end(int document) {
        return Math.addExact(Math.multiplyExact(width, ids), Integer.BYTES * document);
    }

    private static void drain(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
