package dev.dlmbench.suite;

import dev.dlmbench.setting.ExecutorReader;
import dev.dlmbench.yaml.Diagnostics;
import dev.dlmbench.yaml.Source;
import dev.dlmbench.yaml.YamlComposer;
import dev.dlmbench.yaml.YamlNode;
import dev.dlmbench.yaml.YamlNode.Entry;
import java.util.List;
import java.util.Optional;

/** Reads {@code key=value} from the command line; a later one wins over an earlier one. */
final class Overrides {
    private final Diagnostics diagnostics;
    private final ExecutorReader executor;

    /** Creates a reader that hands on to {@code executor} what is not about points. */
    Overrides(Diagnostics diagnostics, ExecutorReader executor) {
        this.diagnostics = diagnostics;
        this.executor = executor;
    }

    /** Returns what the overrides say, as the layer that goes on top of all others. */
    Layer read(List<String> overrides) {
        Layer all = new Layer();
        for (int i = 0; i < overrides.size(); i++) {
            all = all.beside(one(overrides.get(i), i));
        }
        return all;
    }

    private Layer one(String override, int index) {
        Layer layer = new Layer();
        int equals = override.indexOf('=');
        String key = equals < 0 ? override : override.substring(0, equals).strip();
        String value = equals < 0 ? "" : override.substring(equals + 1);
        Source source = SourceLoader.override(override, value, index);
        if (equals < 0 || key.isEmpty()) {
            diagnostics.report(source.start(), "must look like key=value, such as backbone.width=64");
            return layer;
        }
        if (value.isBlank()) {
            diagnostics.report(source.start(), "has no value after '='");
            return layer;
        }
        Optional<YamlNode> node = YamlComposer.compose(source, diagnostics);
        if (node.isEmpty()) {
            return layer;
        }
        if (key.startsWith(ExecutorReader.PREFIX)) {
            executor.set(new Entry(source.start(), key.substring(ExecutorReader.PREFIX.length()), node.get()));
        } else {
            new SectionReader(diagnostics, List.of()).override(source.start(), key, node.get(), layer);
        }
        return layer;
    }
}
