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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private ModelFiles files;

    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path original = dlm().resolve(file);
        Path target = output == null ? original.resolveSibling(original.getFileName() + ENDING) : dlm().resolve(output);
        WholeFile.requireFree(target, force);
        byte[] bytes = WholeFile.read(original, CompressedFile.LONGEST);
        ResultStore store = dlm().store();
        FileCoder coder = FileCoder.of(store, model(store), dlm().data(), files.named(dlm()));
        List<String> said = new ArrayList<>(settings);
        said.addAll(options);
        SamplingSpec sampling = SamplerReader.read(said, coder.kind(), coder.block(), coder.sequence());
        long began = System.nanoTime();
        FileCoder.Compressed compressed = coder.compress(bytes, sampling, new CodingProgress(this, "coding"));
        double seconds = (System.nanoTime() - began) * 1e-9;
        byte[] written = compressed.file().bytes();
        DurableFiles.write(target, written);
        tell(Outcome.of(target, bytes, compressed, written.length, seconds));
        return ExitCode.OK;
    }

    private String model(ResultStore store) throws IOException {
        return NodeArgument.find(store, wanted)
                .orElseThrow(() -> new InvalidSettingException("--model: no node in the store " + store.root()
                        + " has an address that begins with '" + wanted + "'; dlm show POINT has those of a point"));
    }

    private void tell(Outcome outcome) {
        if (dlm().json()) {
            out().println(JsonText.of(outcome));
            return;
        }
        out().println(String.format(
                Locale.ROOT,
                "%s: %s of %s bytes, %.4f bits per character, %.4f per byte",
                outcome.file(),
                Words.count(outcome.compressedBytes()),
                Words.count(outcome.bytes()),
                outcome.bitsPerCharacter(),
                outcome.bitsPerByte()));
        out().println(String.format(
                Locale.ROOT,
                "code: %s bytes, %.4f bits per character; the model's own NLL in the same calls: %.4f",
                Words.count(outcome.codeBytes()),
                outcome.codeBitsPerCharacter(),
                outcome.modelBitsPerCharacter()));
        out().println(String.format(
                Locale.ROOT,
                "%s, %s of escapes, %s characters per second",
                Words.counted(outcome.tokens(), "token"),
                Words.counted(outcome.escapeBytes(), "byte"),
                Words.count(Math.round(outcome.charactersPerSecond()))));
    }

    /** What came of a file, in figures. */
    record Outcome(
            String file,
            long bytes,
            long characters,
            long tokens,
            long compressedBytes,
            long codeBytes,
            long escapeBytes,
            double bitsPerCharacter,
            double bitsPerByte,
            double codeBitsPerCharacter,
            double modelBitsPerCharacter,
            long calls,
            double seconds,
            double charactersPerSecond) {
        static Outcome of(Path file, byte[] bytes, FileCoder.Compressed compressed, int size, double seconds) {
            CompressedFile kept = compressed.file();
            long characters =
                    new String(bytes, StandardCharsets.UTF_8).codePoints().count();
            double each = Math.max(1, characters);
            return new Outcome(
                    file.toString(),
                    bytes.length,
                    characters,
                    kept.header().tokens(),
                    size,
                    kept.code().length,
                    kept.escapes().length,
                    Byte.SIZE * size / each,
                    (double) Byte.SIZE * size / Math.max(1, bytes.length),
                    Byte.SIZE * kept.code().length / each,
                    compressed.nats() / Math.log(2) / each,
                    compressed.calls(),
                    seconds,
                    characters / seconds);
        }
    }
}
