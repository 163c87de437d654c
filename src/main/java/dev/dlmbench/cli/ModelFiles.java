package dev.dlmbench.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the files of a model are that the store does not have: it knows what is in them, and not their places. */
final class ModelFiles {
    @Option(
            names = "--text",
            paramLabel = "PATH",
            description = "The text that the model is made for, if it is a file of your own.")
    private @Nullable Path text;

    @Option(
            names = "--tokenizer",
            paramLabel = "PATH",
            description = "The files of its tokenizer, if they are not in the data folder.")
    private @Nullable Path tokenizer;

    @Option(names = "--weights", paramLabel = "FOLDER", description = "The folder of a published model.")
    private @Nullable Path weights;

    /** Returns those that are named. */
    Map<String, Path> named(Dlm dlm) {
        Map<String, Path> named = new LinkedHashMap<>();
        put(dlm, named, "text", text);
        put(dlm, named, "tokenizer", tokenizer);
        put(dlm, named, "weights", weights);
        return named;
    }

    private static void put(Dlm dlm, Map<String, Path> named, String what, @Nullable Path path) {
        if (path != null) {
            named.put(what, dlm.resolve(path));
        }
    }
}
