package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not go together between a process, what its training minimises, and how it is scored. */
class SettingRulesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{process: {kind: uniform, parameterization: subs}, objective: {loss: cross-entropy}} | 8:76:"
                        + " objective.loss cross-entropy teaches process.parameterization posterior",
                "{process: {kind: hybrid, parameterization: posterior}, objective: {loss: changed-cross-entropy}} |"
                        + " objective.loss changed-cross-entropy goes with process.parameterization subs, got posterior",
                "{process: {kind: masked, parameterization: posterior}} | process.parameterization posterior goes with kinds"
                        + " uniform and hybrid only, got kind masked",
                "{process: {kind: masked}, sampling: {guidance: {scale: 2}}} | sampling.guidance.scale needs text with"
                        + " labels: data.corpus topics",
                "{process: {kind: masked}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {class: E}}} | sampling.guidance.class must be drawn or one of A, B, C, D, got E",
                "{process: {kind: masked}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {scale: -1}}} | sampling.guidance.scale must be between 0 and 1000, got -1",
                "{process: {kind: masked}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {window: [0.5, 0.5]}}} | sampling.guidance.window must be two times in rising order",
                "{process: {kind: autoregressive}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {scale: 2, window: [0.5, 1]}}} | sampling.guidance.window must be [0, 1] for kind autoregressive",
                "{process: {kind: uniform}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {topP: 0.9, guidance: {scale: 2}}} | sampling.guidance.scale mixes whole posteriors for kind uniform",
                "{process: {kind: masked, steps: 10, parameterization: mean}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {scale: 2}}} | sampling.guidance.scale needs a mask that says nothing",
                "{process: {kind: masked}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {kind: classifier}}} | sampling.guidance.kind classifier needs masks over whole sequences and"
                        + " data.corpus.learnLabels true",
                "{process: {kind: masked, blockSize: 4}, data: {corpus: {kind: topics, learnLabels: true}, tokens: 9k, documents: 4}, sampling:"
                        + " {guidance: {kind: classifier}}} | sampling.guidance.kind classifier needs masks over whole sequences",
                "{process: {kind: uniform}, data: {corpus: {kind: topics, learnLabels: true}, tokens: 9k, documents: 4}}"
                        + " | data.corpus.learnLabels must be false for kind uniform",
                "{process: {kind: masked}, data: {corpus: {kind: topics}, tokens: 9k, documents: 4}, sampling: {plan: naive, selector: {kind: margin},"
                        + " guidance: {scale: 2}}, likelihood: {estimator: order}} | likelihood.estimator order needs a sampler that"
                        + " chooses positions before it draws tokens, so that a text has one path: guidance gives every class a law",
                "{process: {kind: masked}, objective: {loss: dynamic}} | 7:45: objective.loss dynamic goes with uniform and"
                        + " hybrid noise, not with kind masked",
                "{process: {kind: masked, blockSizes: {1: 0.5, 3: 0.5}}} | process.blockSizes must divide data.sequence, got"
                        + " 3 and 128",
                "{process: {kind: masked, blockSizes: {1: 0.5, 4: 0.4}}} | process.blockSizes must have shares that add up"
                        + " to 1, got 0.9",
                "{process: {kind: masked, blockSizes: {1: 0.5, x: 0.5}}} | process.blockSizes must map whole numbers to"
                        + " shares: one must be a whole number, got 'x'",
                "{process: {kind: masked, blockSizes: {1: 0.5, 4: 0.5}, cleanRows: block-causal}} | process.cleanRows must"
                        + " be token-causal for a mixture of block sizes",
                "{process: {kind: masked, blockSize: 4}, objective: {clip: [1, 1]}} | objective.clip can be [1, 1],"
                        + " always masked, for blocks of 1 only, got blocks of 4",
                "{process: {kind: masked, blockSize: 4}, objective: {clip: [0.8, 0.3]}} | objective.clip must be two"
                        + " rates in rising order",
                "{process: {kind: masked, blockSize: 4}, objective: {clip: [0.3, 0.45], rejectCounts: true}} |"
                        + " objective.clip [0.3, 0.45] holds no share of masks that a block of 4 can have",
                "{process: {kind: masked, schedule: cosine}, objective: {clip: [0.3, 0.8]}} | objective.clip needs kind"
                        + " masked without softMask, schedule linear",
                "{process: {kind: masked, softMask: {by: frequency}}, sampling: {sampler: first-hitting}} | sampling.plan"
                        + " first-hitting does not go with a process.softMask that depends on tokens",
                "{process: {kind: uniform}, objective: {search: {every: 5}}} | objective.search.every needs kind masked",
                "{process: {kind: uniform}, objective: {times: count}} | objective.times count needs kind masked",
                "{process: {kind: sphere, blockSize: 16}} | process.blockSize does not go with kind sphere, whose one block is"
                        + " the sequence, got 16",
                "{process: {kind: masked, start: uniform}} | process.start goes with kind sphere only",
                "{process: {kind: sphere, start: mixture, startThreshold: 1.5}} | process.startThreshold must be between 0 and"
                        + " 1 for start mixture",
                "{process: {kind: sphere, startThreshold: 0.3}} | process.startThreshold must be between 0 and 1 for start"
                        + " mixture, and goes with no other, got 0.3",
                "{process: {kind: sphere, betaEnd: 0}} | process.betaEnd must be positive and at most 10, got 0",
                "{process: {kind: sphere, walkSteps: 1}} | process.walkSteps must be between 2 and 100000, got 1",
                "{process: {kind: sphere}, objective: {loss: dynamic}} | objective.loss dynamic goes with uniform and hybrid"
                        + " noise, not with kind sphere",
                "{process: {kind: sphere}, objective: {scheduledSampling: 0.1}} | objective.scheduledSampling needs noise on"
                        + " tokens, which kind sphere has none of",
                "{process: {kind: sphere}, likelihood: {estimator: exact-count}} | likelihood.estimator exact-count needs"
                        + " masked noise in continuous time",
                "{process: {kind: sphere}, likelihood: {estimator: order}} | likelihood.estimator order needs masked noise",
                "{process: {kind: sphere}, sampling: {topP: 0.9}} | sampling temperature, topP, topK, minP and greedy do not"
                        + " go with kind sphere",
                "{process: {kind: sphere}, sampling: {corrector: {kind: psi-cap, eta: 0.1}}} | sampling.corrector.kind must be"
                        + " none for kind sphere",
                "{process: {kind: sphere}, sampling: {selector: {kind: confidence}}} | sampling.selector.kind must be"
                        + " ancestral for kind sphere: only masks are revealed one by one",
                "{process: {kind: sphere}, data: {tokens: 9k, documents: 4, corpus: {kind: markov}}, backbone: {kind: oracle}} | process.kind sphere"
                        + " needs a network that is trained here",
                "{process: {kind: autoregressive}, objective: {scheduledSampling: 0.05}} | objective.scheduledSampling needs"
                        + " noise, which kind autoregressive has none of",
                "{process: {kind: masked}, objective: {scheduledSampling: 1.5}} | objective.scheduledSampling must be"
                        + " between 0 and 1, got 1.5",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: sudoku, multiPass: true}}} | data.corpus.multiPass needs a"
                        + " task with thoughts",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean, thoughts: false, multiPass: true}}} |"
                        + " data.corpus.multiPass needs a task with thoughts",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: markov, multiPass: true}}} | data.corpus.multiPass does"
                        + " not go with corpus markov",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean}}, objective: {coupledSampling: 0.01}} |"
                        + " objective.coupledSampling needs noise and thoughts one by one: data.corpus.multiPass",
                "{process: {kind: autoregressive}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean, multiPass: true}}, objective:"
                        + " {coupledSampling: 0.01}} | objective.coupledSampling needs noise",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean}}, sampling: {passes: 4}} | sampling.passes needs"
                        + " thoughts one by one: data.corpus.multiPass",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean, learnPadding: false}}} |"
                        + " data.corpus.learnPadding must be true for kind masked",
                "{process: {kind: masked}, data: {tokens: 9k, documents: 4, corpus: {kind: boolean, packed: true}}} |"
                        + " data.corpus.packed needs autoregression or blocks shorter than data.sequence",
                "{process: {kind: masked, parameterization: mean}} | process.steps must be positive for parameterization"
                        + " mean",
                "{process: {kind: uniform, parameterization: score}} | process.parameterization score goes with kind masked"
                        + " only",
                "{process: {kind: masked, uniformShare: 0.1}} | process.uniformShare goes with kind hybrid only",
                "{process: {kind: masked}, likelihood: {estimator: enumeration}} | likelihood.estimator enumeration needs"
                        + " masked blocks of at most 12",
                "{process: {kind: masked, blockSizes: {2: 0.5, 32: 0.5}, blockSize: 2}, likelihood: {estimator: any-order}} |"
                        + " likelihood.estimator any-order needs masked blocks of at most 12",
                "{process: {kind: masked, blockSize: 4, steps: 8}, likelihood: {sandwich: 8}} | likelihood.sandwich needs"
                        + " masked noise in continuous time",
                "{process: {kind: masked, blockSize: 4}, likelihood: {sandwich: 8}, backbone: {timeConditioning: true}} |"
                        + " likelihood.sandwich needs a network that does not see the noise level",
                "{process: {kind: masked, blockSizes: {2: 0.5, 4: 0.5}, blockSize: 2}, likelihood: {estimator: order},"
                        + " sampling: {selector: {kind: permutation, order: [1, 0]}}} | likelihood.estimator order with"
                        + " selector permutation needs one block size",
                "{process: {kind: masked, blockSize: 4}, likelihood: {estimator: order}} | likelihood.estimator order needs a"
                        + " sampler that chooses positions before it draws tokens",
                "{process: {kind: uniform, blockSize: 8}, sampling: {plan: dynamic-programming, selector: {kind:"
                        + " block-refinement, bound: 0.9}}} | sampling.plan dynamic-programming needs kind masked",
                "{process: {kind: masked}, evaluator: {kind: pretrained}} | evaluator.path is missing: kind pretrained"
                        + " needs the folder of the evaluator",
                "{process: {kind: masked}, evaluator: {path: own}} | evaluator.path goes with kind pretrained only",
                "{process: {kind: masked}, evaluator: {protocol: mdlm}} | evaluator.protocol goes with kind pretrained"
                        + " only",
                "{process: {kind: masked}, evaluator: {kind: pretrained, path: own, batch: 4}} | evaluator.batch changes"
                        + " nothing under protocol standard, got 4",
                "{process: {kind: masked}, evaluator: {kind: pretrained, path: own, protocol: gidd, maxLength: 9}} |"
                        + " evaluator.maxLength is not for protocol gidd, got 9",
                "{process: {kind: masked}, evaluator: {kind: pretrained, path: own, protocol: mdlm}, sampling: {prompt: a}} |"
                        + " evaluator.protocol mdlm scores whole texts, so that sampling.prompt must be empty",
                "{process: {kind: uniform}, likelihood: {estimator: exact-count}} | likelihood.estimator exact-count needs"
                        + " masked noise",
                "{process: {kind: masked}, training: {gradientAccumulation: 5}} | training.gradientAccumulation must divide the batch of 32,"
                        + " got 5",
                "{process: {kind: uniform}, sampling: {sampler: confidence}} | sampling.selector.kind must be ancestral for"
                        + " kind uniform: only masks are revealed one by one",
                "{process: {kind: uniform}, sampling: {sampler: remdm-cap}} | sampling.corrector.kind remdm-cap goes with"
                        + " kind masked only",
                "{process: {kind: masked}, sampling: {sampler: gibbs}} | sampling.corrector.kind gibbs goes with kinds"
                        + " uniform and hybrid only: under masks a network says nothing",
                "{process: {kind: masked, blockSize: 4}, sampling: {arTokens: 4}} | sampling.arTokens 4 needs a model",
                "{process: {kind: masked, blockSize: 4}, sampling: {arTokens: 6}} | sampling.arTokens must be a multiple",
                "{process: {kind: masked, blockSize: 4}, sampling: {sampler: arpc}} | sampling.corrector.score nll needs a"
                        + " model that predicts left to right as well",
                "{process: {kind: masked}, sampling: {selector: {kind: random}, corrector: {kind: psi}}} |"
                        + " sampling.corrector.kind psi needs selector ancestral, got random",
                "{process: {kind: masked}, sampling: {plan: loop}} | sampling.plan must be loop for corrector remdm-loop",
                "{process: {kind: masked}, sampling: {selector: {kind: threshold, bound: 0.5}}} | sampling.plan must be"
                        + " adaptive for selectors threshold, factor, max-threshold, max-factor and entropy-bound",
                "{process: {kind: uniform}, sampling: {selector: {kind: entropy-bound, bound: 0.5}}} | sampling.plan must be"
                        + " adaptive for selectors",
                "{process: {kind: masked}, sampling: {plan: adaptive, selector: {kind: entropy-bound}}} |"
                        + " sampling.selector.bound must be positive for entropy-bound, got 0",
                "{process: {kind: masked}, sampling: {sampler: block-refinement, selector: {editing: 0.9}}} |"
                        + " sampling.selector.editing goes with noise that looks like tokens",
                "{process: {kind: uniform}, sampling: {sampler: block-refinement, selector: {editing: 1}}} |"
                        + " sampling.selector.editing must be at least 0 and below 1, got 1",
                "{process: {kind: uniform}, sampling: {sampler: llada}} | sampling.selector.kind must be ancestral for"
                        + " kind uniform: only masks are revealed one by one",
                "{process: {kind: masked}, sampling: {early: {steps: 1, entropy: 0}}} | sampling.early.entropy must be"
                        + " positive",
                "{process: {kind: masked}, sampling: {early: {steps: -1}}} | sampling.early.steps must be between 0",
                "{process: {kind: masked, blockSize: 4}, sampling: {selector: {kind: permutation, order: [1, 0]}}} |"
                        + " sampling.selector.order must have one place for each of the 4 tokens of a block, got 2",
                "{process: {kind: masked}, sampling: {stop: {maxLength: 256}}} | sampling.stop.maxLength must be at most"
                        + " data.sequence for blocks of that size",
                "{process: {kind: masked, blockSize: 4}, sampling: {stop: {maxLength: 250}}} | sampling.stop.maxLength must be a"
                        + " multiple of process.blockSize, got 250 and 4",
                "{process: {kind: autoregressive}, sampling: {stop: {entropy: 2}}} | sampling.stop.entropy is of the last 256"
                        + " tokens, and a sequence has 128 at most",
                "{process: {kind: masked}, backbone: {kind: oracle}} | backbone.kind oracle needs a corpus whose source is"
                        + " known exactly (markov, topics), not tinyshakespeare",
                "{process: {kind: masked}, training: {from: b}} | training.from must name an experiment of this suite, got"
                        + " 'b'"
            })
    void isRefusedWithTheReason(String experiment, String told) {
        List<String> mistakes = SuiteTexts.mistakes(folder, SuiteTexts.HEAD + "  a: " + experiment + "\n");
        assertThat(mistakes).as("%s", mistakes).hasSize(1);
        assertThat(mistakes.get(0)).startsWith("suite.yaml:7:").contains(told.replaceFirst("^\\d+:\\d+: ", ""));
    }

    @Test
    void aStartMustBeOneModelOfTheSameShapeAndSeeds() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + """
                  two: {process: {kind: masked, blockSize: [4, 8]}}
                  wide: {process: {kind: masked}, backbone: {width: 64}}
                  one: {process: {kind: masked}}
                  more: {process: {kind: masked, blockSize: 2}, training: {from: one}}
                  a: {process: {kind: masked, blockSize: 4}, training: {from: two}}
                  b: {process: {kind: masked, blockSize: 4}, training: {from: wide}}
                  c: {process: {kind: masked, blockSize: 4}, training: {from: more}}
                  d: {process: {kind: masked, blockSize: 4}, training: {from: one}, seeds: [1, 2]}
                  e: {process: {kind: masked, blockSize: 4}, training: {from: one}}
                """))
                .satisfiesExactly(
                        first -> assertThat(first).contains("with one model, and two has 2"),
                        second -> assertThat(second).contains("the same backbone, corpus and tokenizer, unlike wide"),
                        third -> assertThat(third).contains("starts from fresh weights, and more starts from one"),
                        fourth -> assertThat(fourth).contains("with the same seeds, and one has [1]"));
    }

    @Test
    void onlyAStartHasAStateToGoOnWith() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + """
                  one: {process: {kind: masked}}
                  a: {process: {kind: masked}, training: {from: one, state: full, tokens: 7k}}
                  b: {process: {kind: masked}, training: {state: full}}
                  c: {process: {kind: masked}, training: {from: one, state: full, ema: 0}}
                  d: {process: {kind: masked}, training: {from: one, state: half}}
                """))
                .satisfiesExactlyInAnyOrder(
                        state -> assertThat(state)
                                .startsWith("suite.yaml:9:")
                                .contains("training.state must be weights where training.from names no model"),
                        average -> assertThat(average)
                                .startsWith("suite.yaml:10:")
                                .contains("without training.ema to go on from its full state, unlike one"),
                        word -> assertThat(word)
                                .startsWith("suite.yaml:11:")
                                .contains("training.state must be one of weights, full, got 'half'"));
    }

    /** An energy corrects the model that it starts from, and weighs for samplers that ask for one. */
    @Test
    void anEnergyStartsFromWhatItCorrects() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + """
                  one: {process: {kind: masked}}
                  blocks: {process: {kind: masked, blockSize: 4}}
                  ar: {process: {kind: autoregressive}}
                  nce: {process: {kind: masked}, objective: {loss: nce}, training: {from: one, tokens: 7k}}
                  a: {process: {kind: masked}, objective: {loss: nce}}
                  b: {process: {kind: masked, blockSize: 4}, objective: {loss: nce}, training: {from: blocks, tokens: 7k}}
                  c: {process: {kind: masked}, objective: {loss: nce}, training: {from: blocks, tokens: 8k}}
                  d: {process: {kind: masked}, objective: {loss: nce}, training: {from: nce, tokens: 8k}}
                  e: {process: {kind: masked}, objective: {loss: nce, auxiliary: 0.1}, training: {from: one, tokens: 8k}}
                  f: {process: {kind: masked}, objective: {loss: nce, scheduledSampling: 0.1}, training: {from: one}}
                  g: {process: {kind: masked}, objective: {loss: nce, search: {every: 5}}, training: {from: one}}
                  h: {process: {kind: masked}, objective: {loss: nce}, training: {from: one, tokens: 9k, state: full}}
                  i: {process: {kind: masked}, objective: {loss: nce}, training: {from: one}, backbone: {timeConditioning: true}}
                  j: {process: {kind: uniform}, objective: {loss: nce}, training: {from: one}}
                """))
                .satisfiesExactlyInAnyOrder(
                        a -> assertThat(a)
                                .contains("training.from must name an experiment with objective.loss nce")
                                .endsWith("(point a)"),
                        b -> assertThat(b)
                                .startsWith("suite.yaml:12:")
                                .contains("objective.loss nce needs kind masked over the whole sequence"),
                        c -> assertThat(c)
                                .startsWith("suite.yaml:13:")
                                .contains("with the same process, whose predictions objective.loss nce draws from"),
                        d -> assertThat(d)
                                .startsWith("suite.yaml:14:")
                                .contains("starts from fresh weights, and nce starts from one"),
                        e -> assertThat(e)
                                .startsWith("suite.yaml:15:")
                                .contains("objective.auxiliary must be 0 with objective.loss nce"),
                        f -> assertThat(f)
                                .startsWith("suite.yaml:16:")
                                .contains("objective.scheduledSampling must be 0 with objective.loss nce"),
                        g -> assertThat(g)
                                .startsWith("suite.yaml:17:")
                                .contains("objective.search.every must be 0 with objective.loss nce"),
                        h -> assertThat(h)
                                .startsWith("suite.yaml:18:")
                                .contains("training.state must be weights with objective.loss nce"),
                        i -> assertThat(i)
                                .startsWith("suite.yaml:19:")
                                .contains(
                                        "timeConditioning needs time conditioning, which network energy does not support"),
                        j -> assertThat(j)
                                .startsWith("suite.yaml:20:")
                                .contains("objective.loss nce needs kind masked"),
                        j -> assertThat(j).startsWith("suite.yaml:20:").contains("with the same process"));
    }

    @Test
    void anEnergyWeighsWhereOneIsAskedFor() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + """
                  one: {process: {kind: masked}}
                  ar: {process: {kind: autoregressive}}
                  nce: {process: {kind: masked}, objective: {loss: nce}, training: {from: one, tokens: 7k}}
                  a: {process: {kind: masked}, sampling: {companion: nce, joint: {kind: importance-resampling, energy: nce}}}
                  b: {process: {kind: masked}, sampling: {companion: ar, joint: {kind: importance-resampling, energy: nce}}}
                  c: {process: {kind: masked}, sampling: {companion: nce, joint: {kind: importance-resampling}}}
                  d: {process: {kind: masked}, sampling: {companion: nce, joint: {kind: copula}}}
                  e: {process: {kind: masked, blockSize: 4}, sampling: {companion: nce, joint: {kind: importance-resampling, energy: nce}}}
                """))
                .satisfiesExactlyInAnyOrder(
                        b -> assertThat(b)
                                .startsWith("suite.yaml:11:")
                                .contains("sampling.companion must name an experiment with objective.loss nce"),
                        c -> assertThat(c)
                                .startsWith("suite.yaml:12:")
                                .contains("sampling.companion must name an autoregressive experiment"),
                        d -> assertThat(d)
                                .startsWith("suite.yaml:13:")
                                .contains("sampling.companion must name an autoregressive experiment"),
                        e -> assertThat(e)
                                .startsWith("suite.yaml:14:")
                                .contains("sampling.joint.energy nce weighs whole sequences"));
    }

    @Test
    void aPapersValuesBelongToPoints() {
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + """
                  ar: {process: {kind: autoregressive}}
                report:
                  notes: fine
                  paper: {cites: table 1, metric: pppl, values: {ar: 1, arr: 2, x: y}, by: me}
                """))
                .satisfiesExactlyInAnyOrder(
                        notes -> assertThat(notes).contains(":9:10: notes must be a list of sentences"),
                        metric -> assertThat(metric).contains("unknown metric 'pppl'"),
                        value -> assertThat(value).contains("x must be a number, got 'y'"),
                        key -> assertThat(key).contains("unknown key 'by'"),
                        point -> assertThat(point)
                                .contains("paper has a value of an unknown point: 'arr'; did you mean 'ar'?"));
    }
}
