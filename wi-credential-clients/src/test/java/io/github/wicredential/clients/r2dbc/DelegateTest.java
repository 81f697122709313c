package io.github.wicredential.clients.r2dbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.wicredential.ConfigurationException;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.Test;

class DelegateTest {

    private final ConnectionFactory made =
            new RecordingDriver.Made(ConnectionFactoryOptions.builder().build());

    @Test
    void aDriverThatIsTooOldForATokenIsNamedWithTheVersionThatIsWanted() {
        assertThatThrownBy(() -> Delegate.MYSQL.requirePublisher(made))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The driver of MySQL on the class path is too old to accept an access token: use "
                        + "io.asyncer:r2dbc-mysql 1.0.6 or newer.");
    }

    @Test
    void aDriverThatNobodyKnowsIsLeftToItself() {
        assertThatCode(() -> Delegate.POSTGRESQL.requirePublisher(made)).doesNotThrowAnyException();
    }
}
