package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.evaluation.ProfileSpec;

/** Section {@code profile}: how losses are sorted by where they arise. */
final class ProfileSection implements Section<ProfileSpec> {
    private final Key<Integer> draws;

    ProfileSection(SettingRows<ProfileSpec> rows) {
        draws = rows.integer(
                "draws", is("2"), "draws of noise per test document and interval of times", ProfileSpec::draws);
    }

    @Override
    public ProfileSpec read(PointValues values) {
        return new ProfileSpec(values.get(draws));
    }
}
