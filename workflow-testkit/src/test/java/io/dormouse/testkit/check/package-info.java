/** The command check, with jars and folders that are compiled for it. */
@NullMarked
package io.dormouse.testkit.check;

import org.jspecify.annotations.NullMarked;
