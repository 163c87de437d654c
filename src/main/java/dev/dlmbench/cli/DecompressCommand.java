package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.compression.CompressedFile;
import dev.dlmbench.plan.NodeSpec;
import dev.dlmbench.store.DurableFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import dev.dlmbench.work.FileCoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives back a file that was compressed by a trained model. */
@Command(
        name = "decompress",
        description = "Decompress a file that dlm compress has written, by the model of the store that compressed it."
                + " Nothing is written unless what comes out is the original, by its SHA-256.")
final class DecompressCommand extends DlmCommand {
    @Parameters(paramLabel = "FILE", description = "What to decompress.")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "OUT",
            description = "Where to (default: FILE without " + CompressCommand.ENDING + ").")
    private @Nullable Path output;

    @Mixin
    private ModelFiles files;

    @Option(names = "--force", description = "Replace OUT if it is there.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path target = target();
        WholeFile.requireFree(target, force);
        byte[] bytes = WholeFile.read(dlm().resolve(file), 2L * CompressedFile.LONGEST);
        CompressedFile compressed = CompressedFile.read(bytes, file.toString());
        NodeSpec.Code code = FileCoder.composition(compressed, file.toString());
        ResultStore store = dlm().store();
        if (!store.has(code.model())) {
            throw new InvalidSettingException(file + ": compressed by the model of node "
                    + code.model().substring(0, 12) + ", which is not in the store " + store.root());
        }
        FileCoder coder = FileCoder.of(store, code.model(), dlm().data(), files.named(dlm()));
        long began = System.nanoTime();
        byte[] original = coder.decompress(compressed, file.toString(), new CodingProgress(this, "decoding"));
        double seconds = (System.nanoTime() - began) * 1e-9;
        DurableFiles.write(target, original);
        if (dlm().json()) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("file", target.toString());
            facts.put("bytes", original.length);
            facts.put("compressedBytes", bytes.length);
            facts.put("seconds", seconds);
            out().println(JsonText.of(facts));
        } else {
            out().println(String.format(
                    Locale.ROOT,
                    "%s: %s bytes of %s, as they were; %s",
                    target,
                    Words.count(original.length),
                    Words.count(bytes.length),
                    Words.seconds(seconds)));
        }
        return ExitCode.OK;
    }

    private Path target() {
        if (output != null) {
            return dlm().resolve(output);
        }
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(CompressCommand.ENDING) || name.equals(CompressCommand.ENDING)) {
            throw new InvalidSettingException(
                    file + " does not end with " + CompressCommand.ENDING + "; name the file to write with -o");
        }
        return dlm().resolve(file).resolveSibling(name.substring(0, name.length() - CompressCommand.ENDING.length()));
    }
}
