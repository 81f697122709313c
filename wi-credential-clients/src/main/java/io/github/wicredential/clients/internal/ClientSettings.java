package io.github.wicredential.clients.internal;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenProvider;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the settings of a client say about its identity. The names are the same for every client, and those of
 * azure-identity-extensions as far as they apply here. A blank value counts as not set.
 *
 * @param credentialName the name of a registered identity
 * @param clientId in place of the environment's
 * @param tenantId in place of the environment's
 * @param authorityHost in place of the environment's
 * @param managedIdentity whether a managed identity is requested, which in a pod is its workload identity
 * @param scopes instead of the usual one; may be empty
 */
public record ClientSettings(
        @Nullable String credentialName,
        @Nullable String clientId,
        @Nullable String tenantId,
        @Nullable String authorityHost,
        boolean managedIdentity,
        List<String> scopes) {

    public static final String PREFIX = "azure.";
    public static final String CREDENTIAL_NAME = "azure.credentialName";
    public static final String CLIENT_ID = "azure.clientId";
    public static final String TENANT_ID = "azure.tenantId";
    public static final String AUTHORITY_HOST = "azure.authorityHost";
    public static final String SCOPES = "azure.scopes";
    static final String MANAGED_IDENTITY = "azure.managedIdentityEnabled";

    /** The names that mean something here. */
    public static final List<String> NAMES =
            List.of(CLIENT_ID, TENANT_ID, AUTHORITY_HOST, SCOPES, CREDENTIAL_NAME, MANAGED_IDENTITY);

    /** Nothing is said. */
    public static final ClientSettings NONE = new ClientSettings(null, null, null, null, false, List.of());

    private static final int LONGEST = 300;

    /**
     * Choices of an identity that this library does not support: ignoring one would silently select another identity.
     */
    private static final List<String> OTHER_IDENTITIES = List.of(
            "azure.clientSecret",
            "azure.clientCertificatePath",
            "azure.clientCertificatePassword",
            "azure.username",
            "azure.password",
            "azure.tokenCredentialProviderClassName",
            "azure.tokenCredentialBeanName",
            "azure.claims");

    // Of a name that is recognized by its beginning: azurescope, azuretenant.
    private static final int SHORTEST = 10;

    /** Of azure-identity-extensions; tokens are always shared, and waited for as long as this library waits. */
    private static final List<String> WITHOUT_EFFECT =
            List.of("azure.accessTokenTimeoutInSeconds", "azure.tokenCredentialCacheEnabled");

    /**
     * Reads the names that begin with {@code azure.}; throws a {@link ConfigurationException} for one that has no
     * meaning.
     *
     * @param holder the owner of the settings, as a message begins
     */
    public static ClientSettings of(String holder, Map<String, String> all) {
        Map<String, String> said = new TreeMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !value.isBlank()) {
                said.put(name, value.strip());
            }
        });
        for (String name : said.keySet()) {
            if (OTHER_IDENTITIES.contains(name)) {
                throw refused(
                        holder,
                        name,
                        "which would select another identity, but this hook uses only the workload identity");
            }
            if (!NAMES.contains(name) && !WITHOUT_EFFECT.contains(name)) {
                throw new ConfigurationException(holder + " has the property " + shown(name)
                        + ", which this hook does not support. Supported are " + String.join(", ", new TreeSet<>(NAMES))
                        + ". "
                        + mend(name));
            }
        }
        ClientSettings settings = new ClientSettings(
                said.get(CREDENTIAL_NAME),
                said.get(CLIENT_ID),
                said.get(TENANT_ID),
                knownAuthority(holder, said.get(AUTHORITY_HOST)),
                "true".equalsIgnoreCase(said.get(MANAGED_IDENTITY)),
                scopes(said.get(SCOPES)));
        if (settings.credentialName != null && settings.namesIdentity()) {
            throw refused(
                    holder,
                    CREDENTIAL_NAME,
                    "together with a client id, tenant or authority: the registered identity already has them");
        }
        return settings;
    }

    /** Reads properties with their defaults. */
    public static ClientSettings of(String holder, Properties all) {
        Map<String, String> strings = new TreeMap<>();
        all.stringPropertyNames().forEach(name -> strings.put(name, all.getProperty(name)));
        return of(holder, strings);
    }

    /** Whether it requests an identity other than the environment's. */
    boolean namesIdentity() {
        return clientId != null || tenantId != null || authorityHost != null;
    }

    /**
     * The identity of this moment: what is registered may change, and the environment's is the same object each time.
     */
    public TokenProvider identity() {
        if (credentialName != null) {
            return Registrations.named(credentialName);
        }
        TokenProvider registered = namesIdentity() ? null : Registrations.registeredDefault();
        return registered != null ? registered : EnvironmentIdentities.of(this);
    }

    /** The scopes to request: those that are set, otherwise the usual one. */
    public TokenRequest request(String usualScope) {
        return TokenRequest.of(scopes.isEmpty() ? new String[] {usualScope} : scopes.toArray(String[]::new));
    }

    /** The scopes to request for PostgreSQL or MySQL: the usual scope is that of the identity's cloud. */
    public TokenRequest openSourceDatabase(TokenProvider identity) {
        return request(openSourceDatabaseScope(
                identity instanceof WorkloadIdentity known
                        ? known.authorityHost().toString()
                        : EnvironmentIdentities.authorityHost(this)));
    }

    /** A token for PostgreSQL or MySQL. */
    public AccessToken openSourceDatabaseToken() {
        TokenProvider identity = identity();
        return identity.token(openSourceDatabase(identity));
    }

    /** The public cloud's for an unknown authority. */
    public static String openSourceDatabaseScope(@Nullable String authorityHost) {
        return Optional.ofNullable(authorityHost)
                .map(URI::create)
                .flatMap(Cloud::of)
                .flatMap(Cloud::openSourceDatabaseScope)
                .or(Cloud.PUBLIC::openSourceDatabaseScope)
                .orElseThrow();
    }

    /**
     * Lets an authority pass that the settings name: they may choose among the places where the pod's token may go,
     * but not add one.
     */
    static @Nullable String knownAuthority(String holder, @Nullable String authorityHost) {
        if (authorityHost == null) {
            return null;
        }
        String wanted = withoutSlash(authorityHost);
        String environment = EnvironmentIdentities.variable("AZURE_AUTHORITY_HOST");
        if ((environment != null && withoutSlash(environment.strip()).equalsIgnoreCase(wanted))
                || Cloud.authorities().anyMatch(wanted::equalsIgnoreCase)) {
            return wanted;
        }
        throw new ConfigurationException(holder + " has the property " + AUTHORITY_HOST
                + ", which is not an authority of one of Azure's clouds, and the pod's token is never sent elsewhere "
                + "because a setting says so. Remove it, or set AZURE_AUTHORITY_HOST if this authority is right.");
    }

    /** A URL without trailing slashes. */
    public static String withoutSlash(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    /** Of a name, an address or a mode that a client's settings have, or a server says, what a message may show. */
    public static String shown(String text) {
        return SafeText.ascii(text, LONGEST);
    }

    /** The known name that was probably meant, if it differs by case, punctuation or its end. */
    private static String mend(String name) {
        String letters = letters(name);
        return NAMES.stream()
                .filter(known -> letters.length() >= SHORTEST && letters(known).startsWith(letters))
                .findFirst()
                .map(meant -> "Write " + meant + ".")
                .orElse("Remove the property.");
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replace(".", "").replace("-", "").replace("_", "");
    }

    private static ConfigurationException refused(String holder, String name, String why) {
        return new ConfigurationException(
                holder + " has the property " + shown(name) + ", " + why + ". Remove the property.");
    }

    private static List<String> scopes(@Nullable String listed) {
        return listed == null
                ? List.of()
                : Stream.of(listed.split(","))
                        .map(String::strip)
                        .filter(scope -> !scope.isEmpty())
                        .toList();
    }
}
