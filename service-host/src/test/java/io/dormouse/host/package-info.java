/** A member of the cluster, a database: real ones. */
@NullMarked
package io.dormouse.host;

import org.jspecify.annotations.NullMarked;
