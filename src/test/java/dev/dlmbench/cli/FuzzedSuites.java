package dev.dlmbench.cli;

import dev.dlmbench.fixture.Documents;
import dev.dlmbench.fixture.Mutator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The suites that are shipped, damaged, and put to the commands that read suites. */
final class FuzzedSuites implements FuzzTarget {
    private static final String FILE = "suite.yaml";

    private final FuzzedPlace place;
    private final List<byte[]> suites = new ArrayList<>();

    FuzzedSuites(Path scratch) throws IOException {
        this.place = new FuzzedPlace(scratch);
        for (String folder : List.of("ci", "experiments", "experiments/paper")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.sorted().toList()) {
                    if (file.toString().endsWith(".yaml")) {
                        suites.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        Documents.examples().stream()
                .filter(Documents.Example::whole)
                .forEach(example -> suites.add(example.yaml().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Damaged damage(SplittableRandom random) {
        Mutator mutator = new Mutator(random);
        byte[] suite = mutator.mutate(mutator.one(suites), mutator.one(suites), Mutator.Form.YAML);
        return new Damaged(FILE, suite, random.nextInt(8));
    }

    @Override
    public boolean reads(Damaged damaged) throws IOException {
        Files.write(place.work().resolve(FILE), damaged.bytes());
        boolean right = damaged.choice() == 0
                ? place.accepts(FILE, "validate", FILE, "--json")
                : place.accepts(FILE, "validate", FILE);
        if (right) {
            place.accepts("", "plan", FILE);
        }
        place.requireUntouched();
        return right;
    }
}
