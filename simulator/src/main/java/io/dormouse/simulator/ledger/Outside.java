package io.dormouse.simulator.ledger;

import io.dormouse.contracts.ContractException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * The way of one process to the systems outside. A request lands within the request timeout or never, perhaps twice; its answer
 * may be lost. Who has heard nothing by then gives up.
 */
final class Outside {
    private static final long ONE_WAY = 30_000;

    private final LedgerWorld world;
    private final Life life;

    Outside(LedgerWorld world, Life life) {
        this.world = world;
        this.life = life;
    }

    Life life() {
        return life;
    }

    /** Over a stream: what was sent once arrives once at most. */
    <T> Future<T> ask(String what, String key, Supplier<T> work) {
        return ask(what, key, work, 0);
    }

    /** By a datagram, which may arrive twice; the answer to the copy is not heard. */
    <T> Future<T> askByDatagram(String what, String key, Supplier<T> work) {
        return ask(what, key, work, world.conditions().doubledPacket());
    }

    private <T> Future<T> ask(String what, String key, Supplier<T> work, double doubled) {
        Promise<T> answer = Promise.promise();
        Runnable noLonger = life.after(
                world.conditions().requestTimeout(),
                () -> answer.tryFail(new IllegalStateException("no answer to " + what)));
        answer.future().onComplete(answered -> noLonger.run());
        world.history().note(what + " sent", key, life.name());
        if (world.suffers(world.conditions().lostPacket())) world.history().note("lost packet to outside", key);
        else land(what, key, work, answer);
        if (world.suffers(doubled)) {
            world.history().note("doubled packet", key);
            world.after(wayThere(), () -> result(work));
        }
        // After what is being done now, or it would be as if it had not been sent.
        world.after(0, () -> world.blows().atWork(life));
        return answer.future();
    }

    private <T> void land(String what, String key, Supplier<T> work, Promise<T> answer) {
        world.after(wayThere(), () -> {
            world.history().note(what + " landed", key);
            Future<T> result = result(work);
            world.blows().atWork(life);
            if (world.suffers(world.conditions().lostPacket())) {
                world.history().note("lost packet from outside", key);
                return;
            }
            world.after(
                    world.chance().upTo(ONE_WAY),
                    () -> life.execute(() -> result.onComplete(answer::tryComplete, answer::tryFail)));
        });
    }

    private static <T> Future<T> result(Supplier<T> work) {
        try {
            return Future.succeededFuture(work.get());
        } catch (ContractException declared) {
            return Future.failedFuture(declared);
        }
    }

    private long wayThere() {
        long most = world.conditions().requestTimeout().toNanos() / 1_000 - 1;
        if (!world.suffers(world.conditions().slowPacket()))
            return world.chance().upTo(ONE_WAY);
        world.history().note("slow packet");
        return world.chance().between(0, (int) most);
    }
}
