package dev.dlmbench.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path folder;

    @Test
    void tensorsComeBackAsTheyWere() throws IOException {
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("b", new Safetensors.Tensor(new long[] {2, 3}, new float[] {1, -2, 3.5f, 0, 1e-30f, -0f}));
        tensors.put("a", new Safetensors.Tensor(new long[] {}, new float[] {7}));
        Path file = folder.resolve("x.safetensors");
        Safetensors.write(file, tensors);
        Map<String, Safetensors.Tensor> read = Safetensors.read(file);
        assertThat(read.keySet()).containsExactly("b", "a");
        tensors.forEach((name, tensor) -> {
            assertThat(read).containsKey(name);
            Safetensors.Tensor back = read.getOrDefault(name, tensor);
            assertThat(back.shape()).isEqualTo(tensor.shape());
            assertThat(back.values()).isEqualTo(tensor.values());
        });
    }

    /** 1.5 in bf16 is 0x3FC0; in half precision 0x3E00, and its smallest subnormal is 2 to the -24. */
    @Test
    void readsHalfTheBits() throws IOException {
        String header = "{\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]},"
                + "\"h\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[2,8]}}";
        Path file = file(header, new byte[] {(byte) 0xC0, 0x3F, 0, 0x3E, 1, 0, 0, (byte) 0xFC});
        assertThat(values(file, "b")).containsExactly(1.5f);
        assertThat(values(file, "h")).containsExactly(1.5f, (float) Math.pow(2, -24), Float.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":{\"x\":1},\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[9223372036854775807,-9223372036854775805]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3000000000,3000000000],\"data_offsets\":[0,4]}}",
                "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
                "{\"a\":3}",
                "[1]",
                "{\"a\""
            })
    void refusesWhatDoesNotFit(String header) throws IOException {
        Path file = file(header, new byte[8]);
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("x.safetensors");
    }

    @Test
    void refusesAHeaderLongerThanTheFile() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Files.write(
                file,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(1L << 60)
                        .array());
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("header of impossible length");
    }

    @Test
    void saysWhichWeightIsMissingOrOfAnotherShape() throws IOException {
        Path file = folder.resolve("w.safetensors");
        Weights.initial(new BackboneSpec(1, 8, 2, 4, 0, false), 5, new SplittableRandom(1))
                .write(file);
        assertThatThrownBy(() -> Weights.read(file, new BackboneSpec(2, 8, 2, 4, 0, false), 5))
                .hasMessageContaining("there is no weight blocks.1.norm1.weight");
        assertThatThrownBy(() -> Weights.read(file, new BackboneSpec(1, 8, 2, 4, 0, false), 6))
                .hasMessageContaining("vocab_embed.embedding has shape [5, 8], but the network needs [6, 8]");
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Path file = folder.resolve("x.safetensors");
        Files.write(file, bytes.putLong(json.length).put(json).put(data).array());
        return file;
    }

    private static float[] values(Path file, String name) throws IOException {
        Safetensors.Tensor tensor = Safetensors.read(file).get(name);
        return tensor == null ? new float[0] : tensor.values();
    }
}
