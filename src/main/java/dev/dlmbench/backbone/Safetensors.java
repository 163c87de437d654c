package dev.dlmbench.backbone;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dlmbench.base.Disk;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The safetensors file format: eight bytes of header length, a JSON header of names, types, shapes and offsets, then
 * the values. Single precision is written; {@link SafetensorsFile} says what is read.
 */
public final class Safetensors {
    /** The name in the header that is no tensor's. */
    static final String METADATA = "__metadata__";

    private static final JsonMapper JSON = new JsonMapper();

    private Safetensors() {}

    /**
     * A tensor in memory.
     *
     * @param shape its dimensions
     * @param values row by row
     */
    @SuppressWarnings("ArrayRecordComponent") // large, never compared
    public record Tensor(long[] shape, float[] values) {}

    /** Writes {@code tensors} in their order. */
    public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        write(file, tensors, Map.of());
    }

    /**
     * Writes {@code tensors} in their order.
     *
     * @param metadata words about the file by name, such as {@code format}
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            header.set(METADATA, JSON.valueToTree(metadata));
        }
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode item = header.putObject(entry.getKey());
            item.put("dtype", "F32");
            for (long dimension : entry.getValue().shape()) {
                item.withArray("shape").add(dimension);
            }
            item.withArray("shape");
            long end = offset + 4L * entry.getValue().values().length;
            item.withArray("data_offsets").add(offset).add(end);
            offset = end;
        }
        String text = JSON.writeValueAsString(header);
        byte[] json = (text + " ".repeat((8 - text.getBytes(StandardCharsets.UTF_8).length % 8) % 8))
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(channel, little(8).putLong(json.length).flip());
            writeFully(channel, ByteBuffer.wrap(json));
            for (Tensor tensor : tensors.values()) {
                ByteBuffer bytes = little(4 * tensor.values().length);
                bytes.asFloatBuffer().put(tensor.values());
                writeFully(channel, bytes);
            }
            Disk.force(channel);
        }
    }

    /**
     * Reads every tensor of a file.
     *
     * @throws InvalidSettingException if the file is not a whole safetensors file, or a tensor is of another type
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (SafetensorsFile opened = SafetensorsFile.open(file)) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (String name : opened.names()) {
                tensors.put(name, opened.read(name));
            }
            return tensors;
        }
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
