/** Tests of the testkit, which are also how to use it. */
@NullMarked
package io.dormouse.testkit;

import org.jspecify.annotations.NullMarked;
