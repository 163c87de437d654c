package dev.dlmbench.bundle;

import dev.dlmbench.base.InvalidSettingException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DJL's native bridge to a PyTorch that is not the one that comes along.
 *
 * @param version of that PyTorch, such as {@code 2.11.0}
 * @param flavour such as {@code cu130} or {@code cpu}
 * @param file the bridge, a shared library
 */
public record Bridge(String version, String flavour, Path file) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d+\\.\\d+\\.\\d+)-([a-z0-9]+)=(.+)");

    /**
     * Returns the bridge written as {@code VERSION-FLAVOUR=FILE}.
     *
     * @throws InvalidSettingException if it is not written so
     */
    public static Bridge parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidSettingException("a bridge is written VERSION-FLAVOUR=FILE, such as"
                    + " 2.11.0-cu130=libdjl_torch.so, got '" + text + "'");
        }
        return new Bridge(matcher.group(1), matcher.group(2), Path.of(matcher.group(3)));
    }
}
