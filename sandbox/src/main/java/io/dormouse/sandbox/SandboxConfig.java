package io.dormouse.sandbox;

import io.dormouse.host.Database;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;

/**
 * What one data centre is made of.
 *
 * @param database the schema {@code sandbox} and the role that owns it; it holds everything that must survive
 * @param cloud the API and what it offers
 * @param machines how servers listen
 * @param names the authoritative name server
 */
public record SandboxConfig(Database database, CloudConfig cloud, MachinesConfig machines, NameServerConfig names) {}
