/**
 * A small data centre for laptops and tests, behind the wire protocols of a real one: a cloud, machines that listen, a name
 * server. Dormouse meets it only over these protocols.
 */
@NullMarked
package io.dormouse.sandbox;

import org.jspecify.annotations.NullMarked;
