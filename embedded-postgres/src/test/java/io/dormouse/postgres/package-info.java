/** Real servers, started, killed and started again. */
@NullMarked
package io.dormouse.postgres;

import org.jspecify.annotations.NullMarked;
