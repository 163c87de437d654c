package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.compression.CompressedFile;
import dev.dlmbench.sampling.SamplingSpec;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SamplerReader;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.work.FileCoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compresses a file by a trained model. */
@Command(
        name = "compress",
        description = "Compress a file by a trained model, without any loss. What the model's vocabulary lacks is kept"
                + " beside the code, so that every file comes back to the byte.",
        footer = "%nIt takes the same model, the same build of PyTorch and as many threads to decompress the file:"
                + " dlm decompress tells if what comes out is another one.")
final class CompressCommand extends DlmCommand {
    /** What the names of compressed files end with. */
    static final String ENDING = ".dlm";

    @Parameters(index = "0", paramLabel = "FILE", description = "What to compress.")
    private Path file = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Settings of the sampler, as suites have them, such as sampling.selector.kind=margin or"
                    + " sampling.batch=64 (default: token by token from the left).")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "The same, as an option.")
    private List<String> options = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "NODE",
            required = true,
            description = "The model, by the first digits of the address of its node, trained or pretrained; dlm show"
                    + " has it.")
    private String wanted = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where to (default: FILE" + ENDING + ").")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path original = dlm().resolve(file);
        Path target = output == null ? original.resolveSibling(original.getFileName() + ENDING) : dlm().resolve(output);
        WholeFile.requireFree(target, force);
        byte[] bytes = WholeFile.read(original, CompressedFile.LONGEST);
        ResultStore store = dlm().store();
        FileCoder coder = FileCoder.of(store, model(store), dlm().data());
        List<String> said = new ArrayList<>(settings);
        said.addAll(options);
        SamplingSpec sampling = SamplerReader.read(said, coder.kind(), coder.block(), coder.sequence());
        long began = System.nanoTime();
        FileCoder.Compressed compressed = coder.compress(bytes, sampling, new CodingProgress(this, "coding"));
        double seconds = (System.nanoTime() - began) * 1e-9;
        byte[] written = compressed.file().bytes();
        DurableFiles.write(target, written);
        tell(target, bytes, compressed, written.length, seconds);
        return ExitCode.OK;
    }

    private String model(ResultStore store) throws IOException {
        return NodeArgument.find(store, wanted)
                .orElseThrow(() -> new InvalidSettingException("--model: no node in the store " + store.root()
                        + " has an address that begins with '" + wanted + "'; dlm show POINT has those of a point"));
    }

    private void tell(Path target, byte[] bytes, FileCoder.Compressed compressed, int size, double seconds) {
        CompressedFile kept = compressed.file();
        double characters = Math.max(
                1, new String(bytes, StandardCharsets.UTF_8).codePoints().count());
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", target.toString());
        facts.put("bytes", bytes.length);
        facts.put("characters", (long) characters);
        facts.put("tokens", kept.header().tokens());
        facts.put("compressedBytes", size);
        facts.put("codeBytes", kept.code().length);
        facts.put("escapedBytes", kept.escapes().length);
        facts.put("bitsPerCharacter", Byte.SIZE * size / characters);
        facts.put("bitsPerByte", (double) Byte.SIZE * size / Math.max(1, bytes.length));
        facts.put("codeBitsPerCharacter", Byte.SIZE * kept.code().length / characters);
        facts.put("modelBitsPerCharacter", compressed.nats() / Math.log(2) / characters);
        facts.put("calls", compressed.calls());
        facts.put("seconds", seconds);
        facts.put("charactersPerSecond", characters / seconds);
        if (dlm().json()) {
            out().println(JsonText.of(facts));
            return;
        }
        out().println(String.format(
                Locale.ROOT,
                "%s: %s of %s bytes, %.4f bits per character, %.4f per byte",
                target,
                Words.count(size),
                Words.count(bytes.length),
                facts.get("bitsPerCharacter"),
                facts.get("bitsPerByte")));
        out().println(String.format(
                Locale.ROOT,
                "code: %s bytes, %.4f bits per character; the model's own NLL in the same calls: %.4f",
                Words.count(kept.code().length),
                facts.get("codeBitsPerCharacter"),
                facts.get("modelBitsPerCharacter")));
        out().println(String.format(
                Locale.ROOT,
                "%s, %s of escapes, %s characters per second",
                Words.counted(kept.header().tokens(), "token"),
                Words.counted(kept.escapes().length, "byte"),
                Words.count(Math.round(characters / seconds))));
    }
}
