package dev.dlmbench.pretrained;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dlmbench.backbone.Safetensors;
import dev.dlmbench.backbone.SafetensorsFile;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The weights of a folder while they are read: one file, or several under an index. Names are without the prefix
 * {@code backbone.} or {@code transformer.}, which some exports have and some have not.
 */
final class WeightFiles implements AutoCloseable {
    /** The file of a model that has but one. */
    static final String SINGLE = "model.safetensors";

    /** The file that says which weight is in which file. */
    static final String INDEX = SINGLE + ".index.json";

    /** What EDLM's network holds besides itself. */
    private static final String ENERGY = "backbone.ebm.";

    private static final List<String> PREFIXES = List.of("backbone.", "transformer.");
    private static final List<String> PICKLES = List.of(".ckpt", ".bin", ".pt", ".pth");

    private final Path folder;
    private final List<SafetensorsFile> opened = new ArrayList<>();
    private final Map<String, Place> places = new LinkedHashMap<>();

    /** A tensor in a file, under its full name. */
    private record Place(SafetensorsFile file, String fileName, String name) {}

    private WeightFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the names of the files that hold the weights of a folder, in the order of their names.
     *
     * @throws InvalidSettingException if there is none, or one that the index names is missing
     */
    static Set<String> names(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            return Set.of(SINGLE);
        }
        if (!Files.isRegularFile(folder.resolve(INDEX))) {
            throw new InvalidSettingException(folder + " has neither " + SINGLE + " nor " + INDEX + pickles(folder));
        }
        Set<String> names = new TreeSet<>(index(folder).values());
        for (String name : names) {
            if (!name.endsWith(".safetensors") || name.contains("/") || name.contains("\\")) {
                throw new InvalidSettingException(
                        folder.resolve(INDEX) + " names '" + name + "', which is no safetensors file of the folder");
            }
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new InvalidSettingException(folder + " has no " + name + ", which " + INDEX + " names");
            }
        }
        return names;
    }

    /**
     * Refuses a file of pickled weights, which may run code when it is opened.
     *
     * @throws InvalidSettingException if {@code file} is one, and says how to convert it
     */
    static void refusePickle(Path file) {
        if (isPickle(file)) {
            throw new InvalidSettingException(
                    file + " is not opened: " + conversion(file.getFileName().toString()));
        }
    }

    /**
     * Opens the files of a folder.
     *
     * @throws InvalidSettingException if one is missing or unsound, or a weight is there twice
     */
    static WeightFiles open(Path folder) throws IOException {
        Set<String> names = names(folder);
        WeightFiles files = new WeightFiles(folder);
        try {
            for (String name : names) {
                files.add(name);
            }
            if (!names.contains(SINGLE)) {
                files.requireIndexed();
            }
            return files;
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    private void add(String fileName) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(folder.resolve(fileName));
        opened.add(file);
        for (String full : file.names()) {
            String name = stripped(full);
            Place other = places.putIfAbsent(name, new Place(file, fileName, full));
            if (other != null) {
                throw new InvalidSettingException(folder + " has a weight twice: " + other.name() + " in "
                        + other.fileName() + " and " + full + " in " + fileName);
            }
        }
    }

    private static String stripped(String name) {
        return PREFIXES.stream()
                .filter(prefix -> name.startsWith(prefix) && !name.startsWith(ENERGY))
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private void requireIndexed() throws IOException {
        Set<String> there = new LinkedHashSet<>();
        places.values().forEach(place -> there.add(place.name() + " in " + place.fileName()));
        index(folder).forEach((name, file) -> {
            if (!there.contains(name + " in " + file)) {
                throw new InvalidSettingException(
                        folder + " has no weight " + name + " in " + file + ", where " + INDEX + " places it");
            }
        });
    }

    private static Map<String, String> index(Path folder) throws IOException {
        Path file = folder.resolve(INDEX);
        JsonNode places = Json.read(file, JsonNode.class).path("weight_map");
        if (places.isEmpty() || !places.isObject()) {
            throw new InvalidSettingException(file + " has no weight_map from weights to files");
        }
        Map<String, String> index = new LinkedHashMap<>();
        places.properties()
                .forEach(entry -> index.put(entry.getKey(), entry.getValue().asText()));
        return index;
    }

    private static String pickles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(WeightFiles::isPickle)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .findFirst()
                    .map(name -> "; " + name + " is not opened: " + conversion(name))
                    .orElse("");
        }
    }

    private static boolean isPickle(Path file) {
        return PICKLES.stream().anyMatch(file.toString()::endsWith);
    }

    private static String conversion(String name) {
        return "a pickle can run any code. Where you trust it, convert it once in Python: state = torch.load('" + name
                + "', weights_only=True); safetensors.torch.save_file({k: v.contiguous() for k, v in"
                + " state.get('state_dict', state).items()}, '" + SINGLE + "')";
    }

    /** Returns the names of all tensors. */
    Set<String> names() {
        return places.keySet();
    }

    /** Returns whether there is a tensor of that name. */
    boolean has(String name) {
        return places.containsKey(name);
    }

    /** Returns the dimensions of a tensor. */
    long[] shape(String name) {
        Place place = place(name);
        return place.file().shape(place.name());
    }

    /**
     * Reads a tensor.
     *
     * @throws InvalidSettingException if a value is not a finite number, or the type is not one that is read
     */
    Safetensors.Tensor read(String name) throws IOException {
        Place place = place(name);
        Safetensors.Tensor tensor = place.file().read(place.name());
        for (int i = 0; i < tensor.values().length; i++) {
            if (!Float.isFinite(tensor.values()[i])) {
                throw new InvalidSettingException(folder.resolve(place.fileName()) + " has a weight that is "
                        + tensor.values()[i] + ": value " + i + " of " + place.name());
            }
        }
        return tensor;
    }

    private Place place(String name) {
        Place place = places.get(name);
        if (place == null) {
            throw new InvalidSettingException(folder + " has no weight " + name);
        }
        return place;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        for (SafetensorsFile file : opened) {
            file.close();
        }
    }
}
