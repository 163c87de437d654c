package dev.dlmbench.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dlmbench.base.Names;
import dev.dlmbench.text.DataSpec;
import dev.dlmbench.yaml.SuiteException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is told at its place and in a user's words, all mistakes of a suite at once. */
class BrokenSuitesTest {
    @TempDir
    Path folder;

    /** A broken suite and the beginnings of what is said about it. */
    record Broken(String name, String yaml, List<String> told) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"wholeSuites", "experiments", "sweeps", "conditions"})
    void isToldWhereAndWhat(Broken broken) {
        List<String> mistakes = SuiteTexts.mistakes(folder, broken.yaml);

        assertThat(mistakes).as("%s", String.join("\n", mistakes)).hasSameSizeAs(broken.told);
        for (int i = 0; i < mistakes.size(); i++) {
            String[] expected = broken.told.get(i).split(" \\| ", -1);
            assertThat(mistakes.get(i)).startsWith("suite.yaml" + expected[0] + ": ");
            for (int part = 1; part < expected.length; part++) {
                assertThat(mistakes.get(i)).contains(expected[part]);
            }
        }
        assertThat(String.join("\n", mistakes))
                .doesNotContain("Exception", "dev.dlmbench", "java.", "snakeyaml", "null", "Optional");
    }

    static Stream<Broken> wholeSuites() {
        return Stream.of(
                whole("an empty file", "", " | is empty"),
                whole("only a comment", "# nothing\n", " | is empty"),
                whole("a list", "- a\n- b\n", ":1:1 | must be a mapping of keys to values, got a list"),
                whole("a word", "hello\n", ":1:1 | must be a mapping of keys to values, got 'hello'"),
                whole(
                        "two documents",
                        "schema: dlm-bench/1\n---\nschema: dlm-bench/1\n",
                        ":2:1 | a second document begins here"),
                whole("bad YAML", "schema: dlm-bench/1\nsuite: [a, b\n", ":3:1 | not valid YAML | expected ',' or ']'"),
                whole("a tab", "schema: dlm-bench/1\ndefaults:\n\tdata: {}\n", ":3:1 | not valid YAML | '\\t(TAB)'"),
                whole("a control character", "schema: \u0007\n", ":1:9 | the character U+0007 is not allowed"),
                whole(
                        "no schema, no name, no experiments",
                        "title: nothing else\n",
                        ":1:1 | experiments is missing",
                        ":1:1 | schema is missing; write 'schema: dlm-bench/1'",
                        ":1:1 | suite is missing"),
                whole(
                        "another schema",
                        SuiteTexts.HEAD.replace("bench/1", "bench/2") + "  a: {process: {kind: masked}}\n",
                        ":1:9 | schema must be dlm-bench/1, got 'dlm-bench/2'"),
                whole(
                        "a name that is no folder's",
                        SuiteTexts.HEAD.replace("trial", "My Suite") + "  a: {process: {kind: masked}}\n",
                        ":2:8 | suite must be lower-case letters, digits and -"),
                whole(
                        "an unknown key at the top",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\nmetric: [nll]\npromises: []\n",
                        ":8:1 | unknown key 'metric' | did you mean 'metrics'?",
                        ":9:1 | unknown key 'promises' | known: schema, suite, title"),
                whole(
                        "unknown metrics and charts",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\nmetrics: [nll, entropi, true-nll, nll]\n"
                                + "report: {charts: [nll-blocksiz], tables: 3, figures: []}\n",
                        ":8:16 | unknown metric 'entropi' | did you mean 'entropy'?",
                        ":8:25 | unknown metric 'true-nll'",
                        ":8:35 | metric 'nll' is named twice",
                        ":9:19 | unknown chart 'nll-blocksiz' | did you mean 'nll-blocksize'?",
                        ":9:42 | tables must be a list of tables, got '3'",
                        ":9:45 | unknown key 'figures'"),
                whole(
                        "gen-ppl alone",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\nmetrics: [gen-ppl]\n",
                        ":8:10 | gen-ppl says nothing without entropy"),
                whole(
                        "a missing included file",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\ninclude: [none.yaml]\n",
                        ":8:11 | none.yaml: there is no such file"),
                whole(
                        "a file that includes itself",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\ninclude: [./suite.yaml]\n",
                        ":8:11 | files include each other in a circle"),
                whole(
                        "a duplicate key at the top",
                        SuiteTexts.HEAD + "  a: {process: {kind: masked}}\nsuite: again\n",
                        ":8:1 | duplicate key 'suite'; it first stands in line 2"),
                whole(
                        "no experiments in it",
                        SuiteTexts.HEAD.replace("experiments:", "experiments: {}"),
                        ":6:14 | experiments must be a mapping of names to experiments, got none"));
    }

    static Stream<Broken> experiments() {
        return Stream.of(
                broken(
                        "nothing in it",
                        "a:",
                        ":7:3 | process.kind is missing",
                        ":7:5 | experiment a must be a mapping of keys to values, got nothing"),
                broken(
                        "a name with a space",
                        "my model: {process: {kind: masked}}",
                        ":7:3 | experiment name 'my model' must be letters"),
                broken(
                        "an unknown key",
                        "a: {process: {kind: masked}, backbone: {widht: 64}}",
                        ":7:43 | unknown key 'widht' in backbone | known: layers, width | did you mean 'width'?"),
                broken(
                        "a key of another section",
                        "a: {process: {kind: masked}, training: {precision: bf16}}",
                        ":7:43 | unknown key 'precision' in training | did you mean 'engine.precision'?"),
                broken(
                        "an unknown section",
                        "a: {proces: {kind: masked}}",
                        ":7:3 | process.kind is missing: one of autoregressive, masked, uniform",
                        ":7:7 | unknown key 'proces' | did you mean 'process'?"),
                broken("no kind", "a: {process: {blockSize: 4}}", ":7:7 | process.kind is missing"),
                broken(
                        "an unknown kind",
                        "a: {process: {kind: maskd}}",
                        ":7:23 | process.kind must be one of autoregressive, masked, uniform, hybrid, sphere, got 'maskd' | 'masked'?"),
                broken(
                        "an unknown corpus",
                        "a: {process: {kind: masked}, data: {corpus: tinyshakespear}}",
                        ":7:47 | data.corpus must be one of markov | got 'tinyshakespear' | 'tinyshakespeare'?"),
                broken(
                        "a section that is a word",
                        "a: {process: masked}",
                        ":7:3 | process.kind is missing",
                        ":7:16 | process must be a mapping of keys to values, got 'masked'"),
                broken(
                        "wrong types",
                        "a: {process: {kind: masked}, backbone: {layers: four, width: '64', heads: 2.5, timeConditioning: on,"
                                + " dropout: none}}",
                        ":7:51 | backbone.layers must be a whole number, got 'four'",
                        ":7:64 | backbone.width must be a whole number, got the text '64'",
                        ":7:77 | backbone.heads must be a whole number, got '2.5'",
                        ":7:100 | backbone.timeConditioning must be true or false, got 'on'",
                        ":7:113 | backbone.dropout must be a number, got 'none'"),
                broken(
                        "numbers that no computer holds",
                        "a: {process: {kind: masked}, training: {tokens: 99999999999G, batch: 3000000000, clip: .inf,"
                                + " ema: 1e999, learningRate: .nan}, data: {tokens: 1e99999}}",
                        ":7:51 | training.tokens must be a whole number that a computer can count to",
                        ":7:72 | training.batch must be at most 2147483647, got '3000000000'",
                        ":7:90 | training.clip must be a finite number, got '.inf'",
                        ":7:101 | training.ema must be a finite number, got '1e999'",
                        ":7:122 | training.learningRate must be a finite number, got '.nan'",
                        ":7:144 | data.tokens must be a whole number that a computer can count to"),
                broken(
                        "impossible values in several sections",
                        "a: {process: {kind: masked}, backbone: {width: -4, layers: 0}, training: {ema: 1.5},"
                                + " sampling: {temperature: 0}}",
                        ":7:50 | backbone.width must be between 1 and 65536, got -4",
                        ":7:62 | backbone.layers must be between 1 and 1000, got 0",
                        ":7:82 | training.ema must be in [0, 1), got 1.5",
                        ":7:112 | sampling.temperature must be positive, got 0"),
                broken(
                        "a block size that does not divide the sequence",
                        "a: {process: {kind: masked, blockSize: 5}}",
                        ":7:42 | process.blockSize must divide data.sequence, got 5 and 128"),
                broken(
                        "a block longer than the sequence",
                        "a: {process: {kind: masked, blockSize: 256}}",
                        ":7:42 | process.blockSize must be at most data.sequence, got 256 and 128"),
                broken(
                        "blocks of autoregression",
                        "a: {process: {kind: autoregressive, blockSize: 4}}",
                        ":7:50 | process.blockSize does not go with kind autoregressive, got 4"),
                broken(
                        "steps that the blocks cannot share",
                        "a: {process: {kind: masked, blockSize: 4}, sampling: {steps: 40}}",
                        ":7:64 | sampling.steps must be a multiple of the 32 blocks of a sequence, got 40"),
                broken(
                        "both ways to count steps",
                        "a: {process: {kind: masked}, sampling: {steps: 8, stepsPerBlock: 8}}",
                        ":7:53 | sampling.stepsPerBlock cannot stand beside sampling.steps"),
                broken(
                        "an oracle for a text of unknown source",
                        "a: {process: {kind: masked}, evaluator: {kind: oracle}}",
                        ":7:50 | evaluator.kind oracle needs a corpus whose source gives every text a probability"),
                broken(
                        "an evaluator of its own that is impossible",
                        "a: {process: {kind: masked}, evaluator: {backbone: {heads: 3}}}",
                        ":7:44 | evaluator.backbone.width must be a multiple of heads, got 128 and 3"),
                broken(
                        "a corpus file that is not there",
                        "a: {process: {kind: masked}, data: {corpus: {kind: file, path: none.txt}}}",
                        ":7:66 | data.corpus.path names no file: 'none.txt'"),
                broken(
                        "keys of another corpus",
                        "a: {process: {kind: masked}, data: {corpus: {kind: stories, order: 2, path: x},"
                                + " tokens: 9k, documents: 9}}",
                        ":7:70 | data.corpus.order does not go with corpus stories",
                        ":7:79 | data.corpus.path does not go with corpus stories"),
                broken(
                        "bytes of a source of letters",
                        "a: {process: {kind: masked}, data: {corpus: stories, tokens: 9k, documents: 9, tokenizer: byte}}",
                        ":7:93 | data.tokenizer must be char for corpus stories, got byte"),
                broken(
                        "a tokenizer's file that is not there",
                        "a: {process: {kind: masked}, data: {tokenizer: {kind: huggingface, file: none.json},"
                                + " corpus: tinyshakespeare}}",
                        ":7:76 | data.tokenizer.file names no file: 'none.json'"),
                broken(
                        "a tokenizer of no file",
                        "a: {process: {kind: masked}, data: {tokenizer: huggingface, corpus: tinyshakespeare}}",
                        ":7:32 | data.tokenizer.file is missing: tokenizer huggingface needs it"),
                broken(
                        "a file of a tokenizer that has none",
                        "a: {process: {kind: masked}, data: {tokenizer: {kind: byte, file: x}, corpus: wiki27}}",
                        ":7:69 | data.tokenizer.file does not go with tokenizer byte"),
                broken(
                        "tokens that are learnt from ids",
                        "a: {process: {kind: masked}, data: {tokenizer: {kind: bpe, size: 512},"
                                + " corpus: {kind: ids, path: x, vocabulary: 9}}}",
                        ":7:57 | data.tokenizer must not be bpe for corpus ids, whose tokens are given"),
                broken(
                        "fewer tokens than bytes",
                        "a: {process: {kind: masked}, data: {tokenizer: {kind: bpe, size: 99}, corpus: wiki27}}",
                        ":7:68 | data.tokenizer.size must be between 257 and 1000000, got 99"),
                broken(
                        "a folder and a size of a tokenizer that has neither",
                        "a: {process: {kind: masked}, data: {tokenizer: {kind: bert, folder: x, size: 9}, corpus: wiki27}}",
                        ":7:71 | data.tokenizer.folder does not go with tokenizer bert",
                        ":7:80 | data.tokenizer.size does not go with tokenizer bert"),
                broken(
                        "a synthetic corpus of no size",
                        "a: {process: {kind: masked}, data: {corpus: stories}}",
                        ":7:32 | data.documents must be positive for a synthetic corpus, got 0",
                        ":7:32 | data.tokens must be positive for a synthetic corpus, got 0"),
                broken(
                        "seeds that are none",
                        "a: {process: {kind: masked}, seeds: [1, 2, 1]}\nb: {process: {kind: masked}, seeds: []}\n"
                                + "c: {process: {kind: masked}, seeds: 3}\nd: {process: {kind: masked}, seeds: [-1]}",
                        ":7:39 | seeds must differ from each other, got 1 twice",
                        ":8:39 | seeds must not be empty",
                        ":9:39 | seeds must be a list of whole numbers, got '3'",
                        ":10:39 | seeds must not be negative, got -1"),
                broken(
                        "settings by their former names",
                        "a: {process: {kind: masked}, judge: {kind: oracle}, sampling: {nucleus: 0.9}}",
                        ":7:32 | 'judge' was renamed to 'evaluator'",
                        ":7:66 | 'nucleus' was renamed to 'topP'"),
                broken(
                        "a setting swept by its former name",
                        "a: {process: {kind: masked}, matrix: {sampling.nucleus: [0.9, 1]}}",
                        ":7:41 | 'sampling.nucleus' was renamed to 'sampling.topP'"),
                broken(
                        "two mistakes of a selector",
                        "a: {process: {kind: masked}, sampling: {selector: {kind: threshold, bound: 7, order: [0]}}}",
                        ":7:78 | sampling.selector.bound must",
                        ":7:88 | sampling.selector.order goes with kind permutation only"),
                broken(
                        "values by their former names",
                        "a: {process: {kind: masked}, objective: {loss: bound}, sampling: {plan: planned}}",
                        ":7:50 | 'bound' was renamed to 'nelbo'",
                        ":7:75 | 'planned' was renamed to 'dynamic-programming'"),
                broken(
                        "a duplicate key",
                        "a:\n  process: {kind: masked}\n  backbone:\n    width: 64\n    width: 32",
                        ":11:7 | duplicate key 'width'; it first stands in line 10"),
                broken(
                        "a key that is a list",
                        "a: {process: {kind: masked}, ? [x] : 1}",
                        ":7:34 | a key must be a word, got a list"),
                broken("a tag", "a: {process: {kind: !kind masked}}", ":7:23 | YAML tags have no meaning here"),
                broken(
                        "an alias of nothing",
                        "a: {process: *masked}",
                        ":7:16 | alias '*masked' refers to nothing that is complete before it"),
                broken(
                        "an anchor that contains itself",
                        "a: &a {process: *a}",
                        ":7:19 | alias '*a' refers to nothing that is complete before it"),
                broken(
                        "extending nothing, oneself and in a circle",
                        "a: {extends: z, process: {kind: masked}}\nb: {extends: b, process: {kind: masked}}\n"
                                + "c: {extends: d, process: {kind: masked}}\nd: {extends: c, process: {kind: uniform}}",
                        ":7:16 | unknown experiment 'z'; known: a, b, c, d",
                        ":8:16 | experiments extend each other in a circle: b -> b",
                        ":10:16 | experiments extend each other in a circle: c -> d -> c"));
    }

    static Stream<Broken> sweeps() {
        return Stream.of(
                broken(
                        "an empty axis",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: []}}",
                        ":7:60 | process.blockSize sweeps over no values"),
                broken(
                        "an axis that is one value",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: 4}}",
                        ":7:60 | process.blockSize must be a list of values to sweep, got '4'"),
                broken(
                        "axes of no setting",
                        "a: {process: {kind: masked}, matrix: {process.blockSise: [4], backbone: [1], seeds: [1]}}",
                        ":7:41 | unknown setting 'process.blockSise'; did you mean 'process.blockSize'?",
                        ":7:65 | 'backbone' is a section; name one of its settings: layers, width",
                        ":7:80 | seeds are replicates and cannot be swept"),
                broken(
                        "one wrong value among others",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: [4, 5, x]}}",
                        ":7:64 | process.blockSize must divide data.sequence, got 5 and 128 (point" + " a,blockSize=5)",
                        ":7:67 | process.blockSize must be a whole number, got 'x'"),
                broken(
                        "lists of different lengths in a zip",
                        "a: {process: {kind: masked}, zip: {process.blockSize: [4, 8], sampling.temperature: [1]}}",
                        ":7:65 | zip needs lists of one length: sampling.temperature has 1 values, process.blockSize"
                                + " has 2"),
                broken(
                        "a setting both fixed and swept",
                        "a: {process: {kind: masked, blockSize: 4}, matrix: {process.blockSize: [4, 8]}}",
                        ":7:55 | process.blockSize is set twice here; it is first in line 7"),
                broken(
                        "the same point twice",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: [4, 8, 4]}}",
                        ":7:67 | point a,blockSize=4 is the same as point a,blockSize=4"),
                broken(
                        "steps that make no difference to autoregression",
                        "a: {process: {kind: autoregressive}, sampling: {steps: [8, 16]}}",
                        ":7:62 | point a,steps=16 is the same as point a,steps=8"),
                broken(
                        "a single point that leaves an axis open",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: [4]}, include: [{backbone.width: 64}]}",
                        ":7:76 | an included point must give a value for each swept setting; this one lacks process.blockSize"),
                broken("too many points", """
                        a:
                          process: {kind: masked}
                          matrix:
                            training.warmup: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
                            training.batch: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
                            data.documents: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]
                        """, ":7:3 | experiment a sweeps over more than 2000 points"));
    }

    static Stream<Broken> conditions() {
        return Stream.of(
                condition("an unknown name", "process.blocksize > 4", ":7:43 | unknown setting | 'process.blockSize'?"),
                condition("a name without its section", "1 < blockSize", ":7:47 | did you mean 'process.blockSize'?"),
                condition("half a comparison", "process.blockSize >", ":7:62 | the expression ends too early"),
                condition("an assignment", "process.blockSize = 4", ":7:61 | '=' compares nothing; write '=='"),
                condition("a word without quotes", "process.kind == masked", ":7:59 | 'masked' is a text"),
                condition("a text that never is", "process.kind == 'maskd'", ":7:59 | did you mean 'masked'?"),
                condition("a number where a truth is due", "process.blockSize", ":7:43 | must be true or false here"),
                condition("a text that is added", "process.kind + 1 > 2", ":7:43 | must be a number here, but is text"),
                condition("a text by size", "process.kind < 'masked'", ":7:56 | '<' cannot compare text with text"),
                condition("a chain", "1 < process.blockSize < 9", ":7:65 | comparisons cannot be chained"),
                condition("an open parenthesis", "(1 < 2", ":7:43 | this parenthesis is not closed"),
                condition("an open quote", "process.kind == 'mas", ":7:59 | this text has no closing quote"),
                condition("a stray sign", "1 < 2 # 3", ":7:49 | unexpected '#'"),
                condition("two formulas", "1 < 2 3 < 4", ":7:49 | unexpected '3'"),
                condition("a division by zero", "4 % data.documents == 0", ":7:45 | division by zero for point a"),
                condition(
                        "a rule that is broken", "data.sequence == 64", ":7:42 | point a breaks 'data.sequence == 64'"),
                broken(
                        "an experiment left without a point",
                        "a: {process: {kind: masked}, matrix: {process.blockSize: [4, 8]}, exclude: ['1 < 2']}",
                        ":7:3 | experiment a has no point left: all are excluded"),
                broken(
                        "conditions that are none",
                        "a: {process: {kind: masked}, exclude: 3, require: [[1]]}",
                        ":7:41 | exclude must be a list of expressions, got '3'",
                        ":7:54 | require must hold expressions, got a list"));
    }

    /** A synthetic source has letters, which no other tokenizer makes, whichever there are. */
    @ParameterizedTest
    @EnumSource(names = "CHAR", mode = EnumSource.Mode.EXCLUDE)
    void aSourceOfLettersHasTheTokenizerOfCharactersAlone(DataSpec.TokenizerKind tokenizer) {
        String name = Names.of(tokenizer);
        String suite = "  a: {process: {kind: masked}, data: {corpus: stories, tokens: 9k, documents: 9, tokenizer: "
                + name + "}}";
        assertThat(SuiteTexts.mistakes(folder, SuiteTexts.HEAD + suite))
                .singleElement()
                .asString()
                .contains("data.tokenizer must be char for corpus stories, got " + name);
    }

    @Test
    void mistakesOfAllKindsAreToldTogether() {
        List<String> mistakes = SuiteTexts.mistakes(folder, """
                schema: dlm-bench/1
                suite: trial
                defaults:
                  data: {corpus: tinyshakespeare, sequence: 100}
                  backbone: {widht: 64}
                experiments:
                  a: {process: {kind: masked, blockSize: 8}, seeds: [1, 1]}
                  b: {process: {kind: blocky}}
                metrics: [nul]
                """, "backbone.layers=0");

        assertThat(mistakes)
                .containsExactly(
                        "suite.yaml:5:14: unknown key 'widht' in backbone; known: layers, width, heads, conditioningDim,"
                                + " dropout, timeConditioning, kind, file, attention, mask; did you mean 'width'?",
                        "suite.yaml:7:3: training.tokens is missing (point a)",
                        "suite.yaml:7:42: process.blockSize must divide data.sequence, got 8 and 100 (point a)",
                        "suite.yaml:7:53: seeds must differ from each other, got 1 twice (point a)",
                        "suite.yaml:8:3: training.tokens is missing (point b)",
                        "suite.yaml:8:23: process.kind must be one of autoregressive, masked, uniform, hybrid, sphere, got 'blocky'",
                        "suite.yaml:9:11: unknown metric 'nul'; known: nll, ppl, bpc, bpb, code-length, code-length-alone, code-nll,"
                                + " joint-score, nll-jensen, nll-mixture, loss-time,"
                                + " loss-position, loss-frequency, nelbo-variance, gradient-variance, gen-ppl, entropy,"
                                + " distinct-n, self-bleu, repetition, longest-repeat, novelty, mauve, nfe,"
                                + " nfe-drawing, nfe-all, steps, tpf, length, accuracy, maj-at-k, pass-at-k,"
                                + " token-accuracy, malformed,"
                                + " answer-nfe, tokens-per-call, choice-accuracy, choice-accuracy-norm, not-separated, oracle-nll,"
                                + " oracle-tv, control, class-tv, latency, ttfb, throughput, code-throughput, answers-per-second, batch-invariance,"
                                + " cache-exactness, peak-memory, train-throughput,"
                                + " train-loss; did you mean 'nll'?",
                        "override 'backbone.layers=0': backbone.layers must be between 1 and 1000, got 0");
    }

    @Test
    void theLineIsShownWithACaretBelowThePlace() {
        Path file = SuiteTexts.write(folder, "suite.yaml", SuiteTexts.HEAD + "  a: {process: {kind: maskd}}\n");

        SuiteException thrown = catchThrowableOfType(SuiteException.class, () -> SuiteReader.read(file, List.of()));

        assertThat(thrown).hasMessageEndingWith("""
                        got 'maskd'; did you mean 'masked'?
                              a: {process: {kind: maskd}}
                                                  ^""");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        SuiteException thrown = catchThrowableOfType(
                SuiteException.class, () -> SuiteReader.read(folder.resolve("none.yaml"), List.of()));

        assertThat(thrown).hasMessage(folder.resolve("none.yaml") + ": there is no such file");
    }

    @Test
    void aFileThatIsNotUtf8IsToldAtTheByte() throws IOException {
        Files.write(folder.resolve("suite.yaml"), new byte[] {'a', ':', '\n', ' ', 'b', (byte) 0xE9, '\n'});

        SuiteException thrown = catchThrowableOfType(
                SuiteException.class, () -> SuiteReader.read(folder.resolve("suite.yaml"), List.of()));

        assertThat(thrown.diagnostics().get(0).headline())
                .endsWith("suite.yaml:2:3: is not UTF-8: there is a stray byte 0xE9");
    }

    @Test
    void aFileInUtf16IsRefused() throws IOException {
        Files.write(folder.resolve("suite.yaml"), new byte[] {(byte) 0xFF, (byte) 0xFE, 'a', 0});

        SuiteException thrown = catchThrowableOfType(
                SuiteException.class, () -> SuiteReader.read(folder.resolve("suite.yaml"), List.of()));

        assertThat(thrown).hasMessageEndingWith("suite.yaml: is in UTF-16; save it as UTF-8");
    }

    @Test
    void aliasesThatMultiplyAreStopped() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = ("*a" + (i - 1) + ", ").repeat(9) + "*a" + (i - 1);
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [")
                    .append(before)
                    .append("]\n");
        }

        assertThat(SuiteTexts.mistakes(folder, bomb.toString()))
                .singleElement()
                .asString()
                .contains("more than 20000 values, those repeated by aliases counted");
    }

    @Test
    void bracketsWithoutEndAreStopped() {
        assertThat(SuiteTexts.mistakes(folder, "[".repeat(100_000)))
                .containsExactly("suite.yaml:1:52: nested deeper than 50 levels");
    }

    @Test
    void aFileTooLargeIsNotRead() {
        assertThat(SuiteTexts.mistakes(folder, "#".repeat((1 << 20) + 1)))
                .containsExactly("suite.yaml: is larger than 1024 KiB");
    }

    private static Broken whole(String name, String yaml, String... told) {
        return new Broken(name, yaml, List.of(told));
    }

    private static Broken broken(String name, String experiments, String... told) {
        return new Broken(name, SuiteTexts.HEAD + experiments.indent(2), List.of(told));
    }

    /** A formula in double quotes; its first character is in column 43. */
    private static Broken condition(String name, String formula, String told) {
        return broken(name, "a: {process: {kind: masked}, require: [\"" + formula + "\"]}", told);
    }
}
