package io.dormouse.dns;

import io.dormouse.dns.record.RecordForm;
import io.dormouse.dns.server.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** A name server as others see and change it: what {@code dig} and {@code nsupdate} do. */
public final class Nameserver {
    private final RunningServer server;

    public Nameserver(RunningServer server) {
        this.server = server;
    }

    /** {@code value ttl} of each record of a name and type. */
    public List<String> lookUp(String name, String type) {
        Message query = Message.newQuery(Record.newRecord(name(name), Type.value(type), DClass.IN));
        query.getHeader().unsetFlag(Flags.RD);
        return send(query, false).getSection(Section.ANSWER).stream()
                .filter(record -> record.getName().equals(name(name)) && record.getType() == Type.value(type))
                .map(record -> "%s %d".formatted(RecordForm.valueOf(record), record.getTTL()))
                .sorted()
                .toList();
    }

    /** Adds a record behind everybody's back. */
    public void add(String name, String type, String value) {
        change(update -> update.add(name(name), Type.value(type), 60, value));
    }

    /** Replaces all records of the type behind everybody's back. */
    public void replace(String name, String type, String value) {
        change(update -> update.replace(name(name), Type.value(type), 60, value));
    }

    private interface Writing {
        void to(Update update) throws IOException;
    }

    private void change(Writing writing) {
        Update update = new Update(name(RunningServer.ZONE));
        try {
            writing.to(update);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Message answer = send(update, true);
        if (answer.getRcode() != Rcode.NOERROR) throw new IllegalStateException(Rcode.string(answer.getRcode()));
    }

    private Message send(Message message, boolean signed) {
        SimpleResolver resolver =
                new SimpleResolver(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
        resolver.setTimeout(Duration.ofSeconds(10));
        if (signed) resolver.setTSIGKey(new TSIG(TSIG.HMAC_SHA256, RunningServer.KEY_NAME + ".", server.secret()));
        try {
            return resolver.send(message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }
}
