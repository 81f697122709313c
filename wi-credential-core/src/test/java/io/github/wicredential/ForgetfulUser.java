package io.github.wicredential;

import io.github.wicredential.internal.runtime.TestRuntimes;
import java.util.concurrent.TimeUnit;

/** Uses a credential in every way and forgets to close it. */
public final class ForgetfulUser implements Runnable {

    @Override
    public void run() {
        WorkloadIdentity identity = CannedTransport.on(TestRuntimes.impatient(), new CannedTransport());
        try {
            identity.token("https://vault.azure.net/.default");
            identity.source("https://storage.azure.com/.default").token();
            identity.tokenAsync("https://graph.microsoft.com/.default").get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
