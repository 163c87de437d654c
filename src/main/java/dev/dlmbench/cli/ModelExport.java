package dev.dlmbench.cli;

import dev.dlmbench.export.TrainedNode;
import dev.dlmbench.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes trained models into a folder that appears whole: one model into the folder itself, several into folders within
 * it, by point and seed where they differ in these.
 *
 * @param store that the models are in
 * @param models to write
 * @param folder to write
 */
record ModelExport(ResultStore store, List<ModelArguments.Named> models, Path folder) {

    /** What is written of a model. */
    @FunctionalInterface
    interface Form {
        /** Writes {@code node} into a folder that is empty, and says in words what it was. */
        String write(TrainedNode node, ModelArguments.Named named, Path folder) throws IOException;
    }

    /**
     * Writes all models.
     *
     * @return what was written of each model, by its folder
     * @throws dev.dlmbench.base.InvalidSettingException if the folder is there already, or a model lacks what is to be
     *     written
     */
    Map<Path, String> write(Form form) throws IOException {
        Map<Path, String> written = new LinkedHashMap<>();
        WholeFolder.write(folder, aside -> {
            for (ModelArguments.Named named : models) {
                TrainedNode node =
                        TrainedNode.read(store, named.address(), named.facts().name());
                String place = place(named);
                Path own = Files.createDirectories(aside.resolve(place));
                written.put(folder.resolve(place), form.write(node, named, own));
            }
        });
        return written;
    }

    private String place(ModelArguments.Named named) {
        boolean points =
                models.stream().map(ModelArguments.Named::point).distinct().count() > 1;
        boolean seeds = models.stream()
                        .filter(other -> other.point().equals(named.point()))
                        .count()
                > 1;
        String point = points ? named.point().replaceAll("[^A-Za-z0-9._,=+-]", "-") : "";
        String seed = seeds ? "seed-" + named.seed() : "";
        return point + (points && seeds ? "/" : "") + seed;
    }
}
