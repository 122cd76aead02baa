package io.dormouse.job.provider;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The end of what a command prints: standard output and error, as they come. However much that is, at most {@link #LIMIT} bytes
 * of it are given, and at most twice as many held. May be written and read on several threads.
 */
final class OutputTail extends OutputStream {
    /** In bytes of UTF-8. */
    static final int LIMIT = 64 * 1024;

    private static final String UNREADABLE = "\uFFFD";

    private byte[] held = new byte[512];
    private int size;

    @Override
    public synchronized void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int taken = Math.min(length, LIMIT);
        if (size + taken > held.length) makeRoomFor(taken);
        System.arraycopy(bytes, offset + length - taken, held, size, taken);
        size += taken;
    }

    private void makeRoomFor(int more) {
        if (size + more > 2 * LIMIT) {
            int kept = LIMIT - more;
            System.arraycopy(held, size - kept, held, 0, kept);
            size = kept;
        } else {
            held = Arrays.copyOf(held, Math.min(2 * LIMIT, Integer.highestOneBit(size + more) * 2));
        }
    }

    /**
     * What can be stored of it: bytes that are no UTF-8, and the character NUL, each became U+FFFD. Begins with a whole
     * character.
     */
    synchronized String text() {
        return new String(fromWholeCharacter(held, size), StandardCharsets.UTF_8)
                .replace("\0", UNREADABLE)
                .transform(OutputTail::withinLimit);
    }

    /** Replacing may have made it longer. */
    private static String withinLimit(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return encoded.length <= LIMIT
                ? text
                : new String(fromWholeCharacter(encoded, encoded.length), StandardCharsets.UTF_8);
    }

    private static byte[] fromWholeCharacter(byte[] bytes, int size) {
        int from = Math.max(0, size - LIMIT);
        if (from > 0) {
            int latest = Math.min(size, from + 3);
            while (from < latest && (bytes[from] & 0xC0) == 0x80) from++;
        }
        return Arrays.copyOfRange(bytes, from, size);
    }

    /** The last part of the text, for a sentence: at most so many characters, without line ends around it. */
    String end(int characters) {
        String text = text().strip();
        if (text.length() <= characters) return text;
        int from = text.length() - characters;
        return "…" + text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
    }
}
