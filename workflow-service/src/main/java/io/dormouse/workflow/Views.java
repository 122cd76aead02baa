package io.dormouse.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.Redone;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.owner.Copied;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.Listings;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** From what is stored to what the contract shows. */
final class Views {
    private Views() {}

    static WorkflowView of(WorkflowHead head) {
        return new WorkflowView(
                head.id(),
                head.name(),
                head.version(),
                head.status().name(),
                head.run(),
                value(head.input()),
                head.result().map(Views::value),
                head.failure().map(JsonObject::new),
                head.waitingFor(),
                head.sourceLine(),
                head.statusText(),
                head.tags(),
                head.parent(),
                Optional.of(head.startedBy()),
                head.createdAt(),
                head.updatedAt(),
                head.finishedAt());
    }

    static JournalEntry of(StoredEntry entry) {
        return new JournalEntry(
                entry.position(),
                EntryCodec.typeName(entry.row().type()),
                entry.at(),
                Optional.ofNullable(entry.row().seq()),
                Optional.ofNullable(entry.row().name()),
                Optional.ofNullable(entry.row().line()),
                new JsonObject(entry.row().body()));
    }

    static WholeJournal of(Listings.Journal journal) {
        return new WholeJournal(
                journal.id(),
                journal.name(),
                journal.version(),
                journal.status(),
                journal.run(),
                journal.entries().stream().map(Views::of).toList());
    }

    static List<Redone> redone(List<Copied.Redo> commands) {
        return commands.stream()
                .map(command -> new Redone(
                        command.seq(), command.kind().wireName(), command.name(), command.line(), command.key()))
                .toList();
    }

    static EventView of(Events.Event event) {
        return new EventView(event.key(), value(event.value()), event.triggeredAt(), event.triggeredBy());
    }

    private static Object value(String json) {
        try {
            return Wire.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the database holds as JSON is none: " + e.getOriginalMessage(), e);
        }
    }
}
