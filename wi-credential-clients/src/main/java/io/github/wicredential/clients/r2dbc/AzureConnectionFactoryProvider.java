package io.github.wicredential.clients.r2dbc;

import static io.r2dbc.spi.ConnectionFactoryOptions.DRIVER;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;
import static io.r2dbc.spi.ConnectionFactoryOptions.PROTOCOL;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.Failures;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.ConnectionFactoryProvider;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * The R2DBC driver {@code azure}: supplies an access token as the password and leaves the rest to the database driver
 * that follows it in the URL.
 *
 * <pre>{@code
 * r2dbc:azure:postgresql://orders@orders.postgres.database.azure.com/orders?sslMode=verify-full
 * r2dbc:pool:azure:mysql://orders@orders.mysql.database.azure.com/orders?sslMode=verify_identity
 * }</pre>
 *
 * <p>The user is the database role that was created for this identity. Settings go into the query of the URL, see
 * {@link io.github.wicredential.clients.ClientIdentities}. {@code azure.scopes} overrides the scope, by default that of
 * the identity's cloud ({@code https://ossrdbms-aad.database.windows.net/.default} in the public cloud).
 *
 * <p>A token is sent only if the driver must encrypt: with {@code r2dbcs:}, or an {@code sslMode} that requires it. If
 * the mode does not verify the server's certificate, a warning is logged once. A connection that also has a password is
 * refused.
 *
 * <p>R2DBC discovers this driver itself. Each new connection requests the current token without blocking its thread; if
 * no token can be obtained it fails with an {@link R2dbcNonTransientResourceException} whose message says what to do.
 * Requires {@code org.postgresql:r2dbc-postgresql} 1.0.3 or {@code io.asyncer:r2dbc-mysql} 1.0.6, or newer.
 *
 * @since 0.1.0
 */
public final class AzureConnectionFactoryProvider implements ConnectionFactoryProvider {

    private static final String NAME = "azure";
    private static final String REJECTED = "08004";

    /** Called by R2DBC. */
    public AzureConnectionFactoryProvider() {}

    /**
     * Creates the connection factory of the database driver, with a token as the password.
     *
     * @param options the options of the URL
     * @return a factory whose connections use the current token
     * @throws ConfigurationException if the options do not fit a token; the message says what to change
     */
    @Override
    public ConnectionFactory create(ConnectionFactoryOptions options) {
        Map<String, String> settings = new HashMap<>();
        ConnectionFactoryOptions.Builder rest = ConnectionFactoryOptions.builder();
        rest.from(Objects.requireNonNull(options, "options"), option -> {
            boolean ours = option.name().startsWith(ClientSettings.PREFIX);
            if (ours) {
                settings.put(option.name(), String.valueOf(options.getValue(option)));
            }
            return !ours;
        });
        ClientSettings identity = ClientSettings.of("The connection", settings);
        Delegate delegate = Delegate.of(Objects.toString(options.getValue(PROTOCOL), ""));
        for (Option<?> password : new Option<?>[] {PASSWORD, delegate.password()}) {
            Object said = options.getValue(password);
            if (said != null && !said.toString().isEmpty()) {
                throw new ConfigurationException(
                        "The connection has a password, but the driver 'azure' uses an access token instead. "
                                + "Remove the password, or 'azure:' from the URL.");
            }
        }
        delegate.requireEncryption(options);
        rest.option(DRIVER, delegate.driver()).option(PROTOCOL, "").option(delegate.password(), token(identity));
        ConnectionFactory made = ConnectionFactories.find(rest.build());
        if (made == null) {
            throw delegate.missing();
        }
        delegate.requirePublisher(made);
        return made;
    }

    private static Mono<String> token(ClientSettings settings) {
        return Mono.defer(() -> {
                    TokenProvider identity = settings.identity();
                    return Mono.fromFuture(identity.tokenAsync(settings.openSourceDatabase(identity)));
                })
                .map(AccessToken::value)
                .onErrorMap(
                        RuntimeException.class,
                        failure -> new R2dbcNonTransientResourceException(
                                "No access token for the database: " + failure.getMessage(),
                                REJECTED,
                                Failures.cause(failure)));
    }

    @Override
    public boolean supports(ConnectionFactoryOptions options) {
        return NAME.equals(options.getValue(DRIVER));
    }

    @Override
    public String getDriver() {
        return NAME;
    }
}
