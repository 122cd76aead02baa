package io.dormouse.engine.replay;

/** A value that cannot be kept, or an input that is not whole. The message begins with what it is. */
public final class UnstorableValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnstorableValueException(String message) {
        super(message);
    }

    static UnstorableValueException notJson(String what, String reason) {
        return new UnstorableValueException("%s cannot be written as JSON: %s".formatted(what, reason));
    }

    static UnstorableValueException unreadable(String what, Class<?> found, String reason) {
        return new UnstorableValueException(
                "%s is a %s, which can be written but not read back (%s); return a record or a text instead"
                        .formatted(what, found.getName(), reason));
    }

    static UnstorableValueException typeUnknown(String what, Class<?> found) {
        return new UnstorableValueException(
                "%s is a %s, whose type cannot be told when it is read back; name it: flow.run(name, Type.class, step)"
                        .formatted(what, found.getName()));
    }

    static UnstorableValueException inputMissing() {
        return new UnstorableValueException("it is missing; send a JSON object");
    }

    static UnstorableValueException fieldMissing(String field) {
        return new UnstorableValueException("the field %s is missing".formatted(field));
    }
}
