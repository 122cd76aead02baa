package io.dormouse.iaas.provider;

import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * A cloud. Its futures fail with an {@link io.dormouse.contracts.iaas.IaasException} when the cloud refuses, and with
 * {@link io.dormouse.contracts.CallFailure#UNAVAILABLE} when it cannot be reached, takes too long, or fails itself: whether it did what
 * it was asked is then unknown. Methods may be called from any event loop and do not block.
 */
public interface CloudProvider {
    /** What this cloud makes of a repeated {@link #create}. */
    Guarantee guarantee();

    /**
     * Orders a server, which may still be booting when this is complete.
     *
     * @param token the name of the order; a cloud that knows tokens answers the same server for the same one
     */
    Future<Server> create(String model, String token);

    /** What was made with a token and is still there: what may have come of an order whose answer was lost. */
    Future<List<Server>> findByToken(String token);

    /** Reads a server; {@link io.dormouse.contracts.iaas.IaasFailure#SERVER_UNKNOWN} if there is none of this id. */
    Future<Server> get(String id);

    /** Gives a server back. Complete when it is gone, also if it was. */
    Future<Void> delete(String id);

    /**
     * Reads a page of what is there, oldest first.
     *
     * @param limit 1 to 1,000
     * @param cursor where the page before ended
     */
    Future<ServerPage> list(int limit, Optional<String> cursor);

    /** Lets go of connections. Requests under way fail. */
    void close();
}
