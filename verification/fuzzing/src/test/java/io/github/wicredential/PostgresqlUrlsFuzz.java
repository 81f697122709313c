package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.clients.jdbc.PostgresqlAuthenticationPlugin;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.jdbc.SslMode;
import org.postgresql.plugin.AuthenticationRequestType;

/** A URL, as PostgreSQL's driver reads it for the hook, where no identity is configured. */
class PostgresqlUrlsFuzz {

    @FuzzTest
    void url(byte[] input) throws Exception {
        String url = "jdbc:postgresql:"
                + Promise.text(input).replace("password=%PASSWORD%&", "password=" + Promise.PASSWORD + "&");
        Properties properties;
        try {
            properties = Driver.parseURL(url, new Properties());
            if (properties == null || SslMode.of(properties) == null) {
                return;
            }
        } catch (SQLException | RuntimeException refusedByTheDriver) {
            return;
        }
        Promise.holds(
                input.length,
                () -> String.valueOf(new PostgresqlAuthenticationPlugin(properties)
                        .getPassword(AuthenticationRequestType.CLEARTEXT_PASSWORD)
                        .length),
                List.of(SQLException.class));
    }
}
