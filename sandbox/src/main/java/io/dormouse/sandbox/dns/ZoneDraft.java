package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.xbill.DNS.Name;

/**
 * A zone being changed by a group of updates, one after the other. It knows what is different from the zone it began with,
 * and whether anything is different since {@link #mark}: an update that sets what is there already is no change.
 */
final class ZoneDraft {
    private final Zone base;
    private final NavigableMap<Name, SortedMap<Integer, RecordSet>> names;
    private final Map<RecordSet.Place, Optional<RecordSet>> atStart = new LinkedHashMap<>();
    private final Map<RecordSet.Place, Optional<RecordSet>> atMark = new LinkedHashMap<>();

    ZoneDraft(Zone base, NavigableMap<Name, SortedMap<Integer, RecordSet>> names) {
        this.base = base;
        this.names = names;
    }

    Name origin() {
        return base.origin();
    }

    Optional<RecordSet> find(Name name, int type) {
        return Optional.ofNullable(
                names.getOrDefault(name, Collections.emptySortedMap()).get(type));
    }

    /** The sets of a name as they are now; later changes do not show in it. */
    Collection<RecordSet> at(Name name) {
        return List.copyOf(
                names.getOrDefault(name, Collections.emptySortedMap()).values());
    }

    void put(RecordSet set) {
        remember(set.place());
        SortedMap<Integer, RecordSet> sets = copyOf(set.name());
        sets.put(set.type(), set);
        names.put(set.name(), sets);
    }

    void remove(RecordSet.Place place) {
        remember(place);
        SortedMap<Integer, RecordSet> sets = copyOf(place.name());
        sets.remove(place.type());
        if (sets.isEmpty()) {
            names.remove(place.name());
        } else {
            names.put(place.name(), sets);
        }
    }

    /** From here on {@link #changedSinceMark} counts. */
    void mark() {
        atMark.clear();
    }

    boolean changedSinceMark() {
        return atMark.entrySet().stream().anyMatch(this::isDifferent);
    }

    /** The places where this draft differs from the zone it began with. */
    List<RecordSet.Place> changes() {
        List<RecordSet.Place> different = new ArrayList<>();
        for (Map.Entry<RecordSet.Place, Optional<RecordSet>> start : atStart.entrySet()) {
            if (isDifferent(start)) different.add(start.getKey());
        }
        return different;
    }

    /** The zone as it is now. The draft must not be changed after that. */
    Zone finish() {
        return new Zone(base.origin(), names);
    }

    private boolean isDifferent(Map.Entry<RecordSet.Place, Optional<RecordSet>> before) {
        RecordSet.Place place = before.getKey();
        Optional<RecordSet> now = find(place.name(), place.type());
        if (now.isEmpty() || before.getValue().isEmpty())
            return now.isPresent() != before.getValue().isPresent();
        return !now.get().sameAs(before.getValue().get());
    }

    private void remember(RecordSet.Place place) {
        Optional<RecordSet> now = find(place.name(), place.type());
        atStart.putIfAbsent(place, now);
        atMark.putIfAbsent(place, now);
    }

    private SortedMap<Integer, RecordSet> copyOf(Name name) {
        return new TreeMap<>(names.getOrDefault(name, Collections.emptySortedMap()));
    }
}
