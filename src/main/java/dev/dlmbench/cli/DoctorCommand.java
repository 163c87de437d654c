package dev.dlmbench.cli;

import com.sun.management.OperatingSystemMXBean;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Machine;
import dev.dlmbench.engine.EngineCache;
import dev.dlmbench.engine.InstalledPyTorch;
import dev.dlmbench.engine.NvidiaDriver;
import dev.dlmbench.engine.PyTorchChoice;
import dev.dlmbench.revision.ProgramRevision;
import dev.dlmbench.run.WorkerCommand;
import dev.dlmbench.terminal.JsonText;
import dev.dlmbench.terminal.Wrapping;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says whether everything is in place for a run. */
@Command(name = "doctor", description = "Check that this machine has what a run needs, and say what to do if not.")
final class DoctorCommand extends DlmCommand {
    private static final int INDENT = 19;
    private static final int OLDEST_JAVA = 17;
    private static final double LEAST_MEMORY_GIB = 2;

    /** One finding; {@code advice} is empty where all is well. */
    record Finding(String subject, boolean good, String found, String advice) {}

    @Option(
            names = "--gpu",
            description = "Look for a driver, say which PyTorch would use its cards, and what to type for it.")
    private boolean gpu;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return gpu ? adviseOnGpu() : examine();
    }

    private Integer adviseOnGpu() throws IOException, InterruptedException {
        GpuDoctor.Findings found =
                GpuDoctor.here(EngineCache.of(System.getenv())).look();
        if (dlm().json()) {
            out().println(JsonText.of(found));
        } else {
            found.findings().forEach(this::print);
            out().println();
            below(found.advice().words());
            printLines("", found.advice().lines());
            printLines("or", found.advice().others());
        }
        return found.advice().good() ? ExitCode.OK : ExitCode.INTERNAL;
    }

    private void printLines(String before, List<String> lines) {
        if (!lines.isEmpty()) {
            out().println(before);
            lines.forEach(line -> out().println("  " + line));
        }
    }

    private Integer examine() throws IOException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(memory());
        findings.add(new Finding(
                "processor", true, Runtime.getRuntime().availableProcessors() + " cores, " + Machine.cpu(), ""));
        findings.add(graphics(System.getenv(), Path.of("/")));
        findings.add(engine());
        findings.add(data());
        findings.add(git());
        findings.add(store());
        if (dlm().json()) {
            out().println(JsonText.of(findings));
        } else {
            findings.forEach(this::print);
        }
        return findings.stream().allMatch(Finding::good) ? ExitCode.OK : ExitCode.INTERNAL;
    }

    private void print(Finding finding) {
        String mark =
                finding.good ? dlm().paint().good("ok      ") : dlm().paint().bad("problem ");
        int columns = dlm().program().terminal().readable();
        String found = Wrapping.paragraph(finding.found, INDENT, columns).substring(INDENT);
        out().printf(Locale.ROOT, "%s%-10s %s%n", mark, finding.subject, found);
        if (!finding.advice.isEmpty()) {
            out().println(Wrapping.paragraph(finding.advice, INDENT, columns));
        }
    }

    private static Finding java() {
        boolean good = Runtime.version().feature() >= OLDEST_JAVA;
        return new Finding(
                "java",
                good,
                System.getProperty("java.runtime.version") + " in " + System.getProperty("java.home"),
                good ? "" : "Install a JDK of release " + OLDEST_JAVA + " or later, or point JAVA_HOME at one.");
    }

    private static Finding memory() {
        double gib =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize()
                        / (double) (1L << 30);
        boolean good = gib >= LEAST_MEMORY_GIB;
        return new Finding(
                "memory",
                good,
                String.format(Locale.ROOT, "%.1f GiB", gib),
                good ? "" : "A worker needs about 1 GiB; use --jobs 1 and small models.");
    }

    /**
     * Says whether a GPU can be used.
     *
     * @param environment the variables
     * @param root of the file system, where NVIDIA's driver says what it is, if there is one
     */
    static Finding graphics(Map<String, String> environment, Path root) throws IOException {
        Optional<NvidiaDriver> driver = NvidiaDriver.inFiles(root);
        String found = driver.map(there ->
                        "NVIDIA driver " + (there.version().isEmpty() ? "of unknown version" : there.version()))
                .orElse("no NVIDIA driver");
        Optional<InstalledPyTorch> pytorch;
        try {
            pytorch = PyTorchChoice.of(environment, NvidiaDriver.present(root));
        } catch (InvalidSettingException e) {
            return new Finding("gpu", false, found, e.getMessage() + ".");
        }
        if (pytorch.isEmpty()) {
            return new Finding(
                    "gpu",
                    true,
                    found + "; networks compute on the processor",
                    driver.isPresent() ? "dlm doctor --gpu says which PyTorch would use it." : "");
        }
        List<String> troubles =
                pytorch.get().troubles(driver.map(NvidiaDriver::major).orElse(0));
        return new Finding(
                "gpu",
                troubles.isEmpty(),
                found + "; PyTorch in " + pytorch.get().folder(),
                troubles.isEmpty() ? "" : String.join("; ", troubles) + ".");
    }

    private Finding engine() throws IOException, InterruptedException {
        Path log = Files.createTempFile("dlm-engine", ".txt");
        try {
            WorkerCommand command = WorkerCommand.ofThisJvm(
                    dlm().program().worker("doctor-engine", dlm().data()),
                    dlm().program().environment(),
                    dlm().folder());
            WorkerCommand.Ended ended = command.runToEnd(log);
            boolean good = ended.exitCode() == 0;
            return new Finding(
                    "engine",
                    good,
                    good ? ended.output().strip() : "does not start: " + lastLine(Files.readString(log)),
                    good
                            ? ""
                            : "Rebuild with ./mvnw -q clean package so that the native libraries fit this system; they"
                                    + " exist for Linux (glibc), macOS on Arm and Windows.");
        } finally {
            Files.deleteIfExists(log);
        }
    }

    private static String lastLine(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> !line.startsWith("\tat"))
                .reduce((first, last) -> last)
                .orElse("no message");
    }

    private Finding data() {
        Path folder = dlm().data().path().toAbsolutePath().normalize();
        return Files.isDirectory(folder)
                ? new Finding("data", true, folder.toString(), "")
                : new Finding(
                        "data",
                        true,
                        "no folder " + folder,
                        "Only needed for corpora that are files; name it with --data or DLM_DATA.");
    }

    private static Finding git() throws InterruptedException {
        Map<String, String> revision = ProgramRevision.of(ProgramFolder.find());
        return revision.isEmpty()
                ? new Finding(
                        "git",
                        true,
                        "revision unknown",
                        "Results will not say which revision of the program made them.")
                : new Finding(
                        "git",
                        true,
                        revision.get("commit") + (Boolean.parseBoolean(revision.get("dirty")) ? ", changed" : ""),
                        "");
    }

    private Finding store() {
        Path root = dlm().store().root();
        try {
            dlm().store().discard(dlm().store().privateFolder("doctor"));
            return new Finding("store", true, root.toAbsolutePath().normalize() + " can be written", "");
        } catch (IOException e) {
            return new Finding(
                    "store",
                    false,
                    root.toAbsolutePath().normalize() + " cannot be written: " + e.getMessage(),
                    "Choose another folder with --store, or make this one writable.");
        }
    }
}
