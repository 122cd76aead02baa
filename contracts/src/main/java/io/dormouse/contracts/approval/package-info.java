/** Decisions of people: what may be asked, what is answered, how it fails. */
@NullMarked
package io.dormouse.contracts.approval;

import org.jspecify.annotations.NullMarked;
