/** Another service, with nothing of ours but {@code contracts} on its class path. */
@NullMarked
package io.dormouse.examples.bus;

import org.jspecify.annotations.NullMarked;
