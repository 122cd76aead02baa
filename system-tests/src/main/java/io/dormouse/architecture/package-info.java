/** The rules of the house: how files look ({@link Format} finds and mends it), and, as tests, which package may know which. */
@NullMarked
package io.dormouse.architecture;

import org.jspecify.annotations.NullMarked;
