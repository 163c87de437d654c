package dev.dlmbench.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
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
 * the values. Single precision is written; single precision, bf16 and half precision are read. A file is never trusted:
 * lengths and offsets are checked before anything is allocated.
 */
public final class Safetensors {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final long LONGEST_HEADER = 100_000_000;

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
        ObjectNode header = JSON.createObjectNode();
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
     * @throws InvalidSettingException if the file is not a whole safetensors file
     */
    public static Map<String, Tensor> read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            require(size >= 8, file, "is too short");
            long length = readFully(channel, 0, 8, file).getLong();
            require(
                    length >= 2 && length <= Math.min(size - 8, LONGEST_HEADER),
                    file,
                    "has a header of impossible length");
            byte[] json = readFully(channel, 8, (int) length, file).array();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            JsonNode header = header(json, file);
            requireDisjoint(header, size - 8 - length, file);
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.put(entry.getKey(), tensor(channel, 8 + length, entry.getKey(), entry.getValue(), file));
                }
            }
            return tensors;
        }
    }

    private static JsonNode header(byte[] json, Path file) {
        try {
            JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            require(header.isObject(), file, "has a header that is not an object");
            return header;
        } catch (JsonProcessingException e) {
            throw new InvalidSettingException(file + " has a header that is not JSON", e);
        }
    }

    /** A few bytes of a file must not be read for any number of tensors. */
    private static void requireDisjoint(JsonNode header, long bytes, Path file) {
        long all = 0;
        for (JsonNode item : header) {
            JsonNode ends = item.path("data_offsets");
            long length = ends.path(1).asLong() - ends.path(0).asLong();
            require(
                    length <= bytes - all,
                    file,
                    "has tensors that share their values, or end past the end of the file");
            all += Math.max(0, length);
        }
    }

    private static Tensor tensor(FileChannel channel, long start, String name, JsonNode item, Path file)
            throws IOException {
        String type = item.path("dtype").asText();
        int bytes = type.equals("F32") ? 4 : 2;
        require(bytes == 4 || type.equals("BF16") || type.equals("F16"), file, name + " is of type '" + type + "'");
        long[] shape = new long[item.path("shape").size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            JsonNode dimension = item.path("shape").path(i);
            shape[i] = dimension.isIntegralNumber() && dimension.canConvertToLong() ? dimension.longValue() : -1;
            require(
                    shape[i] >= 0 && (count == 0 || shape[i] <= Integer.MAX_VALUE / count),
                    file,
                    name + " is too large");
            count *= shape[i];
        }
        long from = item.path("data_offsets").path(0).asLong(-1);
        long to = item.path("data_offsets").path(1).asLong(-1);
        require(
                from >= 0 && to >= from && to - from == count * bytes,
                file,
                name + " has offsets that do not fit its shape");
        require(to <= channel.size() - start, file, name + " ends past the end of the file");
        require(count * bytes <= Integer.MAX_VALUE, file, name + " is too large");
        ByteBuffer raw = readFully(channel, start + from, (int) (count * bytes), file);
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "F32" -> raw.getFloat();
                case "BF16" -> Float.intBitsToFloat(raw.getShort() << 16);
                default -> half(raw.getShort());
            };
        }
        return new Tensor(shape, values);
    }

    /** Returns the value of an IEEE half precision number; {@code Float.float16ToFloat} needs Java 20. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 31;
        int fraction = bits & 1023;
        float magnitude = exponent == 31
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : exponent == 0 ? Math.scalb((float) fraction, -24) : Math.scalb(1 + fraction / 1024f, exponent - 15);
        return bits < 0 ? -magnitude : magnitude;
    }

    private static void require(boolean holds, Path file, String complaint) {
        if (!holds) {
            throw new InvalidSettingException(file + " is not a sound safetensors file: it " + complaint);
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

    private static ByteBuffer readFully(FileChannel channel, long position, int size, Path file) throws IOException {
        ByteBuffer bytes = little(size);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException(file + " ended while being read");
            }
        }
        return bytes.flip();
    }
}
