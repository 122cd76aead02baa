/** How a request gets to its owner, played by hand over ports. */
@NullMarked
package io.dormouse.workflow.routing;

import org.jspecify.annotations.NullMarked;
