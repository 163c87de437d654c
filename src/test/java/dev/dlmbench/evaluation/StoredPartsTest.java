package dev.dlmbench.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dlmbench.sampling.Arpc;
import dev.dlmbench.sampling.BlockRefinement;
import dev.dlmbench.sampling.Corrector;
import dev.dlmbench.sampling.EntropyBound;
import dev.dlmbench.sampling.Mixing;
import dev.dlmbench.sampling.PlaceOrder;
import dev.dlmbench.sampling.ProposalRanking;
import dev.dlmbench.sampling.Remdm;
import dev.dlmbench.sampling.Selector;
import dev.dlmbench.sampling.StepPlan;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts are stored as they were when each family was one record with all settings. */
class StoredPartsTest {
    private static final JsonMapper STORED =
            JsonMapper.builder().addModule(new StoredParts(true)).build();
    private static final JsonMapper PASSED_ON =
            JsonMapper.builder().addModule(new StoredParts(false)).build();

    static Stream<Arguments> parts() {
        return Stream.of(
                plan(new StepPlan.Grid(4), "grid", 4),
                plan(new StepPlan.FirstHitting(), "first_hitting", 0),
                selector(new Selector.Ancestral(), "ancestral", "0.0", "0.0", ""),
                selector(new PlaceOrder.LeftToRight(), "left_to_right", "0.0", "0.0", ""),
                selector(new PlaceOrder.Permutation(List.of(1, 0)), "permutation", "0.0", "0.0", "1,0"),
                Arguments.of(
                        Selector.class,
                        new PlaceOrder.FixedRandom(7),
                        "{'kind':'fixed_random','bound':0.0,'temperature':0.0,'order':[],'seed':7}"),
                selector(new ProposalRanking.Margin(.5), "margin", "0.0", "0.5", ""),
                selector(new ProposalRanking.Factor(2), "factor", "2.0", "0.0", ""),
                selector(new EntropyBound(.25), "entropy_bound", "0.25", "0.0", ""),
                Arguments.of(
                        Selector.class,
                        new BlockRefinement(.75, .5),
                        "{'kind':'block_refinement','bound':0.75,'temperature':0.0,'order':[],'editing':0.5}"),
                plan(new StepPlan.Cumulative(4), "cumulative", 4),
                corrector(new Corrector.None(), "none", "0.0", "1.0", "0.0", "nll", "top", 0, 1, 128, 32, "1.0"),
                corrector(new Mixing.Psi(.25, .5, .1), "psi", "0.25", "0.5", "0.1", "nll", "top", 0, 1, 128, 32, "1.0"),
                corrector(
                        new Remdm.Cap(.25, .5, .1),
                        "remdm_cap",
                        "0.25",
                        "0.5",
                        "0.1",
                        "nll",
                        "top",
                        0,
                        1,
                        128,
                        32,
                        "1.0"),
                corrector(new Remdm.Loop(.02), "remdm_loop", "0.02", "1.0", "0.0", "nll", "top", 0, 1, 128, 32, "1.0"),
                corrector(
                        new Arpc(Arpc.Score.REVERSE_KL, Arpc.Rule.PROPORTIONAL, 2, 3),
                        "arpc",
                        "0.0",
                        "1.0",
                        "0.0",
                        "reverse_kl",
                        "proportional",
                        2,
                        3,
                        128,
                        32,
                        "1.0"),
                corrector(
                        new Corrector.SelfCorrection(7, 5, .5),
                        "self_correction",
                        "0.0",
                        "1.0",
                        "0.0",
                        "nll",
                        "top",
                        0,
                        1,
                        7,
                        5,
                        "0.5"));
    }

    private static Arguments plan(StepPlan plan, String kind, int steps) {
        return Arguments.of(StepPlan.class, plan, String.format(Locale.ROOT, "{'kind':'%s','steps':%d}", kind, steps));
    }

    private static Arguments selector(Selector selector, String kind, String bound, String temperature, String order) {
        String words = String.format(
                Locale.ROOT, "{'kind':'%s','bound':%s,'temperature':%s,'order':[%s]}", kind, bound, temperature, order);
        return Arguments.of(Selector.class, selector, words);
    }

    private static Arguments corrector(Corrector corrector, Object... words) {
        String stored = String.format(
                Locale.ROOT,
                "{'kind':'%s','strength':%s,'from':%s,'until':%s,'score':'%s','rule':'%s','warmup':%d,'period':%d,"
                        + "'rounds':%d,'patience':%d,'temperature':%s}",
                words);
        return Arguments.of(Corrector.class, corrector, stored);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartKeepsItsStoredForm(Class<?> family, Object part, String words) throws JsonProcessingException {
        String stored = words.replace('\'', '"');
        assertThat(STORED.writeValueAsString(part)).isEqualTo(stored);
        assertThat(STORED.readValue(stored, family)).isEqualTo(part);
    }

    /** Other builds read constants as they are called in Java. */
    @Test
    void whatOtherBuildsReadHasConstantsInUpperCase() throws JsonProcessingException {
        assertThat(PASSED_ON.writeValueAsString(new PlaceOrder.LeftToRight())).contains("\"kind\":\"LEFT_TO_RIGHT\"");
        String arpc = PASSED_ON.writeValueAsString(new Arpc(Arpc.Score.AR_ENTROPY, Arpc.Rule.TOP));
        assertThat(arpc).contains("\"kind\":\"ARPC\"", "\"score\":\"AR_ENTROPY\"", "\"rule\":\"TOP\"");
        assertThat(PASSED_ON.readValue(arpc, Corrector.class))
                .isEqualTo(new Arpc(Arpc.Score.AR_ENTROPY, Arpc.Rule.TOP));
    }

    @Test
    void whatIsNoPartIsRefused() {
        assertThatThrownBy(() -> STORED.readValue("{\"kind\":\"grid\",\"steps\":1,\"more\":2}", StepPlan.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("no setting of a part: more");
        assertThatThrownBy(() -> STORED.readValue("{\"kind\":\"grids\",\"steps\":1}", StepPlan.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("no kind of part: grids");
        assertThatThrownBy(() -> STORED.readValue("{\"kind\":\"grid\"}", StepPlan.class))
                .isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> STORED.readValue("{\"kind\":\"grid\",\"steps\":-1}", StepPlan.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("stepsPerBlock");
        assertThatThrownBy(() -> STORED.readValue("[1]", StepPlan.class)).isInstanceOf(JsonProcessingException.class);
    }
}
