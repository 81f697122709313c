package io.github.wicredential.spring.r2dbc;

import static io.r2dbc.spi.ConnectionFactoryOptions.DRIVER;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;
import static io.r2dbc.spi.ConnectionFactoryOptions.PROTOCOL;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;

/** Puts the driver {@code azure} before the database's own, and names the context's identity to it. */
final class TokenLogin {

    private static final String AZURE = "azure";

    private TokenLogin() {}

    static void apply(ConnectionFactoryOptions.Builder connection, ContextIdentity identity) {
        ConnectionFactoryOptions options = connection.build();
        if (options.hasOption(PASSWORD)) {
            throw new ConfigurationException(
                    "The R2DBC connection has a password in addition to the workload identity. Remove "
                            + "spring.r2dbc.password and the one in spring.r2dbc.url, or "
                            + "azure.workload-identity.r2dbc.enabled.");
        }
        String driver = String.valueOf(options.getRequiredValue(DRIVER));
        String protocol = options.hasOption(PROTOCOL) ? String.valueOf(options.getRequiredValue(PROTOCOL)) : "";
        if (driver.equals("pool")) {
            connection.option(PROTOCOL, protocol.startsWith(AZURE + ":") ? protocol : AZURE + ":" + protocol);
        } else if (!driver.equals(AZURE)) {
            connection.option(DRIVER, AZURE).option(PROTOCOL, protocol.isEmpty() ? driver : driver + ":" + protocol);
        }
        // Created now and by this thread: a pool requests it on its own threads while the context starts.
        var unused = identity.tokens();
        if (!options.hasOption(Option.valueOf("azure.clientId"))) {
            connection.option(Option.valueOf(ContextIdentity.SETTING), identity.name());
        }
    }
}
