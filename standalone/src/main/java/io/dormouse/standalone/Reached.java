package io.dormouse.standalone;

/**
 * Where the outside reaches it, with the ports that were free.
 *
 * @param url of the HTTP API
 * @param dnsPort of the sandbox's name server
 */
record Reached(String url, int dnsPort) {}
