package io.dormouse.testkit;

import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;

/**
 * A call that a workflow has sent to a service.
 *
 * @param service the address of the service: {@code iaas.v1}
 * @param action the method of its contract
 * @param key the idempotency key
 * @param workflow the id of the workflow that sent it
 * @param arguments by name, as JSON
 * @param withdrawn whether the workflow has taken it back
 */
public record Call(
        String service, String action, String key, String workflow, JsonObject arguments, boolean withdrawn) {
    /** The service and the action, as journals name calls: {@code iaas.v1/create}. */
    public String name() {
        return service + '/' + action;
    }

    /** The request of a method with one parameter, as its record. */
    public <T> T request(Class<T> type) {
        if (arguments.size() != 1) {
            throw new IllegalStateException(
                    "%s has the arguments %s, not one".formatted(name(), arguments.fieldNames()));
        }
        Object argument = arguments.iterator().next().getValue();
        if (argument instanceof JsonObject json) return Wire.decode(json, type);
        return type.cast(argument);
    }
}
