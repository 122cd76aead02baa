/** The command check: will the workflows of a running system go on with new code? */
@NullMarked
package io.dormouse.testkit.check;

import org.jspecify.annotations.NullMarked;
