package io.dormouse.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under headers. Where the width is limited, the widest cells are shortened first and ids, which people copy, last. */
final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 4;

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    /** A header that ends with {@code !} is of a column that is shortened last. */
    Table(String... headers) {
        this.headers = List.of(headers);
    }

    /** A cell for each header. */
    void add(String... cells) {
        if (cells.length != headers.size()) throw new IllegalArgumentException("a row needs %d cells".formatted(headers.size()));
        rows.add(IntStream.range(0, cells.length).mapToObj(column -> Text.shown(cells[column])).toList());
    }

    /** The lines of it, each at most so many columns wide. */
    List<String> lines(int width) {
        List<Integer> widths = fitted(width);
        List<String> lines = new ArrayList<>();
        lines.add(line(headers.stream().map(Table::title).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private List<Integer> fitted(int width) {
        List<Integer> widths = new ArrayList<>(IntStream.range(0, headers.size()).mapToObj(this::natural).toList());
        long excess = widths.stream().mapToLong(Integer::longValue).sum() + (long) GAP.length() * (headers.size() - 1) - width;
        excess = shrink(widths, excess, false);
        shrink(widths, excess, true);
        return widths;
    }

    private long shrink(List<Integer> widths, long excess, boolean kept) {
        List<Integer> columns = IntStream.range(0, headers.size()).filter(column -> kept(column) == kept).boxed().toList();
        long left = excess;
        while (left > 0) {
            int widest = columns.stream().max(Comparator.comparing(widths::get)).filter(column -> widths.get(column) > NARROWEST).orElse(-1);
            if (widest < 0) break;
            widths.set(widest, widths.get(widest) - 1);
            left--;
        }
        return left;
    }

    private int natural(int column) {
        int longest = rows.stream().mapToInt(row -> Text.width(row.get(column))).max().orElse(0);
        return Math.max(longest, title(headers.get(column)).length());
    }

    private boolean kept(int column) {
        return headers.get(column).endsWith("!");
    }

    private static String title(String header) {
        return header.endsWith("!") ? header.substring(0, header.length() - 1) : header;
    }

    private static String line(List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String cell = Text.fit(cells.get(column), widths.get(column));
            line.append(cell).append(" ".repeat(Math.max(0, widths.get(column) - Text.width(cell)))).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
