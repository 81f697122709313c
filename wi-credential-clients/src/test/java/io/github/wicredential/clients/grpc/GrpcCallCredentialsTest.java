package io.github.wicredential.clients.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.grpc.Attributes;
import io.grpc.CallCredentials;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.SecurityLevel;
import io.grpc.Status;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcCallCredentialsTest {

    private final CompletableFuture<AccessToken> answer = new CompletableFuture<>();
    private int asked;
    private final GrpcCallCredentials credentials = GrpcCallCredentials.of(
            new TokenProvider() {
                @Override
                public AccessToken token(TokenRequest request) {
                    throw new AssertionError("nobody may wait");
                }

                @Override
                public CompletableFuture<AccessToken> tokenAsync(TokenRequest request) {
                    asked++;
                    return answer;
                }
            },
            "api://orders/.default");
    private final Applied applied = new Applied();

    @Test
    void theTokenIsSentOnceItIsThereAndNobodyWaits() {
        credentials.applyRequestMetadata(new Call(SecurityLevel.PRIVACY_AND_INTEGRITY), Runnable::run, applied);
        assertThat(applied.headers).isNull();

        answer.complete(new AccessToken("abc", Instant.MAX, Instant.MAX));

        assertThat(applied.headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER)))
                .isEqualTo("Bearer abc");
    }

    @ParameterizedTest
    @EnumSource(value = SecurityLevel.class, names = "PRIVACY_AND_INTEGRITY", mode = EnumSource.Mode.EXCLUDE)
    void aChannelThatOthersCanReadGetsNoTokenAndNoneIsAskedFor(SecurityLevel level) {
        credentials.applyRequestMetadata(new Call(level), Runnable::run, applied);

        assertThat(asked).isZero();
        assertThat(applied.failure.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(applied.failure.getDescription()).contains("orders.example").contains("usePlaintext()");
    }

    @Test
    void aCallWithoutATokenSaysWhy() {
        ConfigurationException wrong = new ConfigurationException("Set AZURE_CLIENT_ID.");
        credentials.applyRequestMetadata(new Call(SecurityLevel.PRIVACY_AND_INTEGRITY), Runnable::run, applied);

        answer.completeExceptionally(new CompletionException(wrong));

        assertThat(applied.failure.getCode()).isEqualTo(Status.Code.UNAUTHENTICATED);
        assertThat(applied.failure.getDescription()).isEqualTo("Set AZURE_CLIENT_ID.");
        assertThat(applied.failure.getCause()).isSameAs(wrong);
    }

    private static final class Applied extends CallCredentials.MetadataApplier {

        @Nullable
        Metadata headers;

        @Nullable
        Status failure;

        @Override
        public void apply(Metadata headers) {
            this.headers = headers;
        }

        @Override
        public void fail(Status status) {
            failure = status;
        }
    }

    private static final class Call extends CallCredentials.RequestInfo {

        private final SecurityLevel level;

        Call(SecurityLevel level) {
            this.level = level;
        }

        @Override
        public MethodDescriptor<?, ?> getMethodDescriptor() {
            throw new UnsupportedOperationException();
        }

        @Override
        public SecurityLevel getSecurityLevel() {
            return level;
        }

        @Override
        public String getAuthority() {
            return "orders.example";
        }

        @Override
        public Attributes getTransportAttrs() {
            return Attributes.EMPTY;
        }
    }
}
