package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.clients.r2dbc.AzureConnectionFactoryProvider;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import java.util.regex.Pattern;

/** The URLs of reactive drivers. */
class R2dbcUrlsFuzz {

    private static final Pattern PASSWORD = Pattern.compile("^([a-z0-9:]+://[^@/?#]*):%PASSWORD%@");

    @FuzzTest
    void url(byte[] input) throws Exception {
        ConnectionFactoryOptions options;
        try {
            options = ConnectionFactoryOptions.parse(
                    PASSWORD.matcher(Promise.text(input)).replaceFirst("$1:" + Promise.PASSWORD + "@"));
        } catch (RuntimeException refusedByR2dbc) {
            return;
        }
        AzureConnectionFactoryProvider provider = new AzureConnectionFactoryProvider();
        if (provider.supports(options)) {
            Promise.holds(
                    input.length,
                    () -> provider.create(options).getMetadata().getName(),
                    List.of(WorkloadIdentityException.class));
        }
    }
}
