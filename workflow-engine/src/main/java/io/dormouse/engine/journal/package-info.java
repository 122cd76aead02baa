/** What is written: entries, their JSON, their outcomes. */
@NullMarked
package io.dormouse.engine.journal;

import org.jspecify.annotations.NullMarked;
