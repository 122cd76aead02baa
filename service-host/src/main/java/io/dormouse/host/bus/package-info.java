/** The receiving end of the event bus: from a message to a typed call, and from its outcome to an answer. */
@NullMarked
package io.dormouse.host.bus;

import org.jspecify.annotations.NullMarked;
