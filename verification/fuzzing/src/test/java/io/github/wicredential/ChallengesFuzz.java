package io.github.wicredential;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.wicredential.internal.bearer.ClaimsChallenge;
import io.github.wicredential.internal.bearer.TenantChallenge;
import io.github.wicredential.internal.environment.AllowedTenants;
import io.github.wicredential.internal.guide.Evidence;
import java.util.List;
import java.util.Optional;

/** What a resource says when it refuses a token. */
class ChallengesFuzz {

    private static final List<Class<? extends Exception>> OWN = List.of(WorkloadIdentityException.class);

    /** The headers {@code WWW-Authenticate}, one a line; what they ask for is sent on. */
    @FuzzTest
    void headers(byte[] input) throws Exception {
        List<String> headers = Promise.text(input).lines().toList();
        Promise.holds(input.length, () -> ClaimsFuzz.send(ClaimsChallenge.in(headers)), OWN);
        Promise.holds(input.length, () -> tenant(TenantChallenge.in(headers)), OWN);
    }

    private static String tenant(Optional<TenantChallenge> challenge) {
        return challenge
                .map(TenantChallenge::tenant)
                .map(new AllowedTenants(Exchanges.CLIENT, "contoso.example.net", List.of("*"), Evidence::new)::resolve)
                .orElse("");
    }
}
