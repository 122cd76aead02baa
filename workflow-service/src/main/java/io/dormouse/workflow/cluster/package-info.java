/** Which node owns which partition, and by what right. */
@NullMarked
package io.dormouse.workflow.cluster;

import org.jspecify.annotations.NullMarked;
