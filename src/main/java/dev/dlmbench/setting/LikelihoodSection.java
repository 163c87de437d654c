package dev.dlmbench.setting;

import static dev.dlmbench.setting.Fallback.derived;
import static dev.dlmbench.setting.Fallback.is;

import dev.dlmbench.evaluation.Estimator;
import dev.dlmbench.evaluation.LikelihoodSpec;

/** Section {@code likelihood}: how test text is scored. */
final class LikelihoodSection implements Section<LikelihoodSpec> {
    private final Key<Estimator> estimator;
    private final Key<LikelihoodSpec.FirstToken> firstToken;
    private final Key<Integer> draws;
    private final Key<Double> until;
    private final Key<Integer> atMost;
    private final Key<Integer> sandwich;

    LikelihoodSection(SettingRows<LikelihoodSpec> rows) {
        estimator = rows.choice(
                "estimator",
                Estimator.class,
                is("auto"),
                "exact, or how the NELBO is estimated",
                LikelihoodSpec::estimator);
        firstToken = rows.choice(
                "firstToken",
                LikelihoodSpec.FirstToken.class,
                derived(
                        "skip without process.beginning, or for a published model trained so; else score",
                        PointValues::firstToken),
                "whether a test document's first token is scored, or given as context (MDLM, BD3-LM)",
                LikelihoodSpec::firstToken);
        draws = rows.integer("draws", is("4"), "draws of noise per test document in a round", LikelihoodSpec::draws);
        until = rows.decimal(
                "until.standardError",
                is("0"),
                "rounds go on until the noise leaves no more, in nats per token; 0 means one round",
                LikelihoodSpec::until);
        atMost = rows.where(spec -> spec.until() != 0)
                .integer("until.atMost", is("64"), "rounds at most", LikelihoodSpec::atMost);
        sandwich = rows.where(spec -> spec.sandwich() != 0)
                .integer(
                        "sandwich",
                        is("0"),
                        "orders drawn for each masked block to bound its likelihood from below as well; 0: from above"
                                + " alone",
                        LikelihoodSpec::sandwich);
    }

    @Override
    public LikelihoodSpec read(PointValues values) {
        return new LikelihoodSpec(
                values.get(estimator),
                values.get(draws),
                values.get(until),
                values.get(atMost),
                values.get(firstToken),
                values.get(sandwich));
    }
}
