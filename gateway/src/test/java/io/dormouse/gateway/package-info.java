/** The gateway as its clients see it: real HTTP, a real Postgres, and services that are played. */
@NullMarked
package io.dormouse.gateway;

import org.jspecify.annotations.NullMarked;
