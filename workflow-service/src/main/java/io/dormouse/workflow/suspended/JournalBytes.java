package io.dormouse.workflow.suspended;

import io.dormouse.engine.journal.EntryRow;
import io.dormouse.engine.store.Stored.StoredEntry;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A copy as it lies in the map: plain bytes, since objects are read from the wire by nobody here. The first byte is the version
 * of the format and the last four are a checksum; what is of another version or damaged counts as not there.
 */
final class JournalBytes {
    private static final byte VERSION = 1;
    private static final int CHECKSUM = Integer.BYTES;
    private static final int ABSENT = -1;
    private static final int USUAL_ROW = 256;

    private JournalBytes() {}

    static byte[] encode(JournalCopy copy) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(copy.entries().size() * USUAL_ROW);
        CheckedOutputStream checked = new CheckedOutputStream(bytes, new CRC32C());
        try (DataOutputStream out = new DataOutputStream(checked)) {
            out.writeByte(VERSION);
            out.writeInt(copy.run());
            out.writeInt(copy.entries().size());
            for (StoredEntry entry : copy.entries()) write(out, entry);
            out.writeInt((int) checked.getChecksum().getValue());
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, StoredEntry entry) throws IOException {
        EntryRow row = entry.row();
        out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
        out.writeShort(row.type());
        Integer seq = row.seq();
        out.writeBoolean(seq != null);
        out.writeInt(seq == null ? 0 : seq);
        write(out, row.name());
        write(out, row.line());
        write(out, row.body());
    }

    private static void write(DataOutputStream out, @Nullable String text) throws IOException {
        if (text == null) {
            out.writeInt(ABSENT);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /** The copy that the bytes are, if they are one that this code can read. */
    static Optional<JournalCopy> decode(byte[] bytes) {
        int end = bytes.length - CHECKSUM;
        if (end < 1 || bytes[0] != VERSION) return Optional.empty();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(end) != checksum(bytes, end)) return Optional.empty();
        try {
            in.limit(end).position(1);
            int run = in.getInt();
            int size = in.getInt();
            List<StoredEntry> entries = new ArrayList<>(Math.min(size, end));
            for (int position = 0; position < size; position++) entries.add(entry(bytes, in, position));
            return JournalCopy.of(run, entries);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static StoredEntry entry(byte[] bytes, ByteBuffer in, long position) {
        Instant at = Instant.EPOCH.plus(in.getLong(), ChronoUnit.MICROS);
        short type = in.getShort();
        boolean hasSeq = in.get() != 0;
        int seq = in.getInt();
        String name = text(bytes, in);
        String line = text(bytes, in);
        String body = text(bytes, in);
        if (body == null) throw new IllegalArgumentException("an entry without a body");
        return new StoredEntry(position, at, new EntryRow(type, hasSeq ? seq : null, name, line, body));
    }

    private static @Nullable String text(byte[] bytes, ByteBuffer in) {
        int length = in.getInt();
        if (length == ABSENT) return null;
        int from = in.position();
        in.position(from + length);
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
