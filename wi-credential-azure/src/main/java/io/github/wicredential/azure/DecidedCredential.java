package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Decides at the first call which credential to ask, and asks it from then on. */
final class DecidedCredential implements TokenCredential {

    private final SourceDecision decision;

    // Written once the source is known; two threads that find it at the same time find the same one.
    private volatile @Nullable TokenCredential chosen;

    DecidedCredential(SourceDecision decision) {
        this.decision = Objects.requireNonNull(decision, "decision");
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

    private TokenCredential source() {
        TokenCredential known = chosen;
        if (known != null) {
            return known;
        }
        synchronized (decision) {
            if (chosen == null) {
                chosen = decision.decide();
            }
            return Objects.requireNonNull(chosen);
        }
    }
}
