package dev.dlmbench.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every record of a family of parts has a row, which finds it by its name. */
class KindsTest {
    @Test
    void everyPartHasAName() {
        assertComplete(StepPlan.kinds(), StepPlan.class);
        assertComplete(Selector.kinds(), Selector.class);
        assertComplete(Corrector.kinds(), Corrector.class);
    }

    private static <P> void assertComplete(Kinds<P> kinds, Class<P> family) {
        List<Class<?>> rows = kinds.names().stream()
                .map(kinds::type)
                .<Class<?>>map(Optional::orElseThrow)
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(records(family).toList());
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(KindsTest::records)
                        .distinct()
                : Stream.of(type);
    }

    @Test
    void aPartKnowsItsName() {
        assertThat(Selector.kinds().name(new PlaceOrder.LeftToRight())).isEqualTo("left-to-right");
        assertThat(Corrector.kinds().name(new Remdm.Cap(.5, 1, 0))).isEqualTo("remdm-cap");
        assertThat(StepPlan.kinds().name(new StepPlan.FirstHitting())).isEqualTo("first-hitting");
        assertThat(StepPlan.kinds().type("none such")).isEmpty();
    }
}
