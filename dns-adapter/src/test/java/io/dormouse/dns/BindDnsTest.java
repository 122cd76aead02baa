package io.dormouse.dns;

import io.dormouse.dns.server.Needs;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.BindServer;

@Needs(program = BindServer.PROGRAM, packages = "bind9")
class BindDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new BindServer();
    }
}
