package io.github.wicredential.examples.docs;

import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;

/** The program of docs/start/4-plain-java.md. */
// begin: first-token
public final class FirstToken {

    public static void main(String[] args) {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            AccessToken token = identity.token("https://vault.azure.net/.default");
            System.out.println("A token until " + token.expiresAt());
        }
    }
}
// end
