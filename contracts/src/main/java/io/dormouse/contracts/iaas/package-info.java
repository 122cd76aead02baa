/** Servers of a cloud: what may be asked, what is answered, how it fails. */
@NullMarked
package io.dormouse.contracts.iaas;

import org.jspecify.annotations.NullMarked;
