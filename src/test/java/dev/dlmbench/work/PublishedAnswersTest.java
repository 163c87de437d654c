package dev.dlmbench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.backbone.AttentionPattern;
import dev.dlmbench.backbone.Backbone;
import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.engine.TorchSession;
import dev.dlmbench.fixture.SharedFiles;
import dev.dlmbench.fixture.TestEngine;
import dev.dlmbench.json.JsonLines;
import dev.dlmbench.metric.NodeKind;
import dev.dlmbench.plan.Node;
import dev.dlmbench.plan.Plan;
import dev.dlmbench.plan.Planner;
import dev.dlmbench.plan.TextFacts;
import dev.dlmbench.pretrained.PretrainedModel;
import dev.dlmbench.results.Answer;
import dev.dlmbench.run.FolderPlace;
import dev.dlmbench.store.NodeFiles;
import dev.dlmbench.store.ResultStore;
import dev.dlmbench.suite.SuiteReader;
import dev.dlmbench.text.DataFolder;
import dev.dlmbench.text.Tokenizer;
import dev.dlmbench.text.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Published models answer questions from a file of one's own, with their own tokenizer and no training. */
class PublishedAnswersTest {
    private static final int SEQUENCE = 24;
    private static final List<String> QUESTIONS = List.of("Two and two?", "Who?\nYou", "Ten less one?");

    @TempDir
    private Path folder;

    private Plan plan(List<String> questions, Path model, String tokenizer, String settings) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String question : questions) {
            lines.append("{\"doc_id\": 0, \"doc\": {\"question\": \"")
                    .append(question.replace("\n", "\\n"))
                    .append("\"}, \"target\": \"he\", \"filter\": \"none\"}\n");
        }
        Files.writeString(folder.resolve("samples.jsonl"), lines);
        Path file = folder.resolve("suite.yaml");
        Files.writeString(
                file, String.format(Locale.ROOT, """
                schema: dlm-bench/1
                suite: asked
                title: Questions of one's own
                metrics: [accuracy]
                defaults:
                  data:
                    corpus: {kind: jsonl, test: samples.jsonl, fields: {prompt: doc.question, answer: target}}
                    tokenizer: %s
                    sequence: %d
                  engine: {device: %s, threads: 1}
                experiments:
                  published:
                    model: {kind: pretrained, path: '%s'}
                    sampling: {%s}
                """, tokenizer, SEQUENCE, TestEngine.SPEC.device(), model, settings));
        return new Planner(new TextFacts(new DataFolder(folder)), ResultStore.open(folder.resolve("store")), false)
                .plan(SuiteReader.read(file, List.of()), "suite.yaml");
    }

    private List<Answer> answers(Plan plan) throws IOException, InterruptedException {
        FolderPlace place = new FolderPlace(folder.resolve("work"));
        for (Node node : plan.nodes()) {
            place.add(node.hash(), node.spec());
        }
        Node node = plan.nodes().stream()
                .filter(each -> each.kind() == NodeKind.ANSWERS)
                .findFirst()
                .orElseThrow();
        new LearningWorks(new DataFolder(folder)).of(NodeKind.ANSWERS).run(node.spec(), place);
        return JsonLines.read(folder.resolve("work").resolve("folder").resolve(NodeFiles.ANSWERS), Answer.class);
    }

    private static Path published(String name) {
        return SharedFiles.require("parity/published/" + name).toAbsolutePath().normalize();
    }

    /** A loop of its own, which reads the whole text for every token, writes the same. */
    @Test
    void gpt2WritesWhatItFindsMostLikely() throws Exception {
        Path model = published("judge");
        String file = model.resolve("tokenizer.json").toString();
        Plan plan = plan(QUESTIONS, model, "{kind: huggingface, file: '" + file + "'}", "topK: 1, batch: 2");
        assertThat(plan.nodes().stream().map(Node::kind))
                .containsExactlyInAnyOrder(NodeKind.DATA, NodeKind.PRETRAINED, NodeKind.ANSWERS);
        List<Answer> answers = answers(plan);
        assertThat(answers).extracting(Answer::prompt).isEqualTo(QUESTIONS);
        Tokenizer tokenizer = new TokenizerSpec.HuggingFace(file).read();
        int end = tokenizer.special().end().orElseThrow();
        PretrainedModel read = PretrainedModel.read(model);
        int vocabulary = read.weights().vocabulary();
        try (TorchSession session = TorchSession.start(TestEngine.SPEC);
                Backbone backbone = new Backbone(session, read.weights())) {
            for (Answer answer : answers) {
                int[] ids = tokenizer.encode(answer.prompt() + "\n");
                int prompt = ids.length;
                while (ids.length < SEQUENCE) {
                    float[] logits = backbone.logits(1, ids, new float[1], AttentionPattern.CAUSAL, ids.length);
                    int best = (ids.length - 1) * vocabulary;
                    for (int i = best; i < logits.length; i++) {
                        best = logits[i] > logits[best] ? i : best;
                    }
                    ids = Arrays.copyOf(ids, ids.length + 1);
                    ids[ids.length - 1] = best % vocabulary;
                }
                int[] written = Arrays.stream(ids, prompt, SEQUENCE)
                        .takeWhile(id -> id != end)
                        .toArray();
                assertThat(answer.output()).isEqualTo(tokenizer.decode(written));
                assertThat(answer.calls()).isEqualTo(SEQUENCE - prompt);
                assertThat(answer.expected()).isEqualTo("he");
                assertThat(answer.right()).isFalse();
            }
        }
    }

    /** Its tokens are made the characters of a file that has just as many. */
    @Test
    void aMaskedModelAnswersWhereTheNumberOfTokensAgrees() throws Exception {
        Path model = published("mdlm");
        int tokens = PretrainedModel.read(model).weights().vocabulary() - 1;
        Set<Integer> characters =
                (String.join("", QUESTIONS) + "\nhe\u00b6").chars().boxed().collect(Collectors.toSet());
        assertThatThrownBy(() -> plan(QUESTIONS, model, "char", "stepsPerBlock: 4"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(
                        "is for " + tokens + " tokens and a mask, but data.tokenizer has " + characters.size());
        String more = IntStream.rangeClosed('a', 'z')
                .filter(letter -> !characters.contains(letter))
                .limit(tokens - characters.size())
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        List<String> questions =
                Stream.concat(QUESTIONS.stream(), Stream.of(more)).toList();
        List<Answer> answers = answers(plan(questions, model, "char", "stepsPerBlock: 4"));
        assertThat(answers).extracting(Answer::prompt).isEqualTo(questions);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.calls()).isBetween(1L, 4L);
            assertThat(answer.output().length())
                    .isLessThanOrEqualTo(SEQUENCE - answer.prompt().length() - 1);
            assertThat(answer.output()).doesNotContain("\u00b6", Tokenizer.MASK);
        });
    }
}
