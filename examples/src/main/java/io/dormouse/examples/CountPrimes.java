package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.CountPrimes.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.util.stream.IntStream;

/**
 * Computes. {@code flow.compute} is {@code flow.run} on one of as many platform threads as there are processors, so that a long
 * computation never delays what waits for the network; a workflow that computes on its own thread is reported with its stack.
 *
 * <p>{@code ./dormouse start count-primes below:=100000}
 */
@Durable(name = "count-primes")
public final class CountPrimes implements Workflow<Request, Long> {
    /** Below what. */
    public record Request(int below) {}

    @Override
    public Long run(Request request, Flow flow) {
        return await(flow.compute("count", () -> primesBelow(request.below())));
    }

    private static long primesBelow(int limit) {
        return IntStream.range(2, limit).filter(CountPrimes::isPrime).count();
    }

    private static boolean isPrime(int number) {
        return IntStream.rangeClosed(2, (int) Math.sqrt(number)).noneMatch(divisor -> number % divisor == 0);
    }
}
