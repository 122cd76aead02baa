package io.dormouse.engine.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.util.RawValue;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Services;
import io.dormouse.flow.Decision;
import io.dormouse.flow.FlowMisuseException;
import io.dormouse.flow.Question;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/** Durable proxies of service interfaces, questions by way of the approval service, children by way of the workflow service. Safe for all threads. */
public final class DurableServices implements Services {
    /** By contract, so that the reflection is done once; weak, so that the classes of an author's jar can go. */
    private final Map<Class<?>, Map<Method, ServiceMethod>> methods = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public <S> S proxy(Class<S> contract, Caller caller) {
        if (!contract.isInterface()) {
            throw FlowMisuseException.badArgument(
                    "flow.service needs an interface; %s is none".formatted(contract.getName()));
        }
        Map<Method, ServiceMethod> known = methods.computeIfAbsent(contract, none -> new ConcurrentHashMap<>());
        InvocationHandler handler = (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) return ofObject(contract, proxy, method, arguments);
            ServiceMethod called = known.computeIfAbsent(method, same -> ServiceMethod.of(contract, same));
            return caller.call(called.call(arguments), called);
        };
        return contract.cast(Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] {contract}, handler));
    }

    private static Object ofObject(Class<?> contract, Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "durable " + contract.getSimpleName();
        };
    }

    @Override
    public Request.Ask ask(String requestId, Question question, List<String> approvers) {
        String subject = approvers.isEmpty()
                ? "a decision: " + question.text()
                : "a decision by %s: %s".formatted(String.join(" or ", approvers), question.text());
        return new Request.Ask(
                new Request.ServiceCall(
                        ApprovalService.ADDRESS,
                        "request",
                        request(new RequestApproval(requestId, question.text(), approvers))),
                "approval:" + requestId,
                subject);
    }

    @Override
    public Request.ServiceCall start(String childId, String name, int version, String input, String parent) {
        StartWorkflow start = new StartWorkflow(
                name,
                Optional.of(version),
                Optional.of(childId),
                new RawValue(input),
                Optional.empty(),
                Optional.empty(),
                Optional.of(parent));
        return new Request.ServiceCall(WorkflowService.ADDRESS, "start", request(start));
    }

    private static String request(Object argument) {
        return "{\"request\":" + Wire.text(argument) + "}";
    }

    @Override
    public Decision decision(String json) {
        Approval approval;
        try {
            approval = Wire.MAPPER.readValue(json, Approval.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no decision: " + e.getOriginalMessage(), e);
        }
        return new Decision(
                approval.state().equals("APPROVED"),
                approval.comment().orElse(""),
                approval.decidedBy().orElse(""),
                approval.decidedAt().orElse(approval.createdAt()));
    }
}
