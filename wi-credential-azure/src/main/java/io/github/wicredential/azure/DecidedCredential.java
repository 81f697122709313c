package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Decides at the first call which credential to ask, and asks it from then on. */
final class DecidedCredential implements TokenCredential, AutoCloseable {

    private final CredentialSelector selector;

    // Written once the source is known; two threads that find it at the same time find the same one.
    private volatile @Nullable TokenCredential chosen;

    DecidedCredential(CredentialSelector selector) {
        this.selector = Objects.requireNonNull(selector, "selector");
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        TokenCredential known = chosen;
        return known != null ? known.getToken(context) : Mono.defer(() -> source().getToken(context));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        TokenCredential known = chosen;
        return (known != null ? known : source()).getTokenSync(context);
    }

    CompletableFuture<Void> prefetch(String... scopes) {
        try {
            TokenCredential source = source();
            WorkloadIdentityCredential workload = workload(source);
            if (workload != null) {
                return workload.prefetch(scopes);
            }
            if (source instanceof Unavailable || source instanceof ManagedIdentityCredential) {
                // It makes no request: it says why there will be no token.
                var unused = source.getTokenSync(new TokenRequestContext());
            }
            return CompletableFuture.completedFuture(null);
        } catch (CredentialUnavailableException unavailable) {
            return CompletableFuture.failedFuture(unavailable);
        }
    }

    @Override
    public void close() {
        synchronized (selector) {
            TokenCredential known = chosen;
            WorkloadIdentityCredential workload = known == null ? null : workload(known);
            if (workload != null) {
                workload.close();
            } else {
                chosen = new Unavailable("The DefaultAzureCredential is closed and issues no more tokens.", null);
            }
        }
    }

    private static @Nullable WorkloadIdentityCredential workload(TokenCredential credential) {
        return credential instanceof ManagedIdentityCredential managed
                ? managed.workload()
                : credential instanceof WorkloadIdentityCredential workload ? workload : null;
    }

    private TokenCredential source() {
        TokenCredential known = chosen;
        if (known != null) {
            return known;
        }
        synchronized (selector) {
            if (chosen == null) {
                chosen = selector.decide();
            }
            return Objects.requireNonNull(chosen);
        }
    }
}
