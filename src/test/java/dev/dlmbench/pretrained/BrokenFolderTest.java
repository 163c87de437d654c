package dev.dlmbench.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.BackboneSpec;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.Weights;
import dev.dlmbench.base.InvalidSettingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is wrong with a folder is one error, which names it. */
class BrokenFolderTest {
    private static final String MODEL = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String FIRST = "model-00001-of-00002.safetensors";
    private static final String SECOND = "model-00002-of-00002.safetensors";
    private static final String GAIN = "backbone.blocks.0.norm1.weight";
    private static final String CONFIG = "{\"model_type\":\"mdlm\",\"vocab_size\":5,\"hidden_dim\":8,\"cond_dim\":4,"
            + "\"n_blocks\":1,\"n_heads\":2,\"time_conditioning\":false}";

    @TempDir
    Path folder;

    private Weights sound;
    private Map<String, Safetensors.Tensor> tensors;

    @BeforeEach
    void writeASoundFolder() throws IOException {
        sound = Weights.initial(new BackboneSpec(1, 8, 2, 4, 0, false), 5, new SplittableRandom(1));
        tensors = new LinkedHashMap<>(sound.named("backbone."));
        write("config.json", CONFIG);
        write();
    }

    /** Ways to break the folder. */
    enum Fault {
        NO_CONFIGURATION("has no config.json") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                Files.delete(it.folder.resolve("config.json"));
            }
        },
        CONFIGURATION_THAT_IS_NOT_AN_OBJECT("config.json is not an object") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", "[1]");
            }
        },
        UNKNOWN_ARCHITECTURE(
                "config.json is of no known family (model_type is 'llama'); known are mdlm, mdlm-training, bd3-lm, ar,") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("mdlm", "llama"));
            }
        },
        SIZE_NOT_STATED("config.json has no hidden_dim") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("\"hidden_dim\":8,", ""));
            }
        },
        SIZE_THAT_IS_NO_NUMBER("config.json: n_blocks must be a whole number, got \"one\"") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("\"n_blocks\":1", "\"n_blocks\":\"one\""));
            }
        },
        SIZES_OF_NO_NETWORK("config.json: backbone.width must be a multiple of heads, got 8 and 3") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("\"n_heads\":2", "\"n_heads\":3"));
            }
        },
        OTHER_VOCABULARY("config.json: vocab_size is 6, but vocab_embed.embedding has shape [5, 8]") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("\"vocab_size\":5", "\"vocab_size\":6"));
            }
        },
        NO_WEIGHTS("has neither model.safetensors nor model.safetensors.index.json") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                Files.delete(it.folder.resolve(MODEL));
            }
        },
        PICKLE("pytorch_model.bin is not opened: a pickle can run any code. Where you trust it, convert it once") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                Files.move(it.folder.resolve(MODEL), it.folder.resolve("pytorch_model.bin"));
            }
        },
        MISSING_WEIGHT("there is no weight blocks.0.norm1.weight [8]") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.remove(GAIN);
                it.write();
            }
        },
        NO_EMBEDDING("has no weight vocab_embed.embedding") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.remove("backbone.vocab_embed.embedding");
                it.write();
            }
        },
        WRONG_SHAPE("blocks.0.norm1.weight has shape [2, 4], but the network needs [8]") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.put(GAIN, new Safetensors.Tensor(new long[] {2, 4}, new float[8]));
                it.write();
            }
        },
        FEWER_LAYERS_THAN_STATED("there is no weight blocks.1.mlp.2.weight [8, 32]") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.write("config.json", CONFIG.replace("\"n_blocks\":1", "\"n_blocks\":2"));
            }
        },
        SUPERFLUOUS_WEIGHT("blocks.1.norm1.weight [8] is a weight that the network lacks") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.put("backbone.blocks.1.norm1.weight", new Safetensors.Tensor(new long[] {8}, new float[8]));
                it.write();
            }
        },
        BIAS_ON_LOGITS("logit_bias [1, 1, 1] is a weight that the network lacks") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.put("logit_bias", new Safetensors.Tensor(new long[] {1, 1, 1}, new float[1]));
                it.write();
            }
        },
        NOT_A_NUMBER("has a weight that is NaN: value 3 of " + GAIN) {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                float[] values = new float[8];
                values[3] = Float.NaN;
                it.tensors.put(GAIN, new Safetensors.Tensor(new long[] {8}, values));
                it.write();
            }
        },
        INFINITE("has a weight that is -Infinity: value 0 of " + GAIN) {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                float[] values = new float[8];
                values[0] = Float.NEGATIVE_INFINITY;
                it.tensors.put(GAIN, new Safetensors.Tensor(new long[] {8}, values));
                it.write();
            }
        },
        WITH_AND_WITHOUT_PREFIX(
                "has a weight twice: " + GAIN + " in " + MODEL + " and blocks.0.norm1.weight in " + MODEL) {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.tensors.put("blocks.0.norm1.weight", new Safetensors.Tensor(new long[] {8}, new float[8]));
                it.write();
            }
        },
        NAME_TWICE_IN_A_HEADER("has a header that names a key twice") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                String tensor = "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";
                it.writeHeader("{" + tensor + "," + tensor + "}", 4);
            }
        },
        CUT_OFF("is not a sound safetensors file: it is cut off") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                byte[] all = Files.readAllBytes(it.folder.resolve(MODEL));
                Files.write(it.folder.resolve(MODEL), Arrays.copyOf(all, all.length - 1));
            }
        },
        CUT_OFF_IN_THE_HEADER("has a header of impossible length") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                byte[] all = Files.readAllBytes(it.folder.resolve(MODEL));
                Files.write(it.folder.resolve(MODEL), Arrays.copyOf(all, 100));
            }
        },
        EMPTY_FILE("it is too short") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                Files.write(it.folder.resolve(MODEL), new byte[0]);
            }
        },
        HEADER_OF_TEN_GIGABYTES("has a header of impossible length") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                byte[] all = Files.readAllBytes(it.folder.resolve(MODEL));
                ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(10L << 30);
                Files.write(it.folder.resolve(MODEL), all);
            }
        },
        TYPE_THAT_IS_NOT_READ("vocab_embed.embedding is of type 'I8', and only F32, BF16 and F16 are read") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                byte[] all = Files.readAllBytes(it.folder.resolve(MODEL));
                String text = new String(all, StandardCharsets.ISO_8859_1).replaceFirst("\"F32\"", "\"I8\" ");
                Files.write(it.folder.resolve(MODEL), text.getBytes(StandardCharsets.ISO_8859_1));
            }
        },
        MISSING_SHARD("has no " + SECOND + ", which " + INDEX + " names") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                Files.delete(it.folder.resolve(SECOND));
            }
        },
        SHARD_WITHOUT_A_WEIGHT_OF_THE_INDEX(
                "has no weight " + GAIN + " in " + FIRST + ", where " + INDEX + " places it") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                it.writeIndex(Map.of(GAIN, FIRST, "backbone.blocks.0.norm2.weight", SECOND));
            }
        },
        WEIGHT_IN_TWO_SHARDS("has a weight twice: " + GAIN + " in " + FIRST + " and " + GAIN + " in " + SECOND) {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                Safetensors.write(
                        it.folder.resolve(FIRST), Map.of(GAIN, new Safetensors.Tensor(new long[] {8}, new float[8])));
            }
        },
        SHARD_OUTSIDE_OF_THE_FOLDER("names '../x.safetensors', which is no safetensors file of the folder") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                it.writeIndex(Map.of(GAIN, "../x.safetensors"));
            }
        },
        PICKLE_AS_A_SHARD("names 'model.bin', which is no safetensors file of the folder") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                it.writeIndex(Map.of(GAIN, "model.bin"));
            }
        },
        INDEX_WITHOUT_A_MAP("has no weight_map from weights to files") {
            @Override
            void on(BrokenFolderTest it) throws IOException {
                it.shard();
                it.write(INDEX, "{}");
            }
        };

        private final String words;

        Fault(String words) {
            this.words = words;
        }

        abstract void on(BrokenFolderTest it) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void isRefusedByName(Fault fault) throws IOException {
        fault.on(this);

        assertThatThrownBy(() -> PretrainedModel.read(folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(fault.words);
    }

    @Test
    void everyWrongWeightIsNamedAtOnce() throws IOException {
        tensors.remove(GAIN);
        tensors.remove("backbone.blocks.0.norm2.weight");
        tensors.put("sigma_map.mlp.4.bias", new Safetensors.Tensor(new long[] {2}, new float[2]));
        write();

        assertThatThrownBy(() -> PretrainedModel.read(folder))
                .hasMessage(String.join(
                        "\n",
                        folder + ": there is no weight blocks.0.norm1.weight [8]",
                        folder + ": there is no weight blocks.0.norm2.weight [8]",
                        folder + ": sigma_map.mlp.4.bias [2] is a weight that the network lacks"));
    }

    @Test
    void aPickledFileIsRefusedByItsName() {
        assertThatThrownBy(() -> PretrainedModel.read(folder.resolve("best.ckpt")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("best.ckpt is not opened: a pickle can run any code")
                .hasMessageContaining("torch.load('best.ckpt', weights_only=True)");
    }

    @Test
    void whatIsNoFolderIsRefused() {
        assertThatThrownBy(() -> PretrainedModel.read(folder.resolve("nowhere")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("nowhere is not a folder");
    }

    @Test
    void aSoundFolderGivesTheSameBitsWithAndWithoutPrefixAndInShards() throws IOException {
        requireSound();

        tensors = new LinkedHashMap<>(sound.named(""));
        tensors.put("note", new Safetensors.Tensor(new long[] {1}, new float[] {Float.NaN})); // passed over
        write();
        requireSound();

        shard();
        requireSound();
    }

    @Test
    void theHashIsOfContentAndNotOfThePlace(@TempDir Path other) throws IOException {
        String hash = PretrainedModel.hash(folder);
        for (String name : List.of("config.json", MODEL)) {
            Files.copy(folder.resolve(name), other.resolve(name));
        }
        Files.writeString(other.resolve("README.md"), "is not read");
        assertThat(PretrainedModel.hash(other)).isEqualTo(hash).hasSize(64);

        byte[] all = Files.readAllBytes(other.resolve(MODEL));
        all[all.length - 1]++;
        Files.write(other.resolve(MODEL), all);
        assertThat(PretrainedModel.hash(other)).isNotEqualTo(hash);
    }

    private void requireSound() throws IOException {
        Weights read = PretrainedModel.read(folder).weights();
        assertThat(read.spec()).isEqualTo(sound.spec());
        assertThat(read.vocabulary()).isEqualTo(5);
        assertThat(read.values()).hasSameSizeAs(sound.values());
        for (int i = 0; i < read.values().size(); i++) {
            assertThat(read.values().get(i)).isEqualTo(sound.values().get(i));
        }
    }

    private void write() throws IOException {
        Safetensors.write(folder.resolve(MODEL), tensors);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void writeHeader(String header, int bytes) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(8 + json.length + bytes).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(folder.resolve(MODEL), all.putLong(json.length).put(json).array());
    }

    /** Replaces the one file by two: the embedding, and everything else. */
    private void shard() throws IOException {
        Files.delete(folder.resolve(MODEL));
        Map<String, Safetensors.Tensor> first = new LinkedHashMap<>();
        Map<String, Safetensors.Tensor> second = new LinkedHashMap<>();
        Map<String, String> index = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            boolean embedding = name.endsWith("embedding");
            (embedding ? first : second).put(name, tensor);
            index.put(name, embedding ? FIRST : SECOND);
        });
        Safetensors.write(folder.resolve(FIRST), first);
        Safetensors.write(folder.resolve(SECOND), second);
        writeIndex(index);
    }

    private void writeIndex(Map<String, String> index) throws IOException {
        StringBuilder map = new StringBuilder();
        index.forEach((name, file) -> map.append(map.isEmpty() ? "" : ",")
                .append('"')
                .append(name)
                .append("\":\"")
                .append(file)
                .append('"'));
        write(INDEX, "{\"metadata\":{\"total_size\":1},\"weight_map\":{" + map + "}}");
    }
}
