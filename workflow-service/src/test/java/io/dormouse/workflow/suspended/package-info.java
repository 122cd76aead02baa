/** What the memory of the cluster may be: old, lost, slow, damaged, of another version. What is read stays true all the same. */
@NullMarked
package io.dormouse.workflow.suspended;

import org.jspecify.annotations.NullMarked;
