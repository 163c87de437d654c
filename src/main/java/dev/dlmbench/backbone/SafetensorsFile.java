package dev.dlmbench.backbone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A safetensors file that is open for reading: what is in it is known, and a tensor is read when it is asked for.
 * Single precision, bf16 and half precision are read, exactly; tensors of other types are only named. A file is never
 * trusted: lengths and offsets are checked before anything is allocated.
 */
public final class SafetensorsFile implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final long LONGEST_HEADER = 100_000_000;

    private final Path file;
    private final FileChannel channel;
    private final long start;
    private final Map<String, JsonNode> items = new LinkedHashMap<>();

    private SafetensorsFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        long size = channel.size();
        require(size >= 8, "is too short");
        long length = readFully(0, 8).getLong();
        require(length >= 2 && length <= Math.min(size - 8, LONGEST_HEADER), "has a header of impossible length");
        this.start = 8 + length;
        JsonNode header = header(readFully(8, (int) length).array());
        requireDisjoint(header, size - start);
        header.properties().forEach(entry -> items.put(entry.getKey(), entry.getValue()));
        items.remove(Safetensors.METADATA);
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws InvalidSettingException if the file is not a whole safetensors file
     */
    public static SafetensorsFile open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            return new SafetensorsFile(file, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the names of all tensors, in the order of the header. */
    public List<String> names() {
        return List.copyOf(items.keySet());
    }

    /**
     * Returns the dimensions of a tensor.
     *
     * @throws InvalidSettingException if they are not a shape, or one of more numbers than an array can hold
     */
    public long[] shape(String name) {
        JsonNode stated = item(name).path("shape");
        long[] shape = new long[stated.size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            JsonNode dimension = stated.path(i);
            shape[i] = dimension.isIntegralNumber() && dimension.canConvertToLong() ? dimension.longValue() : -1;
            require(shape[i] >= 0 && (count == 0 || shape[i] <= Integer.MAX_VALUE / count), name + " is too large");
            count *= shape[i];
        }
        return shape;
    }

    /**
     * Returns a tensor in single precision.
     *
     * @throws InvalidSettingException if its type is none that is read, or its offsets do not fit its shape
     */
    public Safetensors.Tensor read(String name) throws IOException {
        JsonNode item = item(name);
        String type = item.path("dtype").asText();
        int bytes = type.equals("F32") ? 4 : 2;
        require(
                bytes == 4 || type.equals("BF16") || type.equals("F16"),
                name + " is of type '" + type + "', and only F32, BF16 and F16 are read");
        long[] shape = shape(name);
        long count = 1;
        for (long dimension : shape) {
            count *= dimension;
        }
        long from = item.path("data_offsets").path(0).asLong(-1);
        long to = item.path("data_offsets").path(1).asLong(-1);
        require(from >= 0 && to >= from && to - from == count * bytes, name + " has offsets that do not fit its shape");
        require(to <= channel.size() - start, name + " ends past the end of the file");
        require(count * bytes <= Integer.MAX_VALUE, name + " is too large");
        ByteBuffer raw = readFully(start + from, (int) (count * bytes));
        float[] values = new float[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (type) {
                case "F32" -> raw.getFloat();
                case "BF16" -> Float.intBitsToFloat(raw.getShort() << 16);
                default -> half(raw.getShort());
            };
        }
        return new Safetensors.Tensor(shape, values);
    }

    private JsonNode item(String name) {
        return Objects.requireNonNull(items.get(name), name);
    }

    private JsonNode header(byte[] json) {
        try {
            JsonNode header = JSON.readTree(new String(json, StandardCharsets.UTF_8));
            require(header.isObject(), "has a header that is not an object");
            return header;
        } catch (JsonProcessingException e) {
            String complaint = e.getOriginalMessage().startsWith("Duplicate") ? "names a key twice" : "is not JSON";
            throw new InvalidSettingException(file + " has a header that " + complaint, e);
        }
    }

    /** A few bytes of a file must not be read for any number of tensors. */
    private void requireDisjoint(JsonNode header, long bytes) {
        long all = 0;
        for (JsonNode item : header) {
            JsonNode ends = item.path("data_offsets");
            long end = ends.path(1).asLong();
            require(end <= bytes, "is cut off: its header tells of " + end + " bytes of values, and it has " + bytes);
            long length = end - ends.path(0).asLong();
            require(length <= bytes - all, "has tensors that share their values");
            all += Math.max(0, length);
        }
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

    private void require(boolean holds, String complaint) {
        if (!holds) {
            throw new InvalidSettingException(file + " is not a sound safetensors file: it " + complaint);
        }
    }

    private ByteBuffer readFully(long position, int size) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new IOException(file + " ended while being read");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
