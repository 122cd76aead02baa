/** What the servers of the sandbox do, seen from a client. */
@NullMarked
package io.dormouse.sandbox.machine;

import org.jspecify.annotations.NullMarked;
