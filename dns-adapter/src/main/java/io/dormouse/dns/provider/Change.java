package io.dormouse.dns.provider;

import io.dormouse.dns.record.RecordForm;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** What is to become of the records of one name and type. */
sealed interface Change {
    Name name();

    int type();

    /** Whether the server holds already what is wanted. */
    boolean isMadeIn(Reading found);

    /** Writes it into the update section. */
    void writeTo(Update update);

    /** The name and type, for a sentence. */
    default String what() {
        return "%s %s".formatted(RecordForm.nameOf(name()), Type.string(type()));
    }

    /** The record becomes the only one. */
    record Set(Record wanted) implements Change {
        @Override
        public Name name() {
            return wanted.getName();
        }

        @Override
        public int type() {
            return wanted.getType();
        }

        @Override
        public boolean isMadeIn(Reading found) {
            return found.holdsExactly(List.of(wanted));
        }

        @Override
        public void writeTo(Update update) {
            update.delete(name(), type());
            update.add(wanted);
        }
    }

    /** None remain. */
    record Remove(Name name, int type) implements Change {
        @Override
        public boolean isMadeIn(Reading found) {
            return found.isEmpty();
        }

        @Override
        public void writeTo(Update update) {
            update.delete(name, type);
        }
    }
}
