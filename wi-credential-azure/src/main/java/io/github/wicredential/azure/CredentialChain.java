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
final class CredentialChain implements TokenCredential {

    /** What a chain does with a failure. */
    interface Step {

        /** The exception for the caller if the chain stops at this failure; null if the next credential is tried. */
        @Nullable
        RuntimeException stop(TokenCredential credential, Exception failure);
    }

    private final List<? extends TokenCredential> credentials;
    private final Step step;
    private final Consumer<TokenCredential> answered;

    // The message's beginning if no credential has a token, before the reasons of each.
    private final String exhausted;

    // The end of the message instead of those reasons, on hosts where a developer does not sign in.
    private final @Nullable String brief;

    CredentialChain(
            List<? extends TokenCredential> credentials,
            Step step,
            Consumer<TokenCredential> answered,
            String exhausted,
            @Nullable String brief) {
        this.credentials = List.copyOf(credentials);
        this.step = step;
        this.answered = answered;
        this.exhausted = exhausted;
        this.brief = brief;
    }

    /** Continues if a credential is not configured and stops at a refusal. */
    static CredentialChain untilConfigured(List<TokenCredential> credentials) {
        return new CredentialChain(
                credentials,
                CredentialChain::unlessUnavailable,
                answered -> {},
                "No credential in the chain could obtain a token:",
                null);
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        List<Exception> failures = new ArrayList<>();
        for (TokenCredential credential : credentials) {
            try {
                AccessToken token = credential.getTokenSync(context);
                answered.accept(credential);
                return token;
            } catch (RuntimeException failure) {
                RuntimeException stopped = step.stop(credential, failure);
                if (stopped != null) {
                    throw stopped;
                }
                failures.add(failure);
            }
        }
        throw exhausted(failures);
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return Mono.defer(() -> from(0, new ArrayList<>(), context));
    }

    private Mono<AccessToken> from(int index, List<Exception> failures, TokenRequestContext context) {
        if (index == credentials.size()) {
            return Mono.error(exhausted(failures));
        }
        TokenCredential credential = credentials.get(index);
        return Mono.defer(() -> credential.getToken(context))
                .doOnNext(token -> answered.accept(credential))
                .onErrorResume(Exception.class, failure -> {
                    RuntimeException stopped = step.stop(credential, failure);
                    if (stopped != null) {
                        return Mono.error(stopped);
                    }
                    failures.add(failure);
                    return from(index + 1, failures, context);
                });
    }

    private RuntimeException exhausted(List<Exception> failures) {
        if (brief != null) {
            return new CredentialUnavailableException(exhausted + brief, null);
        }
        StringBuilder text = new StringBuilder(exhausted);
        failures.forEach(failure -> text.append("\n - ").append(failure.getMessage()));
        // A log that shows the root cause only must not show one reason of several.
        @Nullable Exception only = failures.size() == 1 ? failures.get(0) : null;
        CredentialUnavailableException unavailable = new CredentialUnavailableException(text.toString(), only);
        failures.stream().filter(failure -> failure != only).forEach(unavailable::addSuppressed);
        return unavailable;
    }

    private static @Nullable RuntimeException unlessUnavailable(TokenCredential credential, Exception failure) {
        if (failure instanceof CredentialUnavailableException || isAzureIdentitys(failure)) {
            return null;
        }
        return failure instanceof ClientAuthenticationException known
                ? known
                : new ClientAuthenticationException(
                        credential.getClass().getSimpleName() + " failed: " + failure.getMessage(), null, failure);
    }

    /** Credentials of azure-identity may be part of a chain; its exception has the same name and meaning. */
    private static boolean isAzureIdentitys(Exception failure) {
        return failure.getClass().getName().equals("com.azure.identity.CredentialUnavailableException");
    }
}
