/** From files, environment and flags to checked values; whatever is wrong is said at once. Knows nothing of services. */
@NullMarked
package io.dormouse.host.config;

import org.jspecify.annotations.NullMarked;
