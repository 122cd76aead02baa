package io.dormouse.cli;

/** Text for a terminal: nothing in it moves the cursor or reverses a line, and its width in columns is known. */
final class Text {
    private static final String ELLIPSIS = "…";

    private Text() {}

    /** On one line, with everything that a terminal would obey made visible. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> append(shown, character);
            }
        });
        return shown.toString();
    }

    /** The same for JSON over several lines, in which line ends are its own. */
    static String escapedInJson(String json) {
        StringBuilder shown = new StringBuilder(json.length());
        json.codePoints().forEach(character -> {
            if (character == '\n') shown.append('\n');
            else append(shown, character);
        });
        return shown.toString();
    }

    /** The beginning that fits so many columns, with … at the end if something is missing. */
    static String fit(String text, int columns) {
        if (width(text) <= columns) return text;
        StringBuilder fitting = new StringBuilder();
        int left = columns - 1;
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            left -= width(character);
            if (left < 0) break;
            fitting.appendCodePoint(character);
            at += Character.charCount(character);
        }
        return fitting + ELLIPSIS;
    }

    /** The end that fits so many columns, with … at the beginning if something is missing. */
    static String fitEnd(String text, int columns) {
        if (width(text) <= columns) return text;
        String end = text;
        while (width(end) > columns - 1) end = end.substring(Character.charCount(end.codePointAt(0)));
        return ELLIPSIS + end;
    }

    /** How many columns a terminal needs for it. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static void append(StringBuilder shown, int character) {
        if (obeyed(character)) shown.append("\\u%04x".formatted(character));
        else shown.appendCodePoint(character);
    }

    /** Control characters, marks that turn the direction of writing, line separators, halves of surrogate pairs. */
    private static boolean obeyed(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            case Character.FORMAT ->
                character >= 0x202a && character <= 0x202e || character >= 0x2066 && character <= 0x2069;
            default -> false;
        };
    }

    private static int width(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> wide(character) ? 2 : 1;
        };
    }

    /** The East Asian wide ones and pictures, by their blocks (Unicode Standard Annex 11). */
    private static boolean wide(int character) {
        return character >= 0x1100 && character <= 0x115f
                || character >= 0x2e80 && character <= 0xa4cf
                || character >= 0xac00 && character <= 0xd7a3
                || character >= 0xf900 && character <= 0xfaff
                || character >= 0xfe30 && character <= 0xfe6f
                || character >= 0xff00 && character <= 0xff60
                || character >= 0x1f300 && character <= 0x1faff
                || character >= 0x20000 && character <= 0x3fffd;
    }
}
