package io.dormouse.contracts;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns declared failures into what travels on the bus, and back. The only place that knows both forms. */
public final class Failures {
    private static final String TYPE = "type";
    private static final String RETRYABLE = "retryable";

    private Failures() {}

    /** Lets a member of the cluster receive what {@link #toServiceException} makes; without it a failure arrives as a timeout. Once for each {@code Vertx}. */
    public static void receiveOn(Vertx vertx) {
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
    }

    /** The form in which a declared failure crosses the bus; needs {@code ServiceExceptionMessageCodec} on every node. */
    public static ServiceException toServiceException(ContractException failure) {
        FailureCode code = failure.failure();
        return new ServiceException(
                code.code(),
                failure.getMessage(),
                new JsonObject().put(TYPE, code.name()).put(RETRYABLE, code.retryable()));
    }

    /**
     * The typed failure of a code that the contract declares, or that every service has ({@link CallFailure}); empty for any
     * other code, which is then a failure of the infrastructure.
     */
    public static Optional<ContractException> declared(Class<?> contract, int code, String message) {
        FailsWith declaration = contract.getAnnotation(FailsWith.class);
        Stream<? extends FailureCode> own = declaration == null
                ? Stream.empty()
                : Stream.of(declaration.value().getEnumConstants());
        return Stream.concat(own, Stream.of(CallFailure.values()))
                .filter(failure -> failure.code() == code)
                .findFirst()
                .map(failure -> failure.exception(message));
    }
}
