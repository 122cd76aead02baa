package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** A zone as a chain of messages, the start of authority at both ends (RFC 5936 §2.2), each signed (RFC 8945 §5.3.1). */
final class Transfer {
    /** The data of one message. Small enough for any client, large enough for a small zone at once. */
    private static final int MESSAGE_BYTES = 16_000;

    private Transfer() {}

    static List<byte[]> of(Zone zone, Message query, TSIG key) {
        List<Record> records = new ArrayList<>(zone.records());
        records.add(zone.startOfAuthority());

        List<byte[]> messages = new ArrayList<>();
        TSIGRecord last = query.getTSIG();
        int next = 0;
        while (next < records.size()) {
            Message message = begin(query);
            int size = 0;
            do {
                Record record = records.get(next++);
                message.addRecord(record, Section.ANSWER);
                size += record.toWire(Section.ANSWER).length;
            } while (next < records.size() && size + records.get(next).toWire(Section.ANSWER).length <= MESSAGE_BYTES);
            key.apply(message, last, messages.isEmpty());
            last = message.getTSIG();
            messages.add(message.toWire());
        }
        return messages;
    }

    private static Message begin(Message query) {
        Message message = new Message(query.getHeader().getID());
        message.getHeader().setFlag(Flags.QR);
        message.getHeader().setFlag(Flags.AA);
        message.addRecord(query.getQuestion(), Section.QUESTION);
        return message;
    }
}
