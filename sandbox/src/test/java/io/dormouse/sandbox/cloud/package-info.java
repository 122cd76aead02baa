/** The cloud over HTTP, on a real Postgres, with hardware that the test watches. */
@NullMarked
package io.dormouse.sandbox.cloud;

import org.jspecify.annotations.NullMarked;
