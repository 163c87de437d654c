package dev.dlmbench.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Solutions of Sudoku puzzles as exact covers, by Knuth's algorithm X: another solver than the one that makes them. */
final class ExactCover {
    private final Map<String, Set<String>> constraints = new HashMap<>();
    private final Map<String, List<String>> choices = new HashMap<>();
    private final List<String> chosen = new ArrayList<>();
    private final List<String> found = new ArrayList<>();
    private final int most;

    private ExactCover(int most) {
        this.most = most;
    }

    /** Returns the solutions of a puzzle, row by row, at most {@code most}. */
    static List<String> solutions(String puzzle, int size, int most) {
        ExactCover cover = new ExactCover(most);
        int box = size == 4 ? 2 : 3;
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                for (int digit = 1; digit <= size; digit++) {
                    char given = puzzle.charAt(row * size + column);
                    if (given == '.' || given == '0' + digit) {
                        String choice = String.valueOf((char) (row * size + column)) + digit;
                        List<String> met = List.of(
                                "cell" + row + column,
                                "row" + row + "has" + digit,
                                "column" + column + "has" + digit,
                                "box" + row / box + column / box + "has" + digit);
                        cover.choices.put(choice, met);
                        met.forEach(one -> cover.constraints
                                .computeIfAbsent(one, any -> new HashSet<>())
                                .add(choice));
                    }
                }
            }
        }
        cover.search();
        return cover.found;
    }

    private List<String> met(String choice) {
        return Objects.requireNonNull(choices.get(choice));
    }

    private Set<String> meeting(String constraint) {
        return Objects.requireNonNull(constraints.get(constraint));
    }

    private void search() {
        if (found.size() == most) {
            return;
        }
        if (constraints.isEmpty()) {
            StringBuilder grid = new StringBuilder();
            chosen.stream().sorted().forEach(choice -> grid.append(choice.charAt(1)));
            found.add(grid.toString());
            return;
        }
        String tightest = constraints.entrySet().stream()
                .min(Comparator.comparingInt(entry -> entry.getValue().size()))
                .orElseThrow()
                .getKey();
        for (String choice : List.copyOf(meeting(tightest))) {
            chosen.add(choice);
            Map<String, Set<String>> removed = new HashMap<>();
            met(choice).forEach(met -> removed.put(met, meeting(met)));
            constraints.keySet().removeAll(removed.keySet());
            List<String[]> struck = new ArrayList<>();
            removed.values()
                    .forEach(rivals -> rivals.forEach(rival -> met(rival).stream()
                            .filter(constraints::containsKey)
                            .filter(other -> meeting(other).remove(rival))
                            .forEach(other -> struck.add(new String[] {other, rival}))));
            search();
            struck.forEach(pair -> meeting(pair[0]).add(pair[1]));
            constraints.putAll(removed);
            chosen.remove(chosen.size() - 1);
        }
    }
}
