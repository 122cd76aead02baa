package io.dormouse.examples;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A cloud that takes its time. */
final class NeverAnswers implements IaasService {
    @Override
    public Future<Server> create(CreateServer request) {
        return Promise.<Server>promise().future();
    }

    @Override
    public Future<Void> delete(DeleteServer request) {
        return Promise.<Void>promise().future();
    }

    @Override
    public Future<ServerPage> list(ListServers request) {
        return Promise.<ServerPage>promise().future();
    }
}
