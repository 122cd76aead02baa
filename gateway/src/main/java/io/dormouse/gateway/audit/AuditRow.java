package io.dormouse.gateway.audit;

/**
 * One change that somebody asked for.
 *
 * @param actor the caller's name
 * @param sourceAddress the IP address that the request came from
 * @param action what is to be done: {@code start}, {@code trigger}, {@code decide}, {@code cancel} …
 * @param target to which thing: an id or a key; {@code *} for all that match
 * @param detail the rest, as JSON; never people's data
 */
public record AuditRow(String actor, String sourceAddress, String action, String target, String detail) {}
