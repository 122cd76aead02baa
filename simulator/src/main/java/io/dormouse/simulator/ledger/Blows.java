package io.dormouse.simulator.ledger;

import java.util.List;

/** What befalls the adapters while a world suffers. */
final class Blows {
    private static final int SECONDS = 1_000_000;
    private static final int WHILE = 30 * SECONDS;
    private static final double AIM = 0.06;

    private final LedgerWorld world;
    private final Site site;
    private int aimed;

    Blows(LedgerWorld world, Site site) {
        this.world = world;
        this.site = site;
    }

    /** Deals half of them at any time. */
    void begin() {
        for (int blow = 0; blow < world.conditions().blows(); blow++) {
            if (world.chance().happens(0.5)) world.after(world.chance().between(0, WHILE), this::anybody);
            else aimed++;
        }
    }

    /** Deals the others where it hurts: between what was done for a process and its hearing of it. */
    void atWork(Life life) {
        if (aimed == 0 || !life.runs() || !world.suffers(AIM)) return;
        aimed--;
        site.present().stream()
                .filter(adapter -> adapter.life().equals(life))
                .findFirst()
                .ifPresent(this::strike);
    }

    private void anybody() {
        List<Adapter> present =
                site.present().stream().filter(adapter -> adapter.life().runs()).toList();
        if (!present.isEmpty()) strike(world.chance().oneOf(present));
    }

    private void strike(Adapter struck) {
        String name = struck.life().name();
        switch (world.chance().between(0, 5)) {
            case 0, 1 -> {
                world.history().note("crash", name);
                site.end(struck);
                world.after(world.chance().between(0, 8 * SECONDS), site::start);
            }
            case 2 -> {
                world.history().note("freeze", name);
                struck.life().freeze();
                world.after(world.chance().between(0, 12 * SECONDS), () -> goOn(struck));
                world.after(world.chance().between(0, 8 * SECONDS), site::start);
            }
            case 3 -> {
                world.history().note("lock connection broken", name);
                struck.locks().breakNow();
            }
            case 4 -> {
                world.history().note("lock connection silent", name);
                struck.locks().silence();
            }
            default -> {
                world.history().note("leave", name);
                struck.close();
                world.after(world.chance().between(0, 2 * SECONDS), site::start);
            }
        }
    }

    /** It may also stay frozen for good. */
    private void goOn(Adapter struck) {
        if (world.chance().happens(0.2)) return;
        world.history().note("thaw", struck.life().name());
        struck.life().thaw();
    }
}
