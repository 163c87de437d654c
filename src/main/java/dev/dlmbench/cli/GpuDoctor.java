package dev.dlmbench.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.EngineCache;
import dev.dlmbench.engine.GpuAdvice;
import dev.dlmbench.engine.InstalledPyTorch;
import dev.dlmbench.engine.NvidiaDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for what a machine has to compute on cards with: a driver, a PyTorch in DJL's cache, one of {@code python3}.
 *
 * @param programs how other programs are asked
 * @param root of the file system
 * @param cache of DJL
 * @param shipped the bridges that come along
 */
record GpuDoctor(Programs programs, Path root, EngineCache cache, GpuAdvice.Shipped shipped) {
    private static final String PYTHON =
            "import importlib.util as u; print(u.find_spec('torch').submodule_search_locations[0])";

    /** What other programs say. */
    @FunctionalInterface
    interface Programs {
        /** Returns what a program prints; nothing if it is not there or fails. */
        Optional<String> output(String... command) throws InterruptedException;
    }

    /**
     * What was found, and what follows.
     *
     * @param findings one for each part
     * @param advice what to type
     */
    record Findings(List<DoctorCommand.Finding> findings, GpuAdvice advice) {}

    /** Returns the one that looks at this machine. */
    static GpuDoctor here(EngineCache cache) {
        return new GpuDoctor(GpuDoctor::run, Path.of("/"), cache, GpuAdvice.Shipped.here());
    }

    /** Looks, and concludes. */
    Findings look() throws IOException, InterruptedException {
        Optional<NvidiaDriver> driver = driver();
        List<DoctorCommand.Finding> findings = new ArrayList<>();
        findings.add(new DoctorCommand.Finding(
                "driver",
                true,
                driver.map(GpuDoctor::words).orElse("neither nvidia-smi nor /proc/driver/nvidia tells of one"),
                ""));
        Optional<InstalledPyTorch> installed = shipped.flavours().stream()
                .filter(flavour -> !flavour.equals("cpu"))
                .flatMap(flavour -> cache.installed(shipped.version(), flavour).stream())
                .findFirst();
        findings.add(new DoctorCommand.Finding(
                "installed",
                true,
                installed.map(GpuDoctor::words).orElse("no PyTorch with CUDA in " + cache.root()),
                ""));
        Optional<InstalledPyTorch> fitting = python(findings);
        return new Findings(findings, GpuAdvice.of(driver, shipped, installed, fitting));
    }

    private Optional<NvidiaDriver> driver() throws IOException, InterruptedException {
        String table = programs.output("nvidia-smi").orElse("");
        String cards = table.isEmpty()
                ? ""
                : programs.output("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                        .orElse("");
        Optional<NvidiaDriver> told = NvidiaDriver.told(table, cards);
        return told.isPresent() ? told : NvidiaDriver.inFiles(root);
    }

    /** Adds what there is to say of {@code python3}, and returns its PyTorch if a bridge leads to it. */
    private Optional<InstalledPyTorch> python(List<DoctorCommand.Finding> findings)
            throws IOException, InterruptedException {
        Optional<String> folder = programs.output("python3", "-c", PYTHON).map(String::strip);
        if (folder.isEmpty()) {
            findings.add(new DoctorCommand.Finding("python3", true, "no PyTorch, or no Python", ""));
            return Optional.empty();
        }
        try {
            InstalledPyTorch found = InstalledPyTorch.in(Path.of(folder.get()), cache);
            List<String> troubles = found.troubles(0);
            findings.add(new DoctorCommand.Finding("python3", true, words(found), String.join("; ", troubles)));
            return troubles.isEmpty() ? Optional.of(found) : Optional.empty();
        } catch (InvalidSettingException e) {
            findings.add(new DoctorCommand.Finding("python3", true, String.valueOf(e.getMessage()), ""));
            return Optional.empty();
        }
    }

    private static String words(InstalledPyTorch pytorch) {
        return "PyTorch " + pytorch.version() + " for " + pytorch.flavour() + " in " + pytorch.folder();
    }

    private static String words(NvidiaDriver driver) {
        String cards = driver.cards().stream().map(NvidiaDriver.Card::words).collect(Collectors.joining(", "));
        return "NVIDIA driver "
                + (driver.version().isEmpty() ? "of unknown version" : driver.version())
                + (driver.cuda().isEmpty() ? "" : ", CUDA up to " + driver.cuda())
                + (cards.isEmpty() ? "" : ", " + cards);
    }

    private static Optional<String> run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile()) // python3 would take a folder named torch where the user works
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }
}
