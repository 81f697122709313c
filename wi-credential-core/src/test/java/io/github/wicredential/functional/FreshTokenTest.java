package io.github.wicredential.functional;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CannedTransport;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.runtime.Allocations;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A fresh token costs no request, no garbage and no change of thread. */
class FreshTokenTest {

    private static final String SCOPE = "https://vault.azure.net/.default";

    private final CannedTransport transport = new CannedTransport();
    private final WorkloadIdentity identity =
            CannedTransport.credential().transport(transport).build();

    @Test
    void neitherAHeldSourceNorATokenByScopeMakesGarbage() {
        TokenSource source = identity.source(SCOPE);
        source.token();

        assertThat(Allocations.least(source::token)).isZero();
        assertThat(Allocations.least(() -> identity.token(SCOPE))).isZero();
        assertThat(Allocations.least(() -> identity.token(SCOPE).authorizationHeader()))
                .isZero();
        assertThat(transport.count()).isOne();
    }

    @Test
    void aTokenOfAnAgentMakesNoGarbageEither() {
        WorkloadIdentity agent = identity.agent("11111111-0000-4000-8000-000000000001");
        agent.token(SCOPE);

        assertThat(Allocations.least(() -> agent.token(SCOPE))).isZero();
        assertThat(transport.count()).isEqualTo(2);
    }

    @Test
    void anAsynchronousCallerIsAnsweredAtOnce() {
        AccessToken token = identity.token(SCOPE);

        CompletableFuture<AccessToken> answer = identity.tokenAsync(SCOPE);

        assertThat(answer).isCompletedWithValue(token);
    }

    @Test
    void tokensFetchedAheadAreThereWhenTheyAreWanted() throws Exception {
        identity.prefetch(SCOPE, "https://storage.azure.com/.default").get(10, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(transport.count()).isEqualTo(2);

        assertThat(identity.tokenAsync(SCOPE)).isCompleted();
        assertThat(transport.count()).isEqualTo(2);
    }

    @Test
    void aRequestFetchedAheadIsThereForTheSameRequest() throws Exception {
        TokenRequest request = TokenRequest.of(SCOPE).withCae(true);

        identity.prefetch(request, TokenRequest.of(SCOPE)).get(10, java.util.concurrent.TimeUnit.SECONDS);
        assertThat(transport.count()).isEqualTo(2);

        assertThat(identity.tokenAsync(request)).isCompleted();
        assertThat(identity.tokenAsync(SCOPE)).isCompleted();
        assertThat(transport.count()).isEqualTo(2);
    }

    @Test
    void nothingFetchedAheadIsDoneAtOnce() {
        assertThat(identity.prefetch(new String[0])).isCompleted();
        assertThat(identity.prefetch(new TokenRequest[0])).isCompleted();
        assertThat(transport.count()).isZero();
    }
}
