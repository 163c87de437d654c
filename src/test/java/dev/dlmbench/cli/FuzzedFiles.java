package dev.dlmbench.cli;

import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.base.Hashes;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.claim.ClaimMistake;
import dev.dlmbench.claim.ExpectationParser;
import dev.dlmbench.compression.CompressedFile;
import dev.dlmbench.fixture.Mutator;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.plan.SpecJson;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.Corpora;
import dev.dlmbench.text.CorpusSpec;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.work.FileCoder;
import dev.dlmbench.yaml.SuiteException;
import java.io.ByteArrayOutputStream;
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

/**
 * Weights, texts, ids, compressed files, claims and settings on the command line, damaged, and put to what reads them.
 */
final class FuzzedFiles implements FuzzTarget {
    private static final List<String> KINDS =
            List.of("model.safetensors", "text.txt", "ids/train.bin", "coded.dlm", "claim", "selection", "override");
    private static final List<String> CLAIMS = List.of(
            "nll(ar) < nll(block, S=4) < nll(block, blockSize=16)",
            "gen-ppl(a, sampler=arpc) < 0.9 * gen-ppl(b) at equal nfe",
            "argmin(nll(block), blockSize) = 4 and nll(a) <= nll(b) within 2%",
            "nll(a, x='q \"r') >= 1e-3");
    private static final List<String> OVERRIDES = List.of(
            "training.tokens=2k",
            "seeds=[1, 2]",
            "data.corpus={kind: markov, order: 1, symbols: 12}",
            "process.blockSizes={1: 0.05, 16: 0.95}",
            "sampling.stop.text=\"\\n\\n\"");

    private final Path work;
    private final Map<String, byte[]> whole = new LinkedHashMap<>();

    FuzzedFiles(Path scratch) throws IOException {
        this.work = Files.createDirectories(scratch.resolve("work"));
        Files.createDirectories(work.resolve("ids"));
        Path weights = work.resolve("model.safetensors");
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        tensors.put("vocab_embed.embedding", new Safetensors.Tensor(new long[] {3, 2}, new float[6]));
        tensors.put("norm", new Safetensors.Tensor(new long[] {4}, new float[4]));
        Safetensors.write(weights, tensors);
        whole.put(KINDS.get(0), Files.readAllBytes(weights));
        whole.put(
                KINDS.get(1),
                "It was the best of times, é \uD83D\uDE00\n".repeat(40).getBytes(StandardCharsets.UTF_8));
        ByteBuffer ids = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 200; i++) {
            ids.putShort((short) (i * 7 % 50));
        }
        whole.put(KINDS.get(2), ids.array());
        whole.put(KINDS.get(3), coded());
        Files.write(work.resolve("ids/test.bin"), Arrays.copyOf(ids.array(), 40));
    }

    private static byte[] coded() {
        String spec = SpecJson.canonical(new NodeSpec.Code(Hashes.of("model"), 4, SamplingSpec.ancestral(4, 1, 2)));
        String hash = Hashes.of("anything");
        CompressedFile.Header header =
                new CompressedFile.Header(spec, hash, hash, Map.of("device", "cpu"), 9, 20, hash);
        return new CompressedFile(header, new byte[] {1, 2, 3, 4}, new byte[40]).bytes();
    }

    @Override
    public Damaged damage(SplittableRandom random) {
        Mutator mutator = new Mutator(random);
        String kind = mutator.one(KINDS);
        if (!whole.containsKey(kind)) {
            List<String> texts = kind.equals("override") ? OVERRIDES : CLAIMS;
            byte[] text = mutator.one(texts).getBytes(StandardCharsets.UTF_8);
            byte[] other = mutator.one(texts).getBytes(StandardCharsets.UTF_8);
            return new Damaged(kind, mutator.mutate(text, other, Mutator.Form.YAML), 0);
        }
        byte[] bytes = whole.getOrDefault(kind, new byte[0]);
        if (kind.equals(KINDS.get(0)) && random.nextInt(3) > 0) {
            return new Damaged(kind, headed(mutator, bytes), 0);
        }
        byte[] mutated = mutator.mutate(bytes, bytes, Mutator.Form.BINARY);
        return new Damaged(kind, kind.equals(KINDS.get(3)) && random.nextBoolean() ? sealed(mutated) : mutated, 0);
    }

    /** Puts the checksum of a compressed file right again, so that what it holds is looked at. */
    private static byte[] sealed(byte[] file) {
        byte[] before = Arrays.copyOf(file, Math.max(0, file.length - 32));
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.writeBytes(before);
        joined.writeBytes(Hashes.sha256().digest(before));
        return joined.toByteArray();
    }

    /** Damages a safetensors file's header and gives its length as it is then. */
    private static byte[] headed(Mutator mutator, byte[] file) {
        int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = mutator.mutate(Arrays.copyOfRange(file, 8, 8 + length), file, Mutator.Form.JSON);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        ByteBuffer size = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
        joined.writeBytes(size.array());
        joined.writeBytes(header);
        joined.write(file, 8 + length, file.length - 8 - length);
        return joined.toByteArray();
    }

    @Override
    public boolean reads(Damaged damaged) throws IOException {
        String text = new String(damaged.bytes(), StandardCharsets.UTF_8);
        Path file = work.resolve(damaged.file());
        try {
            switch (damaged.file()) {
                case "claim" -> ExpectationParser.parse(text);
                case "selection" -> ExpectationParser.selection(text);
                case "override" -> SuiteReader.read(Path.of("experiments/quickstart.yaml"), List.of(text));
                case "model.safetensors" -> Safetensors.read(Files.write(file, damaged.bytes()));
                case "coded.dlm" -> FileCoder.composition(CompressedFile.read(damaged.bytes(), "coded"), "coded");
                case "text.txt" -> {
                    Files.write(file, damaged.bytes());
                    prepare(new CorpusSpec.TextFile(file.toString()));
                }
                default -> {
                    Files.write(file, damaged.bytes());
                    prepare(new CorpusSpec.Ids(work.resolve("ids").toString(), 50));
                }
            }
            return true;
        } catch (ClaimMistake e) {
            return false;
        } catch (SuiteException e) {
            require(String.valueOf(e.getMessage()), "override");
            return false;
        } catch (InvalidSettingException | IOException e) {
            require(String.valueOf(e.getMessage()), damaged.file().replaceAll(".*/|\\..*", ""));
            return false;
        }
    }

    private void prepare(CorpusSpec corpus) {
        DataFolder folder = new DataFolder(work);
        Corpora.contentHash(corpus, folder);
        Corpora.prepare(new DataSpec(corpus, DataSpec.TokenizerKind.CHAR, 16, 0, 0), folder);
    }

    private static void require(String message, String named) {
        if (!message.contains(named) && !message.contains("data.")) {
            throw new AssertionError("does not name " + named + ": " + message);
        }
    }
}
