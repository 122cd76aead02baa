/** Records in the domain name system: what may be asked, what is answered, how it fails. */
@NullMarked
package io.dormouse.contracts.dns;

import org.jspecify.annotations.NullMarked;
