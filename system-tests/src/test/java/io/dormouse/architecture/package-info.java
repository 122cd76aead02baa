/** The rules of the house as tests: how files look, and which package may know which. {@link Format} mends the looks. */
@NullMarked
package io.dormouse.architecture;

import org.jspecify.annotations.NullMarked;
