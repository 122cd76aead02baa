/** The song search: many who wait for one slow service, beside servers that do it without a journal. */
@NullMarked
package io.dormouse.bench.search;

import org.jspecify.annotations.NullMarked;
