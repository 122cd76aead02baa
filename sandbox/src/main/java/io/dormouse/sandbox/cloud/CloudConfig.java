package io.dormouse.sandbox.cloud;

import java.time.Duration;
import java.util.List;

/**
 * What the cloud offers, to whom, and where.
 *
 * @param host where the API listens; loopback
 * @param port its TCP port; 0 takes any, which {@link Cloud#port} tells
 * @param accounts who may use it
 * @param models what there is to have
 * @param bootTime how long a new server is {@code BOOTING}
 * @param addresses where servers get their addresses from
 */
public record CloudConfig(
        String host, int port, List<Account> accounts, List<Model> models, Duration bootTime, AddressRange addresses) {
    private static final int CAPACITY = 2_000;
    private static final int QUOTA = 5_000;

    /** Checks that names are given once. */
    public CloudConfig {
        accounts = List.copyOf(accounts);
        models = List.copyOf(models);
        refuseRepeated("account name", accounts.stream().map(Account::name).toList());
        refuseRepeated("API key", accounts.stream().map(Account::apiKey).toList());
        refuseRepeated("model", models.stream().map(Model::name).toList());
        if (bootTime.isNegative()) throw new IllegalArgumentException("the boot time is negative");
    }

    /**
     * What {@code ./dormouse up} has: one account, the models B2, B4 and B6 with 2,000 servers each, 2 seconds to boot, addresses of
     * 127.1.0.0/16.
     */
    public static CloudConfig standard(String apiKey) {
        List<Model> models = List.of(
                new Model("B2", 1, 2_048, CAPACITY),
                new Model("B4", 2, 4_096, CAPACITY),
                new Model("B6", 4, 8_192, CAPACITY));
        return new CloudConfig(
                "127.0.0.1",
                0,
                List.of(new Account("default", apiKey, QUOTA)),
                models,
                Duration.ofSeconds(2),
                AddressRange.parse("127.1.0.0/16"));
    }

    /** The same at another port. */
    public CloudConfig withPort(int port) {
        return new CloudConfig(host, port, accounts, models, bootTime, addresses);
    }

    /** The same for other accounts. */
    public CloudConfig withAccounts(Account... accounts) {
        return new CloudConfig(host, port, List.of(accounts), models, bootTime, addresses);
    }

    /** The same with other models. */
    public CloudConfig withModels(Model... models) {
        return new CloudConfig(host, port, accounts, List.of(models), bootTime, addresses);
    }

    /** The same with another boot time. */
    public CloudConfig withBootTime(Duration bootTime) {
        return new CloudConfig(host, port, accounts, models, bootTime, addresses);
    }

    /** The same with addresses of another range. */
    public CloudConfig withAddresses(AddressRange addresses) {
        return new CloudConfig(host, port, accounts, models, bootTime, addresses);
    }

    private static void refuseRepeated(String what, List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("the cloud is configured with the same %s twice".formatted(what));
        }
    }
}
