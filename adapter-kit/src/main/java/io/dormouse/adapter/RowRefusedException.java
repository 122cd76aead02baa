package io.dormouse.adapter;

/** A write failed for what it holds, or because two transactions met; not because of the server or the connection. */
public final class RowRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param why what the database said */
    public RowRefusedException(Throwable why) {
        super(why.getMessage(), why);
    }
}
