package io.github.wicredential.clients.r2dbc;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.internal.UnverifiedTlsWarning;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/** A driver that accepts a token instead of the password, requested for each connection. */
@SuppressWarnings("ImmutableEnumChecker") // Sets and options.
enum Delegate {
    POSTGRESQL(
            "PostgreSQL",
            List.of("postgresql", "postgres"),
            "password",
            Set.of("verify-ca", "verify-full", "tunnel"),
            "require",
            "verify-full",
            "org.postgresql:r2dbc-postgresql 1.0.3.RELEASE",
            "io.r2dbc.postgresql.PostgresqlConnectionConfiguration$Builder"),
    MYSQL(
            "MySQL",
            List.of("mysql"),
            "passwordPublisher",
            Set.of("verify-ca", "verify-identity", "tunnel"),
            "required",
            "verify_identity",
            "io.asyncer:r2dbc-mysql 1.0.6",
            "io.asyncer.r2dbc.mysql.MySqlConnectionConfiguration$Builder");

    private final String words;
    private final List<String> drivers;
    private final String password;
    private final Set<String> verifying;
    private final String encrypting;
    private final String best;
    private final String coordinates;
    private final String builder;

    Delegate(
            String words,
            List<String> drivers,
            String password,
            Set<String> verifying,
            String encrypting,
            String best,
            String coordinates,
            String builder) {
        this.words = words;
        this.drivers = drivers;
        this.password = password;
        this.verifying = verifying;
        this.encrypting = encrypting;
        this.best = best;
        this.coordinates = coordinates;
        this.builder = builder;
    }

    static Delegate of(String protocol) {
        return Stream.of(values())
                .filter(known -> known.drivers.contains(protocol))
                .findFirst()
                .orElseThrow(() -> new ConfigurationException("The URL has r2dbc:azure"
                        + (protocol.isEmpty() ? "" : ":" + ClientSettings.shown(protocol))
                        + ", but only postgresql and mysql accept a token this way. Write r2dbc:azure:postgresql://... or "
                        + "r2dbc:azure:mysql://..., a pool before it (r2dbc:pool:azure:postgresql://...)."));
    }

    String driver() {
        return drivers.get(0);
    }

    /** Accepts a publisher. */
    Option<Object> password() {
        return Option.valueOf(password);
    }

    /** The drivers' own default is without TLS, or with it only if the server has it. */
    void requireEncryption(ConnectionFactoryOptions options) {
        List<String> written = Stream.of("sslMode", "sslmode")
                .map(name -> options.getValue(Option.valueOf(name)))
                .filter(mode -> mode != null)
                .map(String::valueOf)
                .toList();
        List<String> modes = written.stream()
                .map(mode -> mode.toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        boolean ssl = Boolean.parseBoolean(String.valueOf(options.getValue(ConnectionFactoryOptions.SSL)));
        boolean encrypted = modes.isEmpty() ? ssl : modes.stream().allMatch(this::encrypts);
        if (!encrypted) {
            throw new ConfigurationException("The connection might not use TLS (sslMode="
                    + (modes.isEmpty() ? "not set" : ClientSettings.shown(written.get(0)))
                    + "), and an access token is never sent in clear text. Set sslMode=" + best + ".");
        }
        // Of ssl=true alone PostgreSQL's driver makes verify-full, MySQL's required.
        boolean verified = modes.isEmpty() ? this == POSTGRESQL : verifying.containsAll(modes);
        if (!verified) {
            UnverifiedTlsWarning.warn(words, "sslMode=" + encrypting, "sslMode=" + best);
        }
    }

    private boolean encrypts(String mode) {
        return verifying.contains(mode) || encrypting.equals(mode);
    }

    /** An older driver treats a value that is not a string as an unknown option, or as a password with its text. */
    void requirePublisher(ConnectionFactory made) {
        Class<?> configuration;
        try {
            configuration = Class.forName(builder, false, made.getClass().getClassLoader());
        } catch (ClassNotFoundException another) {
            return;
        }
        boolean takesOne = Stream.of(configuration.getMethods())
                .anyMatch(method -> method.getName().equals(password)
                        && List.of(method.getParameterTypes()).equals(List.of(Publisher.class)));
        if (!takesOne) {
            throw new ConfigurationException("The driver of " + words
                    + " on the class path is too old to accept an access token: use " + coordinates
                    + " or newer.");
        }
    }

    ConfigurationException missing() {
        return new ConfigurationException(
                "The driver of " + words + " is not on the class path: add " + coordinates + " or newer.");
    }
}
