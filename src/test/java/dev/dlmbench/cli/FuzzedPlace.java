package dev.dlmbench.cli;

import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.run.FakeWorks;
import dev.dlmbench.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder to run commands in, beside one that none of them may touch. */
final class FuzzedPlace {
    private static final Set<Integer> EXITS = Set.of(
            ExitCode.OK,
            ExitCode.INTERNAL,
            ExitCode.USAGE,
            ExitCode.REGRESSION,
            ExitCode.INCONCLUSIVE,
            ExitCode.NOT_COMPARABLE,
            ExitCode.SOME_FAILED);
    private static final Pattern TRACE = Pattern.compile("(?m)^\\tat |internal error|(java|dev|com|org)\\.\\w+[.$\\w]*"
            + "(Exception|Error)\\b|Cannot (construct|deserialize)|NullPointer");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}&&[^\\n\\t]]|[\\u0080-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

    private final Path outside;
    private final Path work;
    private final List<String> before;

    FuzzedPlace(Path scratch) throws IOException {
        this.outside = Files.createDirectories(scratch.resolve("outside"));
        this.work = Files.createDirectories(scratch.resolve("work"));
        Files.writeString(outside.resolve("secret.yaml"), "schema: dlm-bench/1\nsecret: here\n");
        Files.createDirectories(outside.resolve("victim"));
        Files.writeString(outside.resolve("victim/index.json"), "{}");
        Path data = Files.createDirectories(work.resolve("data"));
        String text =
                "To be, or not to be, that is the question: whether 'tis nobler in the mind to suffer. ".repeat(40);
        for (String name :
                List.of("tinyshakespeare/input", "wiki27/train", "wiki27/valid", "wikitext2/valid", "wikitext2/test")) {
            Path file = data.resolve(name + ".txt");
            Files.createDirectories(file.getParent());
            Files.writeString(file, text + name);
        }
        this.before = outsideNow();
    }

    Path work() {
        return work;
    }

    /** Runs a command in the folder and says whether all went well; it may fail only in words about {@code named}. */
    boolean accepts(String named, String... args) {
        Installation program = new Installation(
                TextFacts::new,
                folder -> new FakeWorks(Map.of()),
                FakeMain.class.getName(),
                Map.of(),
                Terminal.NONE,
                Clock.systemUTC());
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", "data"));
        Launch launch = Launch.of(work, program, all.toArray(String[]::new));
        String told = String.join(" ", args) + " -> " + launch.exitCode() + "\n" + cut(launch.err()) + trace(launch);
        require(EXITS.contains(launch.exitCode()), "unknown exit: " + told);
        require(!TRACE.matcher(launch.err()).find(), "no words for a user: " + told);
        require(!UNSEEN.matcher(launch.err() + launch.out()).find(), "control characters: " + told);
        if (launch.exitCode() == ExitCode.INTERNAL || launch.exitCode() == ExitCode.USAGE) {
            require((launch.err() + launch.out()).contains(named), "does not name " + named + ": " + told);
        }
        return launch.exitCode() == ExitCode.OK && !launch.err().contains("damaged");
    }

    /** Makes sure that what lies beside the folder is as it was. */
    void requireUntouched() throws IOException {
        require(before.equals(outsideNow()), "something outside has changed: " + outsideNow());
    }

    private String trace(Launch launch) {
        Path trace = work.resolve("results/last-error.txt");
        try {
            return launch.exitCode() == ExitCode.INTERNAL && Files.exists(trace) ? cut(Files.readString(trace)) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private static String cut(String text) {
        return text.length() <= 1_500 ? text : text.substring(0, 1_500) + " ...";
    }

    private List<String> outsideNow() throws IOException {
        try (Stream<Path> beside = Files.list(outside.resolveSibling(""));
                Stream<Path> within = Files.walk(outside)) {
            List<String> seen = new ArrayList<>();
            for (Path path : Stream.concat(beside, within).sorted().toList()) {
                seen.add(path + (Files.isRegularFile(path) ? " " + Files.readString(path) : ""));
            }
            return seen;
        }
    }
}
