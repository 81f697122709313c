package io.github.wicredential.spring.internal;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.clients.ClientIdentities;
import io.github.wicredential.clients.internal.azure.CredentialTokens;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Role;

/**
 * The credential of one application context for clients that know no bean: as tokens, and for the hooks that a text names by a
 * name that no other context has, until the context is closed.
 */
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
public final class ContextIdentity implements AutoCloseable {

    /** The setting of a hook that has such a name. */
    public static final String SETTING = "azure.credentialName";

    private final BeanFactory beans;
    private final String name = "spring-" + UUID.randomUUID();
    private final ClientIdentities.Registration registration;

    /** The credential need not be there yet. */
    public ContextIdentity(BeanFactory beans) {
        this.beans = beans;
        this.registration = ClientIdentities.register(name, this::tokens);
    }

    /** What the hooks know it by. */
    public String name() {
        return name;
    }

    /** Makes the credential if it is not there yet. */
    public TokenProvider tokens() {
        return CredentialTokens.of(beans.getBean(IdentityRegistry.CREDENTIAL_BEAN, TokenCredential.class));
    }

    @Override
    public void close() {
        registration.close();
    }
}
