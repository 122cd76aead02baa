/**
 * One runnable idea a file: copy one, change it, put its jar into the folder of {@code ./dormouse up --workflows}. Each file says
 * how it is started, and its test shows what it does.
 *
 * <p>Read first {@link io.dormouse.examples.ThreeLines} and {@link io.dormouse.examples.Greet}; then whichever has the verb that
 * you need:
 *
 * <ul>
 *   <li>effects: {@link io.dormouse.examples.NameAServer} (services), {@link io.dormouse.examples.CountWords} (local steps),
 *       {@link io.dormouse.examples.CountPrimes} (computing), {@link io.dormouse.examples.CopyFiles} (long steps)
 *   <li>waiting: {@link io.dormouse.examples.Remind} (time), {@link io.dormouse.examples.ShipWhenPaid} (events), {@link
 *       io.dormouse.examples.Basket} (signals), {@link io.dormouse.examples.Generator} (people)
 *   <li>other workflows: {@link io.dormouse.examples.RollOut} (children), {@link io.dormouse.examples.HandOver} (left alone)
 *   <li>many at once: {@link io.dormouse.examples.Fleet} (all), {@link io.dormouse.examples.FirstServer} (any), {@link
 *       io.dormouse.examples.AskInTime} (time limits), {@link io.dormouse.examples.Composed} (chains)
 *   <li>when it fails: {@link io.dormouse.examples.Insist} (trying again), {@link io.dormouse.examples.AllOrNothing} (undoing),
 *       {@link io.dormouse.examples.ForwardAndBack} (taking it back)
 *   <li>when it lasts: {@link io.dormouse.examples.Rebuild} (saying what it does), {@link io.dormouse.examples.Tally} (going on as
 *       new), {@link io.dormouse.examples.Welcome} (changing it), {@link io.dormouse.examples.Price} and {@link
 *       io.dormouse.examples.PriceWithTax} (versions), {@link io.dormouse.examples.Raffle} (time and chance)
 * </ul>
 */
@NullMarked
package io.dormouse.examples;

import org.jspecify.annotations.NullMarked;
