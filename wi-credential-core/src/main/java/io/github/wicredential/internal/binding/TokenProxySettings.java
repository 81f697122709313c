package io.github.wicredential.internal.binding;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.network.IpAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * The four variables of the token proxy, validated except for what can change later.
 *
 * @param base without a slash at the end
 * @param serverName null for the URL's host
 * @param caText trusted certificates in case there is no such file
 */
record TokenProxySettings(
        URI base,
        @Nullable String serverName,
        @Nullable Path caFile,
        @Nullable Certificates caText) {

    static final String PROXY = "AZURE_KUBERNETES_TOKEN_PROXY";
    static final String SERVER_NAME = "AZURE_KUBERNETES_SNI_NAME";
    static final String CA_FILE = "AZURE_KUBERNETES_CA_FILE";
    static final String CA_TEXT = "AZURE_KUBERNETES_CA_DATA";

    /** What only makes sense together with the token proxy's URL. */
    static final List<String> COMPANIONS = List.of(SERVER_NAME, CA_FILE, CA_TEXT);

    String host() {
        return base.getHost();
    }

    /**
     * Empty if no token proxy is named. With {@code strict}, a file and a text of certificates must not both be set,
     * as in Microsoft's libraries.
     */
    static Optional<TokenProxySettings> read(Variables variables, boolean strict) {
        String proxy = variables.get(PROXY);
        if (proxy == null) {
            return Optional.empty();
        }
        String file = variables.get(CA_FILE);
        String text = variables.get(CA_TEXT);
        if (strict && file != null && text != null) {
            throw new ConfigurationException("Both " + CA_FILE + " and " + CA_TEXT + " are set, and "
                    + "IdentityBindingMode.STRICT allows one of them only. The webhook sets both when it is "
                    + "given CA data: with AUTO or ON the file is used if it has content, otherwise the data.");
        }
        return Optional.of(new TokenProxySettings(
                TokenProxyUrl.parse(proxy),
                serverName(variables.get(SERVER_NAME)),
                file == null ? null : path(file),
                text == null ? null : text(text)));
    }

    /** Refuses variables that only make sense together with the token proxy's URL, which is missing. */
    static void requireNone(Variables variables) {
        List<String> lonely = new ArrayList<>();
        for (String name : COMPANIONS) {
            if (variables.get(name) != null) {
                lonely.add(name);
            }
        }
        if (!lonely.isEmpty()) {
            throw new ConfigurationException("Identity bindings are on, and " + String.join(", ", lonely)
                    + (lonely.size() == 1 ? " is" : " are") + " set, but " + PROXY + " is not. The webhook injects it "
                    + "when it is configured with a token proxy and the pod is annotated with "
                    + "azure.workload.identity/use-identity-binding: \"true\"; recreate the pod after a change.");
        }
    }

    /** The name as it is sent; IP addresses cannot be sent (RFC 6066, section 3). */
    private static @Nullable String serverName(@Nullable String name) {
        if (name == null) {
            return null;
        }
        try {
            if (IpAddress.literal(name) == null) {
                return new SNIHostName(name).getAsciiName();
            }
        } catch (IllegalArgumentException e) {
            // Said below, in the same words for all that is no name.
        }
        throw new ConfigurationException(SERVER_NAME + " is not a host name. It must be a name alone, without scheme, "
                + "port or a dot at the end; on AKS the webhook sets it.");
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    CA_FILE + " is not a path that this platform can open (" + e.getReason()
                            + "). Set it to the file that the webhook mounts.",
                    e);
        }
    }

    private static Certificates text(String pem) {
        try {
            return Certificates.parse(pem);
        } catch (Certificates.Unusable e) {
            throw new ConfigurationException(
                    CA_TEXT + " " + e.getMessage() + ". It must be the text of one or more PEM certificates.", e);
        }
    }
}
