/** What the documents say is held against what is there. */
@NullMarked
package io.dormouse.docs;

import org.jspecify.annotations.NullMarked;
