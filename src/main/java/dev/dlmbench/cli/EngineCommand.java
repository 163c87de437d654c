package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.bundle.Bridge;
import dev.dlmbench.engine.DownloadException;
import dev.dlmbench.engine.EngineCache;
import dev.dlmbench.engine.InstalledPyTorch;
import dev.dlmbench.engine.LibraryDownload;
import dev.dlmbench.engine.LibraryServer;
import dev.dlmbench.engine.PyTorchChoice;
import dev.dlmbench.engine.ShippedBridges;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Keeps PyTorches with CUDA, and bridges to others, in DJL's cache. */
@Command(
        name = "engine",
        description = "Keep PyTorches with CUDA, and bridges to others, where the engine finds them.",
        subcommands = {EngineCommand.Install.class, EngineCommand.Ls.class, EngineCommand.PutBridge.class})
final class EngineCommand extends DlmCommand {
    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "Missing command: install, ls or bridge");
    }

    private static EngineCache cache(DlmCommand command) {
        String named = command.dlm().program().variable(EngineCache.VARIABLE);
        return EngineCache.of(named.isEmpty() ? Map.of() : Map.of(EngineCache.VARIABLE, named));
    }

    /** Fetches one. */
    @Command(
            name = "install",
            description = "Fetch the libraries of PyTorch for a version of CUDA, several GB, once. After that nothing"
                    + " asks the network any more. If it is interrupted, the same command goes on.")
    static final class Install extends DlmCommand {
        private static final long STEP = 100L << 20;

        @Parameters(paramLabel = "FLAVOUR", description = "Such as cu128; dlm doctor --gpu says which.")
        private String flavour;

        @Option(
                names = "--from",
                paramLabel = "URL",
                description = "A server with the same files (default: ${DEFAULT-VALUE}).")
        private String from = LibraryServer.PUBLISHED;

        private String told = "";

        @Override
        public Integer call() throws IOException, InterruptedException {
            LibraryDownload.requireBridge(flavour);
            EngineCache cache = cache(this);
            Optional<InstalledPyTorch> there = cache.installed(ShippedBridges.version(), flavour);
            if (there.isPresent()) {
                tell(there.get(), "is there already");
                return ExitCode.OK;
            }
            LibraryServer server = LibraryServer.at(from, System.getenv());
            progress()
                    .println("fetching PyTorch " + ShippedBridges.version() + " for " + flavour + " from "
                            + server.base());
            try {
                tell(LibraryDownload.of(server, cache).install(flavour, this::line), "is installed");
                return ExitCode.OK;
            } catch (DownloadException e) {
                err().println("dlm: " + e.getMessage());
                return ExitCode.INTERNAL;
            }
        }

        /** Prints a line for each file, and one for every hundred MiB of a large one. */
        private void line(String name, int number, int files, long come, long of) {
            long step = come / STEP;
            String line = number + "/" + files + " " + name + " " + step;
            if (!line.equals(told)) {
                told = line;
                String size = (step == 0 ? "" : (come >> 20) + " of ") + ((of + (1 << 20) - 1) >> 20) + " MiB";
                progress().println(number + "/" + files + "  " + name + (of == 0 ? "" : ", " + size));
            }
        }

        private void tell(InstalledPyTorch installed, String state) {
            out().println(
                            dlm().json()
                                    ? JsonText.of(Map.of(
                                            "version", installed.version(),
                                            "flavour", installed.flavour(),
                                            "folder", installed.folder().toString()))
                                    : "PyTorch " + installed.version() + " for " + installed.flavour() + " " + state
                                            + ": " + installed.folder());
        }
    }

    /** Lists them. */
    @Command(name = "ls", description = "List the PyTorches that can compute here; the one that does is marked.")
    static final class Ls extends DlmCommand {
        /** One of them; without a folder it has come along. */
        record Row(String use, String version, String flavour, String folder) {}

        @Override
        public Integer call() throws IOException {
            EngineCache cache = cache(this);
            Optional<InstalledPyTorch> used = PyTorchChoice.here();
            String version = ShippedBridges.version();
            List<Row> rows = new ArrayList<>();
            rows.add(new Row(used.isEmpty() ? "*" : "", version, "cpu", ""));
            List<InstalledPyTorch> others = new ArrayList<>();
            used.ifPresent(others::add);
            ShippedBridges.flavours().stream()
                    .flatMap(flavour -> cache.installed(version, flavour).stream())
                    .filter(installed -> !others.contains(installed))
                    .forEach(others::add);
            others.forEach(other -> rows.add(new Row(
                    used.equals(Optional.of(other)) ? "*" : "",
                    other.version(),
                    other.flavour(),
                    other.folder().toString())));
            if (dlm().json()) {
                out().println(JsonText.of(rows));
                return ExitCode.OK;
            }
            TextTable table = new TextTable("used", "version", "flavour", "folder");
            rows.forEach(row ->
                    table.row(row.use, row.version, row.flavour, row.folder.isEmpty() ? "comes along" : row.folder));
            print(table);
            return ExitCode.OK;
        }
    }

    /** Takes a bridge to another PyTorch. */
    @Command(
            name = "bridge",
            description = "Keep DJL's bridge to a PyTorch that none comes along for, built against that very version.")
    static final class PutBridge extends DlmCommand {
        @Parameters(paramLabel = "VERSION-FLAVOUR=FILE", description = "Such as 2.11.0-cu130=libdjl_torch.so.")
        private String bridge;

        @Override
        public Integer call() throws IOException {
            Bridge named = Bridge.parse(bridge);
            Path file = dlm().resolve(named.file());
            if (!Files.isRegularFile(file)) {
                throw new InvalidSettingException("there is no bridge " + file);
            }
            Path place = cache(this).putBridge(named.version(), named.flavour(), file);
            out().println(dlm().json() ? JsonText.of(Map.of("file", place.toString())) : place.toString());
            return ExitCode.OK;
        }
    }
}
