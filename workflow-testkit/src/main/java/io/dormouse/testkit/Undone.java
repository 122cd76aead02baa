package io.dormouse.testkit;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Definition;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.replay.Rerun;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the compensations in a journal: the commands that were given after the code of the workflow had ended with an
 * exception. Nothing in a journal says where that was; running the code over it again does.
 */
final class Undone {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Recorded> journal;
    private int delivered;
    private int failedAfter;

    private Undone(List<Recorded> journal) {
        this.journal = journal;
        this.failedAfter = journal.size();
    }

    /** The names of the compensations, in their order. */
    static List<String> in(String id, Definition definition, List<Recorded> journal) {
        Undone search = new Undone(journal);
        Definition watched = new Definition(
                definition.name(),
                definition.version(),
                definition.type(),
                definition.input(),
                () -> search.watched(definition.instances().get()));
        new Rerun(PATIENCE).of(id, watched, search.new Followed());
        return search.compensations();
    }

    @SuppressWarnings("unchecked")
    private Workflow<Object, Object> watched(Workflow<?, ?> code) {
        delivered = 0;
        return (Object input, Flow flow) -> {
            try {
                return ((Workflow<Object, Object>) code).run(input, flow);
            } catch (Exception e) {
                failedAfter = delivered;
                throw e;
            }
        };
    }

    private List<String> compensations() {
        List<String> names = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < journal.size(); i++) {
            Entry entry = journal.get(i).entry();
            int seq = seqOf(entry);
            if (seq <= last) continue;
            last = seq;
            if (i > failedAfter) names.add(nameOf(entry));
        }
        return names;
    }

    private static int seqOf(Entry entry) {
        return switch (entry) {
            case Entry.Called e -> e.seq();
            case Entry.Completed e -> e.seq();
            default -> -1;
        };
    }

    private static String nameOf(Entry entry) {
        return switch (entry) {
            case Entry.Called e -> e.name();
            case Entry.Completed e -> e.name();
            default -> throw new IllegalArgumentException("no command belongs to " + entry);
        };
    }

    /** A journal that knows how far it has been read: the replay reads it once, one entry for each that it delivers. */
    private final class Followed extends AbstractList<Recorded> {
        @Override
        public Recorded get(int index) {
            delivered = index;
            return journal.get(index);
        }

        @Override
        public int size() {
            return journal.size();
        }
    }
}
