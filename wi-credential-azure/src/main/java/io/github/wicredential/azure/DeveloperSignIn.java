package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** The developer sign-ins in their order; the first that answers is kept. */
final class DeveloperSignIn implements TokenCredential {

    private static final Logger LOG = LoggerFactory.getLogger(DefaultAzureCredential.class);

    private final CredentialChain chain;

    // Written once, by the first answer.
    private final AtomicReference<@Nullable TokenCredential> kept = new AtomicReference<>();

    DeveloperSignIn(List<? extends TokenCredential> inOrder) {
        this.chain = new CredentialChain(inOrder, new AnyFailure(), this::keep);
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return Mono.defer(() -> {
            TokenCredential known = kept.get();
            return known != null ? known.getToken(context) : chain.later(context);
        });
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        TokenCredential known = kept.get();
        return known != null ? known.getTokenSync(context) : chain.now(context);
    }

    private void keep(TokenCredential credential) {
        if (kept.compareAndSet(null, credential)) {
            LOG.info("DefaultAzureCredential takes {} from now on: it is the first that answered", name(credential));
        }
    }

    static String name(TokenCredential credential) {
        return credential.getClass().getSimpleName();
    }

    /** A tool that fails in whatever way does not keep the next one from being asked. */
    private static final class AnyFailure implements CredentialChain.Step {

        @Override
        public boolean next(Throwable failure) {
            return true;
        }

        @Override
        public RuntimeException stop(TokenCredential credential, RuntimeException failure) {
            return failure;
        }
    }
}
