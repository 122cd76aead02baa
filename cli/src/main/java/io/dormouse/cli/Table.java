package io.dormouse.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headers. Where the width is limited, the widest texts are shortened first, and what people copy last. */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * One column.
     *
     * @param title its header
     * @param last shortened only when all others are as narrow as can be
     * @param fromFront shortened at its beginning, because its end says more
     */
    record Column(String title, boolean last, boolean fromFront) {
        static Column text(String title) {
            return new Column(title, false, false);
        }

        /** Ids, times, states. */
        static Column whole(String title) {
            return new Column(title, true, false);
        }

        /** Source lines. */
        static Column ending(String title) {
            return new Column(title, false, true);
        }

        private String fit(String cell, int width) {
            return fromFront ? Text.fitEnd(cell, width) : Text.fit(cell, width);
        }
    }

    Table(Column... columns) {
        this.columns = List.of(columns);
    }

    /** A cell for each column. */
    void add(String... cells) {
        if (cells.length != columns.size())
            throw new IllegalArgumentException("a row needs %d cells".formatted(columns.size()));
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(column -> Text.shown(cells[column]))
                .toList());
    }

    /** The lines of it, each at most so many columns of the terminal wide. */
    List<String> lines(int width) {
        List<Integer> widths = fitted(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private List<Integer> fitted(int width) {
        List<Integer> widths = new ArrayList<>(
                IntStream.range(0, columns.size()).mapToObj(this::natural).toList());
        long needed = widths.stream().mapToLong(Integer::longValue).sum() + (long) GAP.length() * (columns.size() - 1);
        long excess = shrink(widths, needed - width, false);
        shrink(widths, excess, true);
        return widths;
    }

    private long shrink(List<Integer> widths, long excess, boolean last) {
        List<Integer> candidates = IntStream.range(0, columns.size())
                .filter(column -> columns.get(column).last() == last)
                .boxed()
                .toList();
        long left = excess;
        while (left > 0) {
            int widest = candidates.stream()
                    .max(Comparator.comparing(widths::get))
                    .filter(column -> widths.get(column) > NARROWEST)
                    .orElse(-1);
            if (widest < 0) break;
            widths.set(widest, widths.get(widest) - 1);
            left--;
        }
        return left;
    }

    private int natural(int column) {
        int longest =
                rows.stream().mapToInt(row -> Text.width(row.get(column))).max().orElse(0);
        return Math.max(longest, columns.get(column).title().length());
    }

    private String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = columns.get(column).fit(cells.get(column), widths.get(column));
            line.append(cell)
                    .append(" ".repeat(Math.max(0, widths.get(column) - Text.width(cell))))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
