/**
 * Decides whether every promise was kept. The evidence is read once, from all who hold a part of it; the rules over it are pure,
 * so that each is proven by small made-up evidence.
 */
@NullMarked
package io.dormouse.chaos.check;

import org.jspecify.annotations.NullMarked;
