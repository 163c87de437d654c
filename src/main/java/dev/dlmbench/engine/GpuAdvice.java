package dev.dlmbench.engine;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which PyTorch computes on the cards of a machine, and what to type for it.
 *
 * @param good whether there is nothing to be mended first; a machine without cards is good as it is
 * @param words what was concluded
 * @param lines to type, in this order
 * @param others to type instead, where there is another way
 */
public record GpuAdvice(boolean good, String words, List<String> lines, List<String> others) {
    private static final String RUN = "./dlm run experiments/quickstart.yaml";
    private static final String CHOSEN = PyTorchChoice.VARIABLE + "=python3 ";
    private static final String ELSE = "; any other PyTorch needs a bridge built against it (docs/clusters.md)";

    /** The oldest compute capability, times ten, that PyTorch 2.7 for CUDA 12.8 has code for (PyTorch, RELEASE.md). */
    private static final int OLDEST_CARD = 75;

    /** Copies the lists. */
    public GpuAdvice {
        lines = List.copyOf(lines);
        others = List.copyOf(others);
    }

    /**
     * What comes along.
     *
     * @param platform such as {@code linux-x86_64}
     * @param version of the PyTorch that bridges lead to
     * @param flavours that they lead to
     */
    public record Shipped(String platform, String version, List<String> flavours) {
        /** Copies the list. */
        public Shipped {
            flavours = List.copyOf(flavours);
        }

        /** Returns what has come along with this program. */
        public static Shipped here() {
            return new Shipped(ShippedBridges.platform(), ShippedBridges.version(), ShippedBridges.flavours());
        }
    }

    /**
     * Concludes.
     *
     * @param driver of this machine, if there is one
     * @param shipped the bridges that come along
     * @param installed the PyTorch with CUDA in DJL's cache, if there is one
     * @param python the PyTorch that Python has, if there is one and a bridge leads to it
     */
    public static GpuAdvice of(
            Optional<NvidiaDriver> driver,
            Shipped shipped,
            Optional<InstalledPyTorch> installed,
            Optional<InstalledPyTorch> python) {
        if (driver.isEmpty()) {
            return new GpuAdvice(
                    true, "There is nothing to install: networks compute on the processor.", List.of(), List.of());
        }
        NvidiaDriver there = driver.get();
        if (installed.isPresent() && runs(there, installed.get())) {
            return new GpuAdvice(true, "It is installed, and used by itself.", List.of("./dlm doctor", RUN), List.of());
        }
        if (python.isPresent() && runs(there, python.get())) {
            return new GpuAdvice(
                    true, "The PyTorch of python3 fits.", List.of(CHOSEN + "./dlm doctor", CHOSEN + RUN), List.of());
        }
        Optional<String> newest = shipped.flavours().stream()
                .filter(flavour -> cudaMajor(flavour) > 0)
                .max(Comparator.comparingInt(GpuAdvice::cudaMajor));
        if (newest.isEmpty()) {
            return problem("For " + shipped.platform() + " no PyTorch with CUDA fits what comes along" + ELSE + ".");
        }
        String flavour = newest.get();
        return lacking(there, flavour)
                .map(lack -> problem(
                        "PyTorch " + shipped.version() + " for " + flavour + " does not fit: " + lack + ELSE + "."))
                .orElseGet(() -> fitting(shipped.version(), flavour));
    }

    private static GpuAdvice fitting(String version, String flavour) {
        return new GpuAdvice(
                true,
                "PyTorch " + version + " for " + flavour + " fits.",
                List.of("./dlm engine install " + flavour, "./dlm doctor", RUN),
                List.of(
                        "python3 -m pip install torch==" + version + " --index-url https://download.pytorch.org/whl/"
                                + flavour,
                        CHOSEN + "./dlm doctor",
                        CHOSEN + RUN));
    }

    private static GpuAdvice problem(String words) {
        return new GpuAdvice(false, words, List.of(), List.of());
    }

    /** Returns what keeps a flavour that comes along from computing here. */
    private static Optional<String> lacking(NvidiaDriver driver, String flavour) {
        int cuda = cudaMajor(flavour);
        String needed = "it needs a driver of version " + NvidiaDriver.oldestFor(cuda) + " or later";
        if (driver.version().isEmpty()) {
            return Optional.of(needed + ", and this one does not say its version");
        }
        if (driver.cudaMajor() < cuda) {
            return Optional.of(needed + ", this machine's is " + driver.version());
        }
        if (!driver.cards().isEmpty() && driver.cards().stream().allMatch(card -> card.capability() < OLDEST_CARD)) {
            return Optional.of("it has no code for cards before compute capability 7.5, and here is "
                    + driver.cards().get(0).words());
        }
        return Optional.empty();
    }

    private static boolean runs(NvidiaDriver driver, InstalledPyTorch pytorch) {
        int cuda = cudaMajor(pytorch.flavour());
        return cuda > 0 && driver.cudaMajor() >= cuda;
    }

    /** Returns 12 of {@code cu128}; 0 of a flavour without CUDA. */
    private static int cudaMajor(String flavour) {
        return flavour.matches("cu\\d{3}") ? Integer.parseInt(flavour.substring(2, 4)) : 0;
    }
}
