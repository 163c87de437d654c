package dev.dlmbench.text;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The ids of documents in files, mapped into memory: what is not read takes none. */
final class MappedIds implements IdSequence {
    /** Longer stretches are read instead, so that what is seen once does not stay in the memory of the process. */
    private static final int MAPPED_AT_MOST = 1 << 15;

    private final List<IdPart> parts;
    private final ByteBuffer[] mappings;
    private final long[] starts;
    private final long[] documents;

    /** Maps files that hold documents one behind the other. */
    MappedIds(List<IdPart> parts) throws IOException {
        this.parts = List.copyOf(parts);
        this.mappings = new ByteBuffer[parts.size()];
        this.starts = new long[parts.size() + 1];
        this.documents = new long[parts.size() + 1];
        for (int i = 0; i < parts.size(); i++) {
            mappings[i] = parts.get(i).mapped();
            starts[i + 1] = starts[i] + parts.get(i).ids();
            documents[i + 1] = documents[i] + parts.get(i).documents();
        }
    }

    @Override
    public long length() {
        return starts[parts.size()];
    }

    /** Returns how many documents there are. */
    long documents() {
        return documents[parts.size()];
    }

    /** Returns where a document ends: the number of ids up to there. */
    long end(long document) {
        int part = place(documents, document);
        IdPart in = parts.get(part);
        return starts[part] + mappings[part].getInt(in.end((int) (document - documents[part])));
    }

    /** Returns where a document begins. */
    long start(long document) {
        return document == 0 ? 0 : end(document - 1);
    }

    @Override
    public int[] slice(long from, int count) {
        int[] ids = new int[count];
        int done = 0;
        for (int part = place(starts, from); done < count; part++) {
            IdPart in = parts.get(part);
            int first = (int) (from + done - starts[part]);
            int here = Math.min(count - done, in.ids() - first);
            if (count > MAPPED_AT_MOST) {
                read(in, first, ids, done, here);
            } else {
                in.copy(mappings[part], first, ids, done, here);
            }
            done += here;
        }
        return ids;
    }

    private static void read(IdPart part, int first, int[] ids, int at, int count) {
        try {
            part.read(first, ids, at, count);
        } catch (IOException e) {
            throw new InvalidSettingException(part.file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the last part that begins at {@code place} or before it and is not empty. */
    private static int place(long[] starts, long place) {
        int found = Arrays.binarySearch(starts, place);
        int part = found >= 0 ? found : -found - 2;
        while (part + 1 < starts.length && starts[part + 1] == starts[part]) {
            part++;
        }
        return part;
    }
}
