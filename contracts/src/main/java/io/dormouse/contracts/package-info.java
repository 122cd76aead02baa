/**
 * What crosses the event bus. One package a service, each with its {@code @ProxyGen} interface, one record per request and
 * response, and its declared failures; in this package what they share: headers, JSON, limits, and the client that asks again
 * until a long call is done.
 *
 * <p>Method and parameter names are the wire format. Nothing but Vert.x and Jackson comes in here, so that any service may
 * depend on it.
 */
@ModuleGen(name = "dormouse-contracts", groupPackage = "io.dormouse.contracts")
@NullMarked
package io.dormouse.contracts;

import io.vertx.codegen.annotations.ModuleGen;
import org.jspecify.annotations.NullMarked;
