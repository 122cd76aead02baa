package io.dormouse.gateway.auth;

import java.util.List;

/**
 * Who is calling.
 *
 * @param name the token's name: the actor of everything done with it
 * @param groups the groups that the caller is a member of; {@code *} stands for every group
 */
public record Caller(String name, List<String> groups) {}
