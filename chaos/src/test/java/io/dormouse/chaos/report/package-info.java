/** What a report says. */
@NullMarked
package io.dormouse.chaos.report;

import org.jspecify.annotations.NullMarked;
