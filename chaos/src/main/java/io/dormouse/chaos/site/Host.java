package io.dormouse.chaos.site;

/**
 * A machine of the site: a network namespace with one address on the bridge.
 *
 * @param name of what runs on it: {@code workflow-2}
 * @param namespace its name for {@code ip netns}
 * @param address its IPv4 address
 */
public record Host(String name, String namespace, String address) {}
