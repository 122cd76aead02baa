package io.dormouse.job.provider;

import java.net.InetSocketAddress;

/** There is no connection to the host, or none any more: how the job ended is not known. */
public final class ConnectionLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean sent;
    private final String message;

    private ConnectionLost(boolean sent, String message) {
        super(message);
        this.sent = sent;
        this.message = message;
    }

    /** The command did not leave, so nothing was done. */
    static ConnectionLost beforeSending(InetSocketAddress host, String why) {
        return new ConnectionLost(false, "no command was sent to %s: %s".formatted(Hosts.shown(host), why));
    }

    /** The command left, or may have. */
    static ConnectionLost afterSending(InetSocketAddress host, CommandLine command, String why) {
        return new ConnectionLost(
                true, "nobody said how \"%s\" on %s ended: %s".formatted(command, Hosts.shown(host), why));
    }

    /** Whether the host may have run the command. */
    public boolean sent() {
        return sent;
    }

    /** What happened, as a sentence; never null. */
    @Override
    public String getMessage() {
        return message;
    }
}
