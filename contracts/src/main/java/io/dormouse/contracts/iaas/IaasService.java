package io.dormouse.contracts.iaas;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** Gets and gives back servers; changes need a key and happen once. */
@ProxyGen
@FailsWith(IaasFailure.class)
public interface IaasService {
    /** Where the service listens on the bus. */
    String ADDRESS = "iaas.v1";

    /** Makes a server and waits until it runs. Keyed. */
    Future<Server> create(CreateServer request);

    /** Deletes a server. Keyed. */
    Future<Void> delete(DeleteServer request);

    /** Reads the servers that exist. */
    Future<ServerPage> list(ListServers request);
}
