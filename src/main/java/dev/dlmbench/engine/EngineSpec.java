package dev.dlmbench.engine;

import dev.dlmbench.base.Problems;
import java.util.regex.Pattern;

/**
 * Where and how the network computes.
 *
 * @param device {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:i}
 * @param precision of the matrix products; everything else is always single precision
 * @param threads of the CPU; 0 means one per core
 */
public record EngineSpec(String device, Precision precision, int threads) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

    /** The arithmetic of the matrix products. */
    public enum Precision {
        /** bf16 where the device is known to gain from it, else single. */
        AUTO,
        /** Single precision throughout. */
        FLOAT32,
        /** Brain floating point inputs, single precision sums. */
        BF16
    }

    /** Checks the settings. */
    public EngineSpec {
        Problems.in("engine")
                .check(
                        DEVICE.matcher(device).matches(),
                        "device",
                        "must be auto, cpu, cuda or cuda:<index>, got '%s'",
                        device)
                .check(threads >= 0 && threads <= 1024, "threads", "must be between 0 and 1024, got %d", threads)
                .rejectIfAny();
    }
}
