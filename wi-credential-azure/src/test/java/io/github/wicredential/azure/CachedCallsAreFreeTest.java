package io.github.wicredential.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.sun.management.ThreadMXBean;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@WorkloadIdentityTest
class CachedCallsAreFreeTest {

    private static final int CALLS = 200_000;

    private volatile AccessToken last;

    @Test
    void aCachedCallAllocatesNothing(LocalCluster cluster, LocalEntra entra) {
        WorkloadIdentityCredential credential = new WorkloadIdentityCredentialBuilder()
                .configuration(Configurations.of(cluster.environment()))
                .build();
        DefaultAzureCredential byDefault = new DefaultAzureCredentialBuilder()
                .configuration(Configurations.of(cluster.environment()))
                .build();

        TokenRequestContext plain = TokenRequestContexts.vault();
        TokenRequestContext cae = TokenRequestContexts.vault().setCaeEnabled(true);
        TokenRequestContext tenant =
                TokenRequestContexts.vault().setTenantId(entra.tenantId().toUpperCase(Locale.ROOT));

        assertThat(bytesPerCall(credential, plain)).isLessThan(0.5);
        assertThat(bytesPerCall(credential, cae)).isLessThan(0.5);
        assertThat(bytesPerCall(credential, tenant)).isLessThan(0.5);
        assertThat(bytesPerCall(byDefault, plain)).isLessThan(0.5);
        assertThat(last).isNotNull();
    }

    private double bytesPerCall(TokenCredential credential, TokenRequestContext context) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        call(credential, context);
        long before = threads.getCurrentThreadAllocatedBytes();
        call(credential, context);
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    private void call(TokenCredential credential, TokenRequestContext context) {
        for (int i = 0; i < CALLS; i++) {
            last = credential.getTokenSync(context);
        }
    }
}
