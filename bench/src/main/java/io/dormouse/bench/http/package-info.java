/** Workflows that are started over HTTP by clients who wait for their end. */
@NullMarked
package io.dormouse.bench.http;

import org.jspecify.annotations.NullMarked;
