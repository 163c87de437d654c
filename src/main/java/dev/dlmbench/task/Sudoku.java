package dev.dlmbench.task;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sudoku puzzles of 4 or 9 rows with one solution: every row, every column and every box of 2 by 2 or 3 by 3 cells has
 * every digit once. The prompt is the cells row by row with {@code .} for a blank, the answer the digits of all cells.
 *
 * <p>A grid is filled by backtracking, its digits renamed, its rows, columns, bands and stacks shuffled and the whole
 * perhaps transposed; then digits are taken away in random order as long as the solution remains the only one. What
 * keeps more than the clues asked for is thrown away.
 *
 * <p>Two puzzles are the same if they differ only in the names of their digits: the steps to the solution are the same
 * at the same cells. Shuffled rows and columns make another puzzle, as a model has its cells at other places.
 *
 * @param size rows, columns and digits
 * @param clues how many digits are given
 */
record Sudoku(int size, Range clues) implements Generator {
    /** Counts the changes after which the same settings give other examples, or write them otherwise. */
    static final int VERSION = 1;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Override
    public int levels() {
        return clues.size();
    }

    @Override
    public String difficulty(int level) {
        return String.valueOf(clues.at(level));
    }

    @Override
    public Optional<Drawn> draw(int level, SplittableRandom random) {
        int[] solution = shuffled(SudokuGrid.solved(size, random), random);
        int[] puzzle = solution.clone();
        int given = puzzle.length;
        int wanted = clues.at(level);
        for (int cell : permutation(puzzle.length, random)) {
            if (given > wanted) {
                puzzle[cell] = 0;
                if (new SudokuGrid(size, puzzle).solutions(2) == 1) {
                    given--;
                } else {
                    puzzle[cell] = solution[cell];
                }
            }
        }
        if (given > wanted) {
            return Optional.empty();
        }
        return Optional.of(
                new Drawn(text(puzzle), List.of(), text(solution), difficulty(level), text(renamed(puzzle))));
    }

    /** Returns a grid of the same kind, every one that renaming, moving and transposing reach equally likely. */
    private int[] shuffled(int[] grid, SplittableRandom random) {
        int[] digits = permutation(size, random);
        int[] rows = lines(random);
        int[] columns = lines(random);
        boolean transposed = random.nextBoolean();
        int[] shuffled = new int[grid.length];
        for (int cell = 0; cell < grid.length; cell++) {
            int row = rows[cell / size];
            int column = columns[cell % size];
            int from = transposed ? column * size + row : row * size + column;
            shuffled[cell] = digits[grid[from] - 1] + 1;
        }
        return shuffled;
    }

    /** Returns an order of rows that keeps those of a band together. */
    private int[] lines(SplittableRandom random) {
        int box = (int) Math.round(Math.sqrt(size));
        return Arrays.stream(permutation(box, random))
                .flatMap(band -> Arrays.stream(permutation(box, random)).map(line -> band * box + line))
                .toArray();
    }

    private static int[] permutation(int count, SplittableRandom random) {
        int[] order = IntStream.range(0, count).toArray();
        for (int last = count - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** Returns the puzzle with its digits named in the order in which they first occur. */
    private int[] renamed(int[] puzzle) {
        int[] names = new int[size + 1];
        int[] renamed = new int[puzzle.length];
        int known = 0;
        for (int cell = 0; cell < puzzle.length; cell++) {
            int digit = puzzle[cell];
            if (digit > 0 && names[digit] == 0) {
                names[digit] = ++known;
            }
            renamed[cell] = names[digit];
        }
        return renamed;
    }

    private static String text(int[] cells) {
        return Arrays.stream(cells)
                .mapToObj(digit -> digit == 0 ? "." : String.valueOf(digit))
                .collect(Collectors.joining());
    }

    /** Returns the digits without any space, if there are as many as cells. */
    @Override
    public Optional<String> read(String text) {
        String cells = SPACE.matcher(text).replaceAll("");
        boolean filled = cells.length() == size * size && cells.chars().allMatch(c -> c >= '1' && c <= '0' + size);
        return Optional.of(cells).filter(any -> filled);
    }
}
