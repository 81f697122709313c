package io.github.wicredential.clients.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.ConnectionFactoryProvider;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Stands for PostgreSQL's driver: connects nowhere, and shows what it got. */
public final class RecordingDriver implements ConnectionFactoryProvider {

    /** What was made, with what it was made of. */
    record Made(ConnectionFactoryOptions options) implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.empty();
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "recording";
        }

        String password() {
            return Mono.from((Publisher<?>) options.getRequiredValue(ConnectionFactoryOptions.PASSWORD))
                    .cast(String.class)
                    .block();
        }
    }

    @Override
    public ConnectionFactory create(ConnectionFactoryOptions options) {
        return new Made(options);
    }

    @Override
    public boolean supports(ConnectionFactoryOptions options) {
        return "postgresql".equals(options.getValue(ConnectionFactoryOptions.DRIVER));
    }

    @Override
    public String getDriver() {
        return "postgresql";
    }
}
