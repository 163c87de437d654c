package dev.dlmbench.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParetoFrontTest {
    private record Cost(double time, double loss) {}

    @Test
    void keepsWhatNothingBeats() {
        Cost fast = new Cost(1, 9);
        Cost middle = new Cost(3, 3);
        Cost good = new Cost(9, 1);
        Cost beaten = new Cost(4, 4);

        assertThat(front(List.of(beaten, fast, middle, good))).containsExactly(fast, middle, good);
    }

    @Test
    void keepsEqualPointsBoth() {
        Cost one = new Cost(1, 1);

        assertThat(front(List.of(one, new Cost(1, 1)))).hasSize(2);
    }

    @Test
    void dropsWhatIsOnlyWorseOnOneCost() {
        assertThat(front(List.of(new Cost(1, 1), new Cost(1, 2)))).containsExactly(new Cost(1, 1));
    }

    @Test
    void agreesWithTheDefinitionOnEveryPairOfManyDraws() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            List<Cost> points = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                points.add(new Cost(random.nextInt(6), random.nextInt(6)));
            }
            List<Cost> front = front(points);
            for (Cost point : points) {
                boolean beaten = false;
                for (Cost other : points) {
                    boolean noWorse = other.time <= point.time && other.loss <= point.loss;
                    beaten |= noWorse && !other.equals(point);
                }
                assertThat(front.contains(point)).isEqualTo(!beaten);
            }
        }
    }

    private static List<Cost> front(List<Cost> points) {
        return ParetoFront.of(points, Cost::time, Cost::loss);
    }
}
