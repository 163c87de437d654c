package dev.dlmbench.engine;

import java.io.Serial;

/** A device does not compute what it should; the work is not at fault. */
public final class DeviceFaultException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code message} names the device and what it said. */
    public DeviceFaultException(String message) {
        super(message);
    }
}
