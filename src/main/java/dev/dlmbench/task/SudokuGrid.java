package dev.dlmbench.task;

import java.util.SplittableRandom;

/** A grid that is filled by backtracking: first the cell that has the fewest digits left. */
final class SudokuGrid {
    private final int size;
    private final int box;
    private final int[] cells;
    private final int[] rows;
    private final int[] columns;
    private final int[] boxes;

    /**
     * Creates a grid with the digits of {@code given}, row by row, 0 for a blank.
     *
     * @param size rows, columns and digits, a square number
     */
    SudokuGrid(int size, int[] given) {
        this.size = size;
        this.box = (int) Math.round(Math.sqrt(size));
        this.cells = new int[size * size];
        this.rows = new int[size];
        this.columns = new int[size];
        this.boxes = new int[size];
        for (int cell = 0; cell < given.length; cell++) {
            if (given[cell] > 0) {
                turn(cell, given[cell]);
            }
        }
    }

    /** Returns a solved grid, drawn by trying digits in random order. */
    static int[] solved(int size, SplittableRandom random) {
        SudokuGrid grid = new SudokuGrid(size, new int[size * size]);
        if (!grid.fill(random)) {
            throw new AssertionError("an empty grid has solutions");
        }
        return grid.cells;
    }

    /** Returns how many solutions there are, but no more than {@code most}. */
    int solutions(int most) {
        int cell = narrowest();
        if (cell < 0) {
            return 1;
        }
        int found = 0;
        for (int left = left(cell); left != 0 && found < most; left &= left - 1) {
            int digit = Integer.numberOfTrailingZeros(left);
            turn(cell, digit);
            found += solutions(most - found);
            turn(cell, digit);
        }
        return found;
    }

    private boolean fill(SplittableRandom random) {
        int cell = narrowest();
        if (cell < 0) {
            return true;
        }
        int left = left(cell);
        while (left != 0) {
            int digit = Integer.numberOfTrailingZeros(left);
            for (int skipped = random.nextInt(Integer.bitCount(left)), rest = left; skipped >= 0; skipped--) {
                digit = Integer.numberOfTrailingZeros(rest);
                rest &= rest - 1;
            }
            turn(cell, digit);
            if (fill(random)) {
                return true;
            }
            turn(cell, digit);
            left &= ~(1 << digit);
        }
        return false;
    }

    /** Writes a digit into a cell, or takes it away again. */
    private void turn(int cell, int digit) {
        int bit = 1 << digit;
        cells[cell] = cells[cell] == digit ? 0 : digit;
        rows[cell / size] ^= bit;
        columns[cell % size] ^= bit;
        boxes[boxOf(cell)] ^= bit;
    }

    private int boxOf(int cell) {
        return cell / size / box * box + cell % size / box;
    }

    /** Returns the digits that a cell may have, as bits. */
    private int left(int cell) {
        int all = (1 << (size + 1)) - 2;
        return all & ~(rows[cell / size] | columns[cell % size] | boxes[boxOf(cell)]);
    }

    /** Returns the blank that the fewest digits are left for; -1 if there is no blank. */
    private int narrowest() {
        int fewest = Integer.MAX_VALUE;
        int narrowest = -1;
        for (int cell = 0; cell < cells.length && fewest > 1; cell++) {
            if (cells[cell] == 0) {
                int count = Integer.bitCount(left(cell));
                if (count < fewest) {
                    fewest = count;
                    narrowest = cell;
                }
            }
        }
        return narrowest;
    }
}
