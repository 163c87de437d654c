package dev.dlmbench.cli;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.bundle.Bridge;
import dev.dlmbench.bundle.BundleWriter;
import dev.dlmbench.revision.ProgramRevision;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Words;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Packs the program for machines without network and JDK. */
@Command(
        name = "bundle",
        description = "Pack the program, a Java to run it and suites into one folder, for a machine that has neither a"
                + " network nor a JDK. There, FOLDER/dlm is the launcher. With a bridge to the PyTorch of that machine's"
                + " python3, it computes with that one, and so on its GPUs.")
final class BundleCommand extends DlmCommand {
    @Parameters(index = "0", paramLabel = "FOLDER", description = "Where to; it must not exist.")
    private Path folder;

    @Parameters(index = "1..*", paramLabel = "SUITE", description = "Suites to take along.")
    private List<Path> suites = new ArrayList<>();

    @Option(
            names = "--bridge",
            paramLabel = "VERSION-FLAVOUR=FILE",
            description = "DJL's bridge to a PyTorch, such as 2.11.0-cu130=libdjl_torch.so, built against that very"
                    + " version; can be repeated.")
    private List<String> bridges = new ArrayList<>();

    @Option(
            names = "--without-pytorch",
            description = "Leave out the PyTorch that comes along, which has no CUDA: 110 MB less.")
    private boolean withoutPyTorch;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (withoutPyTorch && bridges.isEmpty()) {
            throw new InvalidSettingException(
                    "without PyTorch nothing can be computed; name a --bridge to the one that will be there");
        }
        Path sources = ProgramFolder.find();
        List<Path> classPath = Arrays.stream(WorkerCommand.absoluteClassPath().split(File.pathSeparator, -1))
                .map(Path::of)
                .toList();
        Path target = dlm().resolve(folder);
        new BundleWriter(
                        sources.resolve("dlm"),
                        classPath,
                        !withoutPyTorch,
                        suites.stream()
                                .map(suite -> dlm().resolve(SuiteArgument.source(dlm(), suite)))
                                .toList(),
                        bridges.stream()
                                .map(Bridge::parse)
                                .map(bridge ->
                                        new Bridge(bridge.version(), bridge.flavour(), dlm().resolve(bridge.file())))
                                .toList(),
                        ProgramRevision.of(sources))
                .write(target);
        out().println(
                        dlm().json()
                                ? JsonText.of(Map.of("folder", target.toString(), "bytes", bytes(target)))
                                : target + ", " + Words.count(bytes(target)) + " bytes; the launcher there is "
                                        + folder.resolve("dlm"));
        return ExitCode.OK;
    }

    private static long bytes(Path folder) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }
}
