package dev.dlmbench.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dlmbench.base.InvalidSettingException;
import dev.dlmbench.base.Seeds;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SudokuTest {
    private static final Path NOWHERE = Path.of("nowhere");

    private static Task task(int size, int low, int high, int tests) {
        return new SudokuSpec(size, new Range(low, high), tests, 2).open(NOWHERE);
    }

    /** Returns the puzzle with letters for digits, the first letter for the digit that comes first. */
    private static String renamed(Example example) {
        Map<Character, Character> names = new LinkedHashMap<>(Map.of('.', '.'));
        return example.prompt()
                .chars()
                .mapToObj(cell -> names.computeIfAbsent((char) cell, any -> (char) ('a' + names.size())))
                .map(String::valueOf)
                .collect(Collectors.joining());
    }

    private static long clues(String puzzle) {
        return puzzle.chars().filter(cell -> cell != '.').count();
    }

    @ParameterizedTest
    @CsvSource({"4,4,200", "4,6,200", "4,10,200", "9,25,40", "9,30,40", "9,45,40"})
    void everyPuzzleHasItsCluesAndOneSolution(int size, int clues, int count) {
        assertThat(TaskExamples.training(task(size, clues, clues, 5), count)).allSatisfy(example -> {
            assertThat(clues(example.prompt())).isEqualTo(clues);
            assertThat(example.difficulty()).isEqualTo(String.valueOf(clues));
            assertThat(ExactCover.solutions(example.prompt(), size, 2)).containsExactly(example.answer());
        });
    }

    @Test
    void bothSolversCountTheSameSolutions() {
        // 288 grids of 4 rows: Sloane's A107739.
        assertThat(new SudokuGrid(4, new int[16]).solutions(1000)).isEqualTo(288);
        assertThat(ExactCover.solutions(".".repeat(16), 4, 1000)).hasSize(288);
        SplittableRandom random = new Seeds(1).stream("puzzles");
        for (int i = 0; i < 100; i++) {
            int[] cells = SudokuGrid.solved(4, random);
            for (int blank = 0; blank < 12; blank++) {
                cells[random.nextInt(16)] = 0;
            }
            String puzzle = Arrays.stream(cells)
                    .mapToObj(cell -> cell == 0 ? "." : String.valueOf(cell))
                    .collect(Collectors.joining());
            assertThat(new SudokuGrid(4, cells).solutions(50))
                    .isEqualTo(ExactCover.solutions(puzzle, 4, 50).size());
        }
    }

    @Test
    void everySolvedGridOfFourRowsIsDrawn() {
        Set<String> grids = TaskExamples.training(task(4, 15, 15, 1), 5000)
                .map(Example::answer)
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(grids).hasSize(288); // a grid is missed with probability (1 - 1/288)^5000 < 3e-8
    }

    @ParameterizedTest
    @CsvSource({"4, 5, 8"})
    void noPuzzleOfTheTestSetIsLearnedAndAPlantedOneIsFound(int size, int low, int high) {
        Task task = task(size, low, high, 400);
        assertThat(task.test()).hasSize(400).extracting(SudokuTest::renamed).doesNotHaveDuplicates();
        assertThat(TaskExamples.leaked(task::training, task.test(), 20_000, SudokuTest::renamed))
                .isEmpty();
        Example test = task.test().get(30);
        Example plant = new Example(
                "", test.prompt().replace('1', 'x').replace('2', '1').replace('x', '2'), List.of(), "", "");
        assertThat(TaskExamples.leaked(TaskExamples.planted(task, 1000, plant), task.test(), 1000, SudokuTest::renamed))
                .contains(plant);
    }

    @Test
    @Tag("slow")
    void noPuzzleOfNineRowsIsLearned() {
        noPuzzleOfTheTestSetIsLearnedAndAPlantedOneIsFound(9, 36, 45);
    }

    @Test
    void theStreamRepeatsAndTheHashKnowsEverySetting() {
        assertThat(task(9, 30, 40, 3).training(99)).isEqualTo(task(9, 30, 40, 3).training(99));
        assertThat(Stream.of(
                        task(9, 30, 40, 3),
                        task(9, 31, 40, 3),
                        task(9, 30, 41, 3),
                        task(9, 30, 40, 4),
                        new SudokuSpec(9, new Range(30, 40), 3, 3).open(NOWHERE),
                        task(4, 8, 10, 3)))
                .extracting(Task::contentHash)
                .doesNotHaveDuplicates();
    }

    @Test
    void anAnswerIsAWholeGrid() {
        Task task = task(4, 8, 8, 10);
        Example example = task.test().get(0);
        assertThat(task.layout().text(example)).isEqualTo(example.prompt() + "||" + example.answer());
        assertThat(task.answer("1234\n3412\n2143\n4321\n")).contains("1234341221434321");
        for (String malformed :
                List.of("", "123434122143432", "12343412214343211", "1234341221434325", "123434122143432.")) {
            assertThat(task.answer(malformed)).as(malformed).isEmpty();
        }
        assertThat(task.right(example, example.answer())).isTrue();
        assertThat(task.right(example, "1".repeat(16))).isFalse();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> new SudokuSpec(6, new Range(4), 1, 1))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("sudoku.size");
        assertThatThrownBy(() -> new SudokuSpec(4, new Range(3, 16), 0, 1))
                .hasMessageContaining("sudoku.clues")
                .hasMessageContaining("sudoku.tests");
    }
}
