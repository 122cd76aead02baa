/** What each example does, shown in memory: the tests that an author would write beside it. */
@NullMarked
package io.dormouse.examples;

import org.jspecify.annotations.NullMarked;
