package io.dormouse.dns;

import io.dormouse.dns.server.Needs;
import io.dormouse.dns.server.PowerDnsServer;
import io.dormouse.dns.server.RunningServer;

@Needs(program = PowerDnsServer.PROGRAM, packages = "pdns-server pdns-backend-sqlite3 sqlite3")
class PowerDnsDnsTest extends DnsContract {
    @Override
    RunningServer startServer() {
        return new PowerDnsServer();
    }
}
