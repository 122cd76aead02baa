/** One runnable idea a file: copy one, change it, put its jar into the folder of {@code ./dormouse up --workflows}. */
@NullMarked
package io.dormouse.examples;

import org.jspecify.annotations.NullMarked;
