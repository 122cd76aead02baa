package io.dormouse.chaos.check;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.load.Load;
import io.dormouse.chaos.promise.Answer;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Diary;
import io.dormouse.chaos.promise.Wish;
import io.dormouse.chaos.site.Access;
import java.time.Instant;
import java.util.Optional;

/** A client is told that its workflow has started, and nobody has been asked to start it. */
record PhantomAcknowledgement() implements Bug {
    @Override
    public String name() {
        return "phantom-acknowledgement";
    }

    @Override
    public String sentence() {
        return "a client is answered that its workflow has started, and the request was never passed on";
    }

    @Override
    public void plant(Access access) {
        ObjectNode input = JsonNodeFactory.instance.objectNode().put("millis", 1);
        ObjectNode told = JsonNodeFactory.instance.objectNode().put("status", "RUNNING");
        String id = "phantom-1";
        try (Diary diary = Diary.of(Load.diaries(access), "phantom")) {
            Wish wish = diary.asks(
                    new Wish("", 0, Deed.START, "alice", id, Nap.NAME, "", id, input, Instant.EPOCH, Optional.empty()));
            diary.isAnswered(wish, new Answer(201, told, Instant.now(), 1));
        }
    }
}
