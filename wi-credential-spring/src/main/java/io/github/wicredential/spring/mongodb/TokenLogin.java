package io.github.wicredential.spring.mongodb;

import com.mongodb.MongoClientSettings;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.clients.internal.ClientSettings;
import io.github.wicredential.clients.mongodb.MongoOidcCallback;
import io.github.wicredential.spring.internal.ContextIdentity;
import io.github.wicredential.spring.internal.WorkloadIdentityProperties.Mongodb;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The callback, with the scope that is set or that of Azure DocumentDB in the identity's cloud. */
final class TokenLogin {

    private TokenLogin() {}

    static void apply(
            MongoClientSettings.Builder client,
            ContextIdentity login,
            @Nullable WorkloadIdentity identity,
            Mongodb settings) {
        String scope = settings.scope();
        if (!StringUtils.hasText(scope)) {
            scope = ClientSettings.openSourceDatabaseScope(
                    identity == null ? null : identity.authorityHost().toString());
        }
        var unused = MongoOidcCallback.of(login.tokens(), scope).in(client);
    }
}
