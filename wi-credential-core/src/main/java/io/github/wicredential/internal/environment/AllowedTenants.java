package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.failure.Exceptions;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.text.SafeText;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The tenants from which an identity may request tokens: its own, and those that the application has named. */
public final class AllowedTenants {

    private static final String ANY = "*";

    private final String client;
    private final String own;
    private final Set<String> others;
    private final @Nullable String otherwise;
    private final Supplier<Evidence> here;

    /** The client's own tenant, already validated, and others by id or domain name; {@code *} for any. */
    public AllowedTenants(String client, String own, Collection<String> others, Supplier<Evidence> here) {
        this(client, own, others, null, here);
    }

    /** An agent identity exists only in its own tenant. */
    public static AllowedTenants ofAgent(String own, Supplier<Evidence> here) {
        return new AllowedTenants(
                "",
                own,
                Set.of(),
                "Entra issues tokens to an agent identity in its own tenant only: use an agent of "
                        + "that tenant, or an application that is registered there.",
                here);
    }

    private AllowedTenants(
            String client, String own, Collection<String> others, @Nullable String otherwise, Supplier<Evidence> here) {
        this.client = client;
        this.otherwise = otherwise;
        this.here = here;
        this.own = own;
        Set<String> lower = new HashSet<>();
        for (String other : others) {
            lower.add(other.strip().toLowerCase(Locale.ROOT));
        }
        this.others = Set.copyOf(lower);
    }

    /** The tenant to use, in lower case unless it is the own one; refuses a tenant that is not allowed or invalid. */
    public String resolve(@Nullable String requested) {
        if (requested == null || requested.equalsIgnoreCase(own)) {
            return own;
        }
        String wanted = requested.strip().toLowerCase(Locale.ROOT);
        if (others.contains(ANY) || others.contains(wanted)) {
            return Identifiers.requireTenant(wanted, "the token request", null, here);
        }
        String shown = SafeText.ascii(wanted, 80);
        if (otherwise != null) {
            throw new ConfigurationException("This identity may not request tokens from tenant '" + shown
                    + "', only from its own, '" + own + "'. " + otherwise);
        }
        throw new ConfigurationException(
                Exceptions.noToken("tenant '" + shown + "' is asked for, for example by the challenge of the "
                        + "service, but the identity "
                        + (own.isEmpty() ? "has no tenant of its own" : "is of tenant '" + own + "'")
                        + " (AZURE_TENANT_ID or the builder).\n  "
                        + Guide.get()
                                .local("tenant-mismatch")
                                .advice(here.get()
                                        .put("client", client)
                                        .put("tenant", own)
                                        .putWanted(shown))
                                .next("")));
    }
}
