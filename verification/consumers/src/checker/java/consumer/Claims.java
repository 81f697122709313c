package consumer;

import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;

/** The answer to a claims challenge is another token. */
public final class Claims implements Check {
    @Override
    public void run() {
        try (WorkloadIdentity identity = WorkloadIdentity.fromEnvironment()) {
            TokenRequest request = TokenRequest.of(VAULT).withCae(true);
            String first = identity.token(request).authorizationHeader();
            String second = identity.token(request.withClaims("{\"access_token\":{\"nbf\":{\"value\":\"1726077595\"}}}"))
                    .authorizationHeader();
            Check.must(!first.equals(second), "a new token");
        }
    }
}
