package dev.dlmbench.base;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Collects what is wrong with one section of settings, so that a user sees all of it at once. */
public final class Problems {
    private final String section;
    private final List<Problem> found = new ArrayList<>();

    private Problems(String section) {
        this.section = section;
    }

    /** Returns an empty collection for the settings under {@code section}; empty for any. */
    public static Problems in(String section) {
        return new Problems(section);
    }

    /** Notes a problem with {@code key} unless {@code holds}; the rule reads on from the key. */
    @CanIgnoreReturnValue
    @FormatMethod
    public Problems check(boolean holds, String key, @FormatString String rule, Object... values) {
        if (!holds) {
            String whole = section.isEmpty() ? key : section + "." + key;
            found.add(new Problem(whole, String.format(Locale.ROOT, rule, values)));
        }
        return this;
    }

    /** Notes a problem unless {@code value} is positive. */
    @CanIgnoreReturnValue
    public Problems positive(String key, long value) {
        return check(value > 0, key, "must be positive, got %d", value);
    }

    /**
     * Ends the checking.
     *
     * @throws InvalidSettingException if anything was noted, with all of it
     */
    public void rejectIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidSettingException(found);
        }
    }

    /**
     * Ends the checking with what {@code making} makes.
     *
     * @throws InvalidSettingException if anything was noted, here or there, with all of it
     */
    public <T> T orReject(Supplier<T> making) {
        T made;
        try {
            made = making.get();
        } catch (InvalidSettingException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            found.addAll(e.problems());
            throw new InvalidSettingException(found);
        }
        rejectIfAny();
        return made;
    }
}
