package io.dormouse.dns;

import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.SandboxServer;

class SandboxDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new SandboxServer();
    }
}
