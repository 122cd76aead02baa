/** Many clients of the HTTP API: what they want, how they insist on it, and what they write down of what they were promised. */
@NullMarked
package io.dormouse.chaos.load;

import org.jspecify.annotations.NullMarked;
