/** What authors put on their test class path: run a workflow in memory, replay recorded journals against new code. */
@NullMarked
package io.dormouse.testkit;

import org.jspecify.annotations.NullMarked;
