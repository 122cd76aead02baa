/**
 * A small cloud behind an HTTP API: models with capacity, accounts with quota, servers with a boot time and an address. What
 * listens at a server's address is none of its business: that is behind {@link io.dormouse.sandbox.cloud.Hardware}.
 */
@NullMarked
package io.dormouse.sandbox.cloud;

import org.jspecify.annotations.NullMarked;
