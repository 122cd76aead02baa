/** The workflows that ship. Each file is one process, to be read from top to bottom. */
@NullMarked
package io.dormouse.workflows;

import org.jspecify.annotations.NullMarked;
