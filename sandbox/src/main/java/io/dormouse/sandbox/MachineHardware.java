package io.dormouse.sandbox;

import io.dormouse.sandbox.cloud.Hardware;
import io.dormouse.sandbox.machine.Machines;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.vertx.core.Future;
import java.util.List;

/** The cloud's servers are machines of ours. */
record MachineHardware(Machines machines, MachinesConfig config) implements Hardware {
    @Override
    public Future<Void> power(String serverId, String address) {
        return machines.power(serverId, address);
    }

    @Override
    public Future<Void> off(String serverId) {
        return machines.off(serverId);
    }

    @Override
    public List<Integer> ports() {
        return List.of(config.sshPort(), config.httpPort());
    }
}
