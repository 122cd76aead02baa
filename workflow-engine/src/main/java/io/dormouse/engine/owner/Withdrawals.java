package io.dormouse.engine.owner;

import io.dormouse.engine.store.Part.CancellationRow;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/** Calls and children that nobody wants any more: repeated until whoever got them has answered, and that is written. */
final class Withdrawals {
    private final Ports ports;
    private final ServiceCalls calls;
    private final IntPredicate owned;
    private final Set<Withdrawal> underWay = new HashSet<>();

    /** @param owned whether a partition is ours */
    Withdrawals(Ports ports, ServiceCalls calls, IntPredicate owned) {
        this.ports = ports;
        this.calls = calls;
        this.owned = owned;
    }

    void begin(OwnedWorkflow workflow, CancellationRow row) {
        begin(new Withdrawal(workflow.id, workflow.partition, row.run(), row.seq(), row.service(), row.key()));
    }

    /** Does nothing for one that is under way already. */
    void begin(Withdrawal withdrawal) {
        if (!underWay.add(withdrawal)) return;
        calls.withdraw(
                withdrawal,
                () -> owned.test(withdrawal.partition()),
                () -> ports.store().forget(withdrawal.workflowId(), withdrawal.run(), withdrawal.seq()),
                () -> underWay.remove(withdrawal));
    }
}
