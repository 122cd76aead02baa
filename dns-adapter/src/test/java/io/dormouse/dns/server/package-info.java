/** Name servers to test against: the sandbox's and those that the operating system has. Each is ended by the test that began it. */
@NullMarked
package io.dormouse.dns.server;

import org.jspecify.annotations.NullMarked;
