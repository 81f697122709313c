package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.clients.jdbc.SqlServerTokenCallback;
import java.util.List;

/** What a SQL Server says it is. */
class SqlServerWordsFuzz {

    @FuzzTest
    void words(byte[] input) throws Exception {
        TokenProvider identity = request -> {
            throw new ConfigurationException("There is no token for " + request.scope() + ".");
        };
        Promise.holds(
                input.length,
                () -> new SqlServerTokenCallback(identity)
                        .getAccessToken(Promise.text(input), null)
                        .toString(),
                List.of(IllegalStateException.class));
    }
}
