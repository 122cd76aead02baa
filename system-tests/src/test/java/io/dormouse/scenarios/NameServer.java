package io.dormouse.scenarios;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.List;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** The name server of a running Dormouse, asked over UDP as {@code dig} does. */
final class NameServer {
    private final SimpleResolver resolver;

    NameServer(int port) {
        try {
            resolver = new SimpleResolver("127.0.0.1");
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
        resolver.setPort(port);
    }

    /** The IPv4 addresses of a name. */
    List<String> addresses(String name) throws IOException {
        Message answer =
                resolver.send(Message.newQuery(Record.newRecord(Name.fromString(name + "."), Type.A, DClass.IN)));
        return answer.getSection(Section.ANSWER).stream()
                .filter(ARecord.class::isInstance)
                .map(record -> ((ARecord) record).getAddress().getHostAddress())
                .toList();
    }
}
