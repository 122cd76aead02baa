package io.dormouse.sandbox.cloud;

import java.util.HashMap;
import java.util.Map;

/** How many servers there are, counted by account and by model. */
final class Usage {
    private final Map<String, Long> byAccount;
    private final Map<String, Long> byModel;

    Usage(Map<String, Long> byAccount, Map<String, Long> byModel) {
        this.byAccount = new HashMap<>(byAccount);
        this.byModel = new HashMap<>(byModel);
    }

    long ofAccount(String account) {
        return byAccount.getOrDefault(account, 0L);
    }

    long ofModel(String model) {
        return byModel.getOrDefault(model, 0L);
    }

    void addOne(String account, String model) {
        byAccount.merge(account, 1L, Long::sum);
        byModel.merge(model, 1L, Long::sum);
    }
}
