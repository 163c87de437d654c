package dev.dlmbench.engine;

import java.io.IOException;

/** A download that did not come to its end, with what to do about it in its message. */
public final class DownloadException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what happened. */
    public DownloadException(String message) {
        super(message);
    }

    /** Says what happened, and what it comes from. */
    DownloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
