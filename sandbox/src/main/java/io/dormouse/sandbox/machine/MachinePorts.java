package io.dormouse.sandbox.machine;

/**
 * Where a server listens on its address.
 *
 * @param ssh the TCP port of SSH
 * @param http the TCP port of HTTP
 */
public record MachinePorts(int ssh, int http) {}
