/** The whole suite under faults, in the long form only. */
@NullMarked
package io.dormouse.chaos;

import org.jspecify.annotations.NullMarked;
