/** What the workflows that ship do, shown in memory. */
@NullMarked
package io.dormouse.workflows;

import org.jspecify.annotations.NullMarked;
