package io.dormouse.simulator.outside;

import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Services;
import io.dormouse.flow.CallFailedException;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Question;
import io.dormouse.simulator.program.SimService;
import java.time.Instant;
import java.util.List;

/** Durable proxies of the simulated services. */
public final class SimServices implements Services {
    /** The address of the one that does things. */
    public static final String WORKSHOP = "workshop.v1";

    /** The address of the one that asks people. */
    public static final String APPROVAL = "approval.v1";

    @Override
    public <S> S proxy(Class<S> contract, Caller caller) {
        SimService service =
                what -> caller.call(new Request.ServiceCall(WORKSHOP, "act", "\"" + what + "\""), new Text());
        return contract.cast(service);
    }

    private static final class Text implements Reader<String> {
        @Override
        public String read(String json) {
            return json.substring(1, json.length() - 1);
        }

        @Override
        public RuntimeException exception(Outcome.Failure failure) {
            return new CallFailedException(failure.code(), failure.type(), failure.message());
        }
    }

    @Override
    public Request.Ask ask(String requestId, Question question, List<String> approvers) {
        String event = "approval:" + requestId;
        return new Request.Ask(new Request.ServiceCall(APPROVAL, "request", event), event, question.text());
    }

    @Override
    public Request.ServiceCall start(String childId, String name, int version, String input, String parent) {
        return new Request.ServiceCall(WorkflowService.ADDRESS, "start", childId + '\n' + parent + '\n' + input);
    }

    @Override
    public Decision decision(String json) {
        return new Decision(json.contains("true"), "", "boss", Instant.EPOCH);
    }
}
