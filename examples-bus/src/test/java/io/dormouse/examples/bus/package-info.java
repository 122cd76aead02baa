/** The programs, run against services that are really there. */
@NullMarked
package io.dormouse.examples.bus;

import org.jspecify.annotations.NullMarked;
