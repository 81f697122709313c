package io.github.wicredential.azure.internal.token;

import com.azure.core.credential.AccessToken;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenSource;
import org.jspecify.annotations.Nullable;

/** A handle on one kind of token, with the current token in both azure-core's and the engine's form. */
final class HeldToken {

    /** One token in both forms. */
    private record Pair(io.github.wicredential.AccessToken own, AccessToken azure) {}

    final TokenRequest request;
    private final TokenSource source;

    // Written by any reader; a race only converts the same token twice.
    private @Nullable Pair present;

    HeldToken(TokenRequest request, TokenSource source) {
        this.request = request;
        this.source = source;
    }

    AccessToken token() {
        return azure(source.token());
    }

    AccessToken azure(io.github.wicredential.AccessToken token) {
        Pair pair = present;
        if (pair == null || pair.own != token) {
            pair = new Pair(token, Conversion.azure(token));
            present = pair;
        }
        return pair.azure;
    }
}
