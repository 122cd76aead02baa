package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Address;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What a zone holds before anybody has asked for anything: its authority and its name server {@code ns1}. */
final class NewZone {
    private NewZone() {}

    static Zone of(Name origin, String host) {
        Name server = RecordText.name("ns1." + origin);
        List<Record> records = new ArrayList<>();
        records.add(StartOfAuthority.ofNewZone(origin, server, RecordText.name("hostmaster." + origin)));
        records.add(new NSRecord(origin, DClass.IN, 60, server));
        byte[] four = Address.toByteArray(host, Address.IPv4);
        byte[] six = Address.toByteArray(host, Address.IPv6);
        if (four != null) records.add(Record.newRecord(server, Type.A, DClass.IN, 60, four));
        if (six != null) records.add(Record.newRecord(server, Type.AAAA, DClass.IN, 60, six));
        return Zone.of(origin, records);
    }
}
