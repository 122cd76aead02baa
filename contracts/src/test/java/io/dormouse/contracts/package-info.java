/** The wire format, held against what it was. */
@NullMarked
package io.dormouse.contracts;

import org.jspecify.annotations.NullMarked;
