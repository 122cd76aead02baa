package io.dormouse.dns;

import io.dormouse.dns.server.BindServer;
import io.dormouse.dns.server.Needs;
import io.dormouse.dns.server.RunningServer;

@Needs(program = BindServer.PROGRAM, packages = "bind9")
class BindDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new BindServer();
    }
}
