package io.github.wicredential.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Asks one credential after the other. What a failure means for the chain is the {@link Step}'s to say. */
final class CredentialChain {

    /** What a chain does with a failure. */
    interface Step {

        /** Whether the next credential is to be asked. */
        boolean next(Throwable failure);

        /** What the caller gets if the chain stops at this failure. */
        RuntimeException stop(TokenCredential credential, RuntimeException failure);
    }

    private final List<? extends TokenCredential> credentials;
    private final Step step;
    private final Consumer<TokenCredential> answered;

    CredentialChain(List<? extends TokenCredential> credentials, Step step, Consumer<TokenCredential> answered) {
        this.credentials = List.copyOf(credentials);
        this.step = step;
        this.answered = answered;
    }

    AccessToken now(TokenRequestContext context) {
        List<RuntimeException> failures = new ArrayList<>();
        for (TokenCredential credential : credentials) {
            try {
                AccessToken token = credential.getTokenSync(context);
                answered.accept(credential);
                return token;
            } catch (RuntimeException failure) {
                if (!step.next(failure)) {
                    throw step.stop(credential, failure);
                }
                failures.add(failure);
            }
        }
        throw exhausted(failures);
    }

    Mono<AccessToken> later(TokenRequestContext context) {
        return Mono.defer(() -> from(0, new ArrayList<>(), context));
    }

    private Mono<AccessToken> from(int index, List<RuntimeException> failures, TokenRequestContext context) {
        if (index == credentials.size()) {
            return Mono.error(exhausted(failures));
        }
        TokenCredential credential = credentials.get(index);
        return Mono.defer(() -> credential.getToken(context))
                .doOnNext(token -> answered.accept(credential))
                .onErrorResume(RuntimeException.class, failure -> {
                    if (!step.next(failure)) {
                        return Mono.error(step.stop(credential, failure));
                    }
                    failures.add(failure);
                    return from(index + 1, failures, context);
                });
    }

    private static RuntimeException exhausted(List<RuntimeException> failures) {
        StringBuilder text = new StringBuilder("No credential of the chain could give a token:");
        failures.forEach(failure -> text.append("\n - ").append(failure.getMessage()));
        @Nullable RuntimeException last = failures.isEmpty() ? null : failures.get(failures.size() - 1);
        CredentialUnavailableException exhausted = new CredentialUnavailableException(text.toString(), last);
        failures.stream().filter(failure -> failure != last).forEach(exhausted::addSuppressed);
        return exhausted;
    }

    /** Goes on if a credential is not configured and stops at a refusal. */
    static Step unavailableOnly() {
        return new Step() {
            @Override
            public boolean next(Throwable failure) {
                return failure instanceof CredentialUnavailableException || isAzureIdentitys(failure);
            }

            @Override
            public RuntimeException stop(TokenCredential credential, RuntimeException failure) {
                return failure instanceof ClientAuthenticationException
                        ? failure
                        : new ClientAuthenticationException(
                                credential.getClass().getSimpleName() + " failed: " + failure.getMessage(),
                                null,
                                failure);
            }
        };
    }

    /** Credentials of azure-identity may be part of a chain; its exception has the same name and meaning. */
    private static boolean isAzureIdentitys(Throwable failure) {
        return failure.getClass().getName().equals("com.azure.identity.CredentialUnavailableException");
    }
}
