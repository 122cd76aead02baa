package io.dormouse.sandbox.dns;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Answers a question from a zone (RFC 1034 §4.3.2; wildcards RFC 4592; absence RFC 2308). Knows no sockets and no keys. */
final class QueryRules {
    private final Zone zone;
    private final int type;
    private final Message response;
    private final Set<Name> visited = new HashSet<>();

    private QueryRules(Zone zone, int type, Message response) {
        this.zone = zone;
        this.type = type;
        this.response = response;
    }

    /** Fills in the response. The name must be in the zone. */
    static void answer(Zone zone, Name name, int type, Message response) {
        response.getHeader().setFlag(Flags.AA);
        QueryRules rules = new QueryRules(zone, type, response);
        rules.visited.add(name);
        rules.follow(name);
    }

    private void follow(Name name) {
        Optional<RecordSet> delegation = delegationAbove(name);
        if (delegation.isPresent()) {
            refer(delegation.get());
            return;
        }
        boolean synthesized = !zone.holds(name);
        Collection<RecordSet> sets = zone.at(synthesized ? wildcardFor(name) : name);
        if (synthesized && sets.isEmpty()) {
            response.getHeader().setRcode(Rcode.NXDOMAIN);
            addAbsence();
            return;
        }
        Optional<RecordSet> alias =
                sets.stream().filter(set -> set.type() == Type.CNAME).findFirst();
        if (alias.isPresent() && type != Type.CNAME && type != Type.ANY) {
            addAnswer(alias.get(), name);
            Name target = ((CNAMERecord) alias.get().records().getFirst()).getTarget();
            if (target.subdomain(zone.origin()) && visited.add(target)) follow(target);
            return;
        }
        List<RecordSet> wanted = sets.stream()
                .filter(set -> type == Type.ANY || set.type() == type)
                .toList();
        if (wanted.isEmpty()) addAbsence();
        wanted.forEach(set -> addAnswer(set, name));
    }

    /** The name servers of the first zone cut on the way down to the name; the data at and below it are not ours. */
    private Optional<RecordSet> delegationAbove(Name name) {
        for (int labels = zone.origin().labels() + 1; labels <= name.labels(); labels++) {
            Name cut = new Name(name, name.labels() - labels);
            if (cut.equals(name) && type == Type.DS) continue;
            Optional<RecordSet> servers = zone.find(cut, Type.NS);
            if (servers.isPresent()) return servers;
        }
        return Optional.empty();
    }

    private void refer(RecordSet servers) {
        if (response.getSection(Section.ANSWER).isEmpty()) response.getHeader().unsetFlag(Flags.AA);
        servers.records().forEach(server -> response.addRecord(server, Section.AUTHORITY));
        addAddresses(servers);
    }

    private Name wildcardFor(Name missing) {
        Name encloser = missing;
        while (!zone.holds(encloser)) encloser = new Name(encloser, 1);
        try {
            return Name.concatenate(Name.fromConstantString("*"), encloser);
        } catch (NameTooLongException e) {
            throw new IllegalStateException("the encloser %s is longer than a name below it".formatted(encloser), e);
        }
    }

    private void addAnswer(RecordSet set, Name owner) {
        for (Record record : set.records()) {
            response.addRecord(owner.equals(set.name()) ? record : record.withName(owner), Section.ANSWER);
        }
        addAddresses(set);
    }

    /** The addresses of the hosts that a set names (NS, MX, SRV), as far as this zone has them. */
    private void addAddresses(RecordSet set) {
        for (Record record : set.records()) {
            Name host = record.getAdditionalName();
            if (host == null) continue;
            for (int address : new int[] {Type.A, Type.AAAA}) {
                zone.find(host, address).stream()
                        .flatMap(found -> found.records().stream())
                        .filter(found -> !response.findRecord(found))
                        .forEach(found -> response.addRecord(found, Section.ADDITIONAL));
            }
        }
    }

    private void addAbsence() {
        response.addRecord(StartOfAuthority.forAbsence(zone.startOfAuthority()), Section.AUTHORITY);
    }
}
