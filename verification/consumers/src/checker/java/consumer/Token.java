package consumer;

import io.github.wicredential.WorkloadIdentity;

/** An access token, and the same one again. */
public final class Token implements Check {
    @Override
    public void run() {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            String header = identity.token(VAULT).authorizationHeader();
            Check.must(header.startsWith("Bearer "), "a bearer token");
            Check.must(identity.token(VAULT).authorizationHeader().equals(header), "the cached token");
        }
    }
}
