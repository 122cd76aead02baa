/**
 * The machines, links, disks and processes of one run: every process in a network namespace of its own, joined by a bridge.
 * Everything that is made here bears the run's prefix and is removed at the end, or by the next start.
 */
@NullMarked
package io.dormouse.chaos.site;

import org.jspecify.annotations.NullMarked;
