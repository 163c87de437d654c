package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.benchmark.CostCurves;
import dev.dlmbench.benchmark.PartTimes;
import dev.dlmbench.benchmark.Peer;
import dev.dlmbench.benchmark.PeerComparison;
import dev.dlmbench.benchmark.Workload;
import dev.dlmbench.engine.EngineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Times the harness itself. */
@Command(
        name = "benchmark",
        description = "Time training steps and decoding in fresh JVMs; with --peer, another program's beside them.")
final class BenchmarkCommand extends DlmCommand {
    @Option(
            names = "--peer",
            paramLabel = "COMMAND",
            description = "The peer's command, split at spaces; it takes the options of peer.py and prints ms_median.")
    private @Nullable String peer;

    @Option(names = "--rounds", description = "Pairs of runs per row (default: ${DEFAULT-VALUE}).")
    private int rounds = 3;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only rows with this in their name, such as decoding.")
    private String only = "";

    @Option(
            names = "--size",
            paramLabel = "LxDxHxNxVxB",
            description = "Layers, width, heads, sequence, vocabulary, batch (default: ${DEFAULT-VALUE}).")
    private String size = Workload.SMALL.toString();

    @Option(names = "--device", description = "cpu or cuda (default: ${DEFAULT-VALUE}).")
    private String device = "cpu";

    @Option(names = "--precision", description = "float32 or bf16 (default: ${DEFAULT-VALUE}).")
    private EngineSpec.Precision precision = EngineSpec.Precision.FLOAT32;

    @Option(
            names = "--curves",
            paramLabel = "DIR",
            description = "Time other sizes instead, and draw how time and memory grow with them into DIR.")
    private @Nullable Path curves;

    @Option(
            names = "--parts",
            description = "Time the parts of the harness that are called often instead, each alone; --only picks some.")
    private boolean parts;

    @Override
    String noJson() {
        return "this prints a table in Markdown";
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > 1000) {
            throw new InvalidSettingException("--rounds must be between 1 and 1000, got " + rounds);
        }
        Optional<Peer> other = Optional.ofNullable(peer)
                .map(words -> new Peer(List.of(words.trim().split("\\s+"))));
        Path folder = Files.createTempDirectory("dlm-benchmark");
        EngineSpec engine = new EngineSpec(device, precision, 0);
        if (parts) {
            out().print(new PartTimes(only).table(this::hear));
        } else if (curves != null) {
            Path charts = dlm().resolve(curves);
            new CostCurves(engine).write(charts, folder, this::hear);
            out().println(charts);
        } else {
            PeerComparison comparison = new PeerComparison(Workload.parse(size), engine, other, rounds, only);
            out().print(comparison.table(folder, this::hear));
        }
        return ExitCode.OK;
    }

    private void hear(String line) {
        err().println(line);
        err().flush();
    }
}
