package io.dormouse.engine.journal;

/** Makes a text storable that nobody promised to be: messages of exceptions, output of programs. */
public final class Text {
    private static final int LONGEST = 16_384;

    private Text() {}

    /** The text without NUL and lone surrogates, which Postgres cannot hold, cut to 16,384 characters. */
    public static String storable(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        if (cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) return cut;
        StringBuilder kept = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\uFFFD' : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }
}
