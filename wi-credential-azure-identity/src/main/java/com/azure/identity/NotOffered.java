package com.azure.identity;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import reactor.core.publisher.Mono;

/**
 * Features of azure-identity that this library does not support, one sentence each. The documentation has the same
 * list.
 */
enum NotOffered {
    AUTHENTICATION_RECORD("AuthenticationRecord is the account of a user who has signed in"),
    AUTHORIZATION_CODE("AuthorizationCodeCredential signs a user in with an authorization code"),
    AZURE_PIPELINES("AzurePipelinesCredential is the service connection of a job of Azure Pipelines"),
    CLIENT_CERTIFICATE("ClientCertificateCredential signs an application in with a certificate"),
    CLIENT_SECRET("ClientSecretCredential signs an application in with a secret"),
    DEVICE_CODE("DeviceCodeCredential signs a user in by a code on another device"),
    INTERACTIVE_BROWSER("InteractiveBrowserCredential signs a user in through a browser"),
    ON_BEHALF_OF("OnBehalfOfCredential lets a service act for the user who called it"),
    USERNAME_PASSWORD("UsernamePasswordCredential signs a user in with a password"),
    ENVIRONMENT("EnvironmentCredential reads a secret, certificate or password from environment variables"),
    INTELLIJ("IntelliJCredential is the sign-in of an IDE"),
    SHARED_TOKEN_CACHE("SharedTokenCacheCredential reads the token cache of Microsoft's developer tools"),
    VISUAL_STUDIO_CODE("VisualStudioCodeCredential is the sign-in of an IDE");

    private final String sentence;

    NotOffered(String what) {
        this.sentence = what + ", which wi-credential does not offer: keep azure-identity for it.";
    }

    String sentence() {
        return sentence;
    }

    /** For a deliberate choice, which no other identity may replace. */
    UnsupportedOperationException refusal() {
        return new UnsupportedOperationException(sentence);
    }

    /** For an optional source: a chain continues. */
    TokenCredential unavailable() {
        return new TokenCredential() {
            @Override
            public Mono<AccessToken> getToken(TokenRequestContext request) {
                return Mono.error(() -> new CredentialUnavailableException(sentence));
            }

            @Override
            public AccessToken getTokenSync(TokenRequestContext request) {
                throw new CredentialUnavailableException(sentence);
            }
        };
    }
}
