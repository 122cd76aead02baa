package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** The records of one zone at one serial. Never changes: a change is a {@link ZoneDraft} that becomes another zone. */
final class Zone {
    private final Name origin;
    private final NavigableMap<Name, SortedMap<Integer, RecordSet>> names;

    Zone(Name origin, NavigableMap<Name, SortedMap<Integer, RecordSet>> names) {
        this.origin = origin;
        this.names = names;
    }

    /** A zone of these records, one of which is the start of authority. */
    static Zone of(Name origin, Collection<Record> records) {
        LinkedHashMap<RecordSet.Place, List<Record>> places = new LinkedHashMap<>();
        for (Record record : records) {
            places.computeIfAbsent(new RecordSet.Place(record.getName(), record.getType()), place -> new ArrayList<>())
                    .add(record);
        }
        TreeMap<Name, SortedMap<Integer, RecordSet>> names = new TreeMap<>();
        places.forEach((place, alike) ->
                names.computeIfAbsent(place.name(), name -> new TreeMap<>()).put(place.type(), RecordSet.of(alike)));
        return new Zone(origin, names);
    }

    Name origin() {
        return origin;
    }

    SOARecord startOfAuthority() {
        RecordSet set = find(origin, Type.SOA)
                .orElseThrow(
                        () -> new IllegalStateException("the zone %s has no start of authority".formatted(origin)));
        return (SOARecord) set.records().getFirst();
    }

    long serial() {
        return startOfAuthority().getSerial();
    }

    Optional<RecordSet> find(Name name, int type) {
        return Optional.ofNullable(
                names.getOrDefault(name, Collections.emptySortedMap()).get(type));
    }

    /** All sets of a name, by type number. */
    Collection<RecordSet> at(Name name) {
        return names.getOrDefault(name, Collections.emptySortedMap()).values();
    }

    /** Whether the name exists: it has records, or a name below it has (RFC 4592 §2.2.2). */
    boolean holds(Name name) {
        Name next = names.ceilingKey(name);
        return next != null && next.subdomain(name);
    }

    /** Every record in the order of the names, the start of authority first. */
    List<Record> records() {
        List<Record> all = new ArrayList<>();
        all.add(startOfAuthority());
        for (SortedMap<Integer, RecordSet> sets : names.values()) {
            for (RecordSet set : sets.values()) {
                if (set.type() != Type.SOA) all.addAll(set.records());
            }
        }
        return all;
    }

    ZoneDraft draft() {
        return new ZoneDraft(this, new TreeMap<>(names));
    }
}
