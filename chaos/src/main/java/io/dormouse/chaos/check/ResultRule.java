package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.EventRow;
import io.dormouse.chaos.check.Evidence.RequestRow;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.errand.Family;
import io.dormouse.chaos.errand.Letters;
import io.dormouse.chaos.errand.Life;
import io.dormouse.chaos.errand.Meeting;
import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.errand.Query;
import io.dormouse.chaos.errand.Steps;
import io.dormouse.chaos.promise.Deed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a workflow saw is what happened: its result says so. */
final class ResultRule implements Rule {
    @Override
    public void examine(Evidence evidence, Findings findings) {
        for (WorkflowRow row : evidence.workflows().values()) {
            if (!row.isCompleted()) continue;
            switch (row.name()) {
                case Letters.NAME -> letters(row, evidence, findings);
                case Meeting.NAME -> meeting(row, evidence, findings);
                case Nap.NAME -> nap(row, evidence, findings);
                case Steps.NAME -> steps(row, evidence, findings);
                case Family.NAME -> family(row, evidence, findings);
                case Query.NAME -> query(row, evidence, findings);
                case Duties.PROVISION -> decided(row, "live", evidence, findings);
                case Life.NAME -> decided(row, "approved", evidence, findings);
                default -> {}
            }
        }
        promised(evidence, findings);
    }

    private static void letters(WorkflowRow row, Evidence evidence, Findings findings) {
        Map<String, String> came = new LinkedHashMap<>();
        for (EntryRow entry : evidence.journal(row.id())) {
            if (entry.type() != Type.SIGNALLED) continue;
            JsonNode body = entry.body();
            came.putIfAbsent(
                    body.path("signalId").asText(), body.path("payload").asText());
        }
        List<String> read = texts(row.result());
        if (!read.equals(new ArrayList<>(came.values())))
            findings.wrong("letters", "%s read %s, and its journal has %s", row.id(), read, came.values());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static void meeting(WorkflowRow row, Evidence evidence, Findings findings) {
        String key = evidence.input(row.id()).path("event").asText();
        EventRow event = evidence.events().get(key);
        if (event == null || !event.value().equals(row.result()))
            findings.wrong("event", "%s heard %s, and the event %s is %s", row.id(), row.result(), key, event);
    }

    private static void nap(WorkflowRow row, Evidence evidence, Findings findings) {
        long wanted = evidence.input(row.id()).path("millis").asLong();
        boolean woken = row.result().path("woken").asBoolean();
        if (woken && evidence.wishes().of(Deed.SIGNAL, row.id()).findAny().isEmpty())
            findings.doubled("signal", "%s was woken, and nobody woke it", row.id());
        if (!woken && row.result().path("millis").asLong() < wanted)
            findings.wrong("timer", "%s had to sleep %d ms: %s", row.id(), wanted, row.result());
    }

    private static void steps(WorkflowRow row, Evidence evidence, Findings findings) {
        Set<String> keys = new HashSet<>();
        int height = 0;
        for (JsonNode rung : row.result()) {
            String key = rung.path("key").asText();
            if (rung.path("height").asInt() != ++height || !keys.add(key) || !key.startsWith(row.id() + "/0/"))
                findings.wrong("steps", "%s climbed %s", row.id(), row.result());
        }
        if (height != evidence.input(row.id()).path("rungs").asInt())
            findings.wrong("steps", "%s climbed %s of %s", row.id(), row.result(), evidence.input(row.id()));
    }

    private static void family(WorkflowRow row, Evidence evidence, Findings findings) {
        int kids = evidence.input(row.id()).path("kids").asInt();
        if (row.result().size() != kids) findings.wrong("children", "%s sent out %d: %s", row.id(), kids, row.result());
        for (int kid = 0; kid < row.result().size(); kid++) {
            WorkflowRow child = evidence.workflows().get("%s~0.%d".formatted(row.id(), kid));
            if (child == null) findings.lost("child", "%s has lost its child %d", row.id(), kid);
            else if (!child.result().equals(row.result().get(kid)))
                findings.wrong(
                        "children", "%s is %s, and its parent heard %s", child.id(), child.result(), row.result());
        }
    }

    private static void query(WorkflowRow row, Evidence evidence, Findings findings) {
        RequestRow request = evidence.requests().get(row.id() + ".0.0");
        String told = request == null
                ? "nothing"
                : "%s by %s: %s".formatted(request.state(), request.decidedBy(), request.comment());
        if (!row.result().asText().equals(told))
            findings.wrong("decision", "%s heard %s, and what was decided is %s", row.id(), row.result(), told);
    }

    private static void decided(WorkflowRow row, String field, Evidence evidence, Findings findings) {
        RequestRow request = evidence.requests().get(row.id() + ".0.1");
        boolean approved = request != null && request.state().equals("APPROVED");
        if (row.result().path(field).asBoolean() != approved)
            findings.wrong("decision", "%s says %s, and the request is %s", row.id(), row.result(), request);
    }

    /** Who waited for the end and was told of it was told what stands. */
    private static void promised(Evidence evidence, Findings findings) {
        evidence.wishes().of(Deed.START).filter(wish -> wish.isAcknowledged()).forEach(wish -> {
            JsonNode told = wish.answer().orElseThrow().body();
            WorkflowRow row = evidence.workflows().get(wish.target());
            if (row != null
                    && told.path("status").asText().equals("COMPLETED")
                    && !(row.isCompleted() && told.path("result").equals(row.result())))
                findings.wrong(
                        "result", "%s was told %s, and it is %s with %s", wish, told, row.status(), row.result());
        });
    }
}
