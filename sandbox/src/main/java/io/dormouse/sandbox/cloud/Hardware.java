package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import java.util.List;

/** What stands behind a server: something that listens at its address once it has booted. Called on the cloud's event loop. */
public interface Hardware {
    /** Complete when the server listens. Idempotent. Fails if its address cannot be had; it is then tried again. */
    Future<Void> power(String serverId, String address);

    /** Complete when nothing of the server listens any more. Idempotent; fine for a server that never listened. */
    Future<Void> off(String serverId);

    /** The TCP ports that every server listens at, so that an address where one is taken is not given out; 0 stands for any port. */
    List<Integer> ports();
}
