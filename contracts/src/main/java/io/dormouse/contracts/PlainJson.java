package io.dormouse.contracts;

/**
 * Sees at a glance that a text is one storable JSON value, without reading it: almost all payloads are plain, and a parser costs ten
 * times as much. What it does not take for plain may be fine all the same; {@link Payload} looks at that closely. What it takes for
 * plain is fine without exception: valid JSON, names and numbers of a usual length, nested less than 60 deep, no half characters, and
 * no escape by number, which might hide a NUL.
 */
final class PlainJson {
    private static final int MAX_LENGTH = Payload.MAX_BYTES / 3;
    private static final int MAX_DEPTH = 60;
    private static final int MAX_NUMBER = 100;
    private static final int MAX_EXPONENT = 3; // digits
    private static final int MAX_NAME = 1_000;
    private static final int NOT_PLAIN = -1;

    private final String text;
    private int at;

    /** The last bit says whether the innermost container is an object; the others belong to those around it. */
    private long objects;

    private int depth;

    private PlainJson(String text) {
        this.text = text;
    }

    static boolean is(String text) {
        return text.length() <= MAX_LENGTH && new PlainJson(text).isValue();
    }

    private boolean isValue() {
        while (true) {
            switch (next()) {
                case '{' -> {
                    if (!open(true)) return false;
                    if (isNext('}')) break;
                    if (!isName()) return false;
                    continue;
                }
                case '[' -> {
                    if (!open(false)) return false;
                    if (isNext(']')) break;
                    continue;
                }
                case '"' -> {
                    if (!isRestOfString(MAX_LENGTH)) return false;
                }
                case 't' -> {
                    if (!isRest("rue")) return false;
                }
                case 'f' -> {
                    if (!isRest("alse")) return false;
                }
                case 'n' -> {
                    if (!isRest("ull")) return false;
                }
                case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                    at--;
                    if (!isNumber()) return false;
                }
                default -> {
                    return false;
                }
            }
            switch (behindValue()) {
                case END -> {
                    return true;
                }
                case NEITHER -> {
                    return false;
                }
                case ANOTHER -> {}
            }
        }
    }

    private enum Behind {
        END,
        ANOTHER,
        NEITHER
    }

    /** Goes on to where the next value begins. */
    private Behind behindValue() {
        while (depth > 0) {
            boolean inObject = (objects & 1) == 1;
            int c = next();
            if (c == ',') return !inObject || isName() ? Behind.ANOTHER : Behind.NEITHER;
            if (c != (inObject ? '}' : ']')) return Behind.NEITHER;
            close();
        }
        return next() == NOT_PLAIN && at == text.length() ? Behind.END : Behind.NEITHER;
    }

    private boolean open(boolean object) {
        objects = objects << 1 | (object ? 1 : 0);
        return ++depth < MAX_DEPTH;
    }

    private void close() {
        objects >>>= 1;
        depth--;
    }

    /** A name with its colon. */
    private boolean isName() {
        return next() == '"' && isRestOfString(MAX_NAME) && next() == ':';
    }

    /** The next character that is no white space; {@link #NOT_PLAIN} at the end. */
    private int next() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') return c;
        }
        return NOT_PLAIN;
    }

    /** Steps over this character if it comes next, and ends the container that it closes. */
    private boolean isNext(char closing) {
        int before = at;
        if (next() == closing) {
            close();
            return true;
        }
        at = before;
        return false;
    }

    private boolean isRest(String rest) {
        boolean is = text.startsWith(rest, at);
        at += rest.length();
        return is;
    }

    private boolean isRestOfString(int longest) {
        int end = (int) Math.min((long) at + longest, text.length());
        while (at < end) {
            char c = text.charAt(at++);
            if (c == '"') return true;
            if (c < ' ' || Character.isSurrogate(c)) return false;
            if (c == '\\' && (at == end || "\"\\/bfnrt".indexOf(text.charAt(at++)) < 0)) return false;
        }
        return false;
    }

    private boolean isNumber() {
        int start = at;
        if (text.charAt(at) == '-') at++;
        if (at < text.length() && text.charAt(at) == '0') at++;
        else if (digits() == 0) return false;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            if (digits() == 0) return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) at++;
            int exponent = digits();
            if (exponent == 0 || exponent > MAX_EXPONENT) return false;
        }
        return at - start <= MAX_NUMBER;
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
        return at - start;
    }
}
