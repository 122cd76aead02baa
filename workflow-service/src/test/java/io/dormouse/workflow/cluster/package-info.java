/** Who owns what, played by hand over ports. */
@NullMarked
package io.dormouse.workflow.cluster;

import org.jspecify.annotations.NullMarked;
