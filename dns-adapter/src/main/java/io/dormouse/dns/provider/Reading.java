package io.dormouse.dns.provider;

import io.dormouse.dns.record.RecordForm;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What the authoritative server said of a name and type. It may have made the records from a wildcard, which only a prerequisite
 * can tell.
 *
 * @param records the records of this very name, none if there are none
 * @param alias the CNAME that stands there instead
 * @param nameExists whether the server knows the name, with whatever types
 * @param taken when
 */
record Reading(List<Record> records, Optional<CNAMERecord> alias, boolean nameExists, Moment taken) {
    /**
     * When the server answered.
     *
     * @param byServer its clock, to the second
     * @param here {@link System#nanoTime} at which the answer came
     */
    record Moment(Instant byServer, long here) {}

    static Reading of(Message answer, Name name, int type) {
        List<Record> own = answer.getSection(Section.ANSWER).stream()
                .filter(record -> record.getName().equals(name))
                .toList();
        Optional<CNAMERecord> alias = own.stream()
                .filter(record -> type != Type.CNAME && record instanceof CNAMERecord)
                .map(CNAMERecord.class::cast)
                .findFirst();
        return new Reading(
                own.stream().filter(record -> record.getType() == type).toList(),
                alias,
                answer.getRcode() != Rcode.NXDOMAIN,
                new Moment(answer.getTSIG().getTimeSigned(), System.nanoTime()));
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Whether exactly these records are there, with this time to live. */
    boolean holdsExactly(List<Record> wanted) {
        return new HashSet<>(records).equals(new HashSet<>(wanted))
                && records.stream()
                        .allMatch(record -> record.getTTL() == wanted.getFirst().getTTL());
    }

    boolean sameRecordsAs(Reading other) {
        return new HashSet<>(records).equals(new HashSet<>(other.records));
    }

    /** The form in which it is committed as expected. */
    JsonObject toJson() {
        return new JsonObject()
                .put(
                        "values",
                        new JsonArray(records.stream()
                                .map(RecordForm::valueOf)
                                .sorted()
                                .toList()))
                .put("ttl", records.isEmpty() ? null : records.getFirst().getTTL());
    }

    /** For a sentence. */
    String described() {
        if (alias.isPresent())
            return "an alias of " + RecordForm.nameOf(alias.get().getTarget());
        return records.isEmpty()
                ? "nothing"
                : String.join(
                        " and ",
                        records.stream().map(RecordForm::valueOf).sorted().toList());
    }
}
