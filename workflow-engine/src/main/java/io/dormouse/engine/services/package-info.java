/** Durable calls: from a service interface to the requests that journals know, and from recorded answers back. */
@NullMarked
package io.dormouse.engine.services;

import org.jspecify.annotations.NullMarked;
