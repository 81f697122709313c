package io.github.wicredential.clients.hadoop;

import io.github.wicredential.AccessToken;
import io.github.wicredential.ConfigurationException;
import io.github.wicredential.TokenExchangeException;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.TokenTimeoutException;
import io.github.wicredential.clients.internal.ClientSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.azurebfs.extensions.CustomTokenProviderAdaptee;
import org.jspecify.annotations.Nullable;

/**
 * Provides Hadoop's {@code abfss://} file systems with the pod's access tokens for Azure Storage and OneLake, in Spark,
 * Hive, Flink and anything else with a Hadoop configuration.
 *
 * <pre>{@code
 * fs.azure.account.auth.type=Custom
 * fs.azure.account.oauth.provider.type=io.github.wicredential.clients.hadoop.AbfsTokenProvider
 * }</pre>
 *
 * <p>Settings are keys of the configuration, see {@link io.github.wicredential.clients.ClientIdentities}. A key with an
 * account as suffix, such as {@code azure.clientId.ACCOUNT.dfs.core.windows.net}, applies to that account and takes
 * precedence. Spark requires the prefix {@code spark.hadoop.}. Without {@code azure.scopes} the token is for
 * {@code https://storage.azure.com/.default}, and only hosts of Azure Storage and OneLake receive it; these receive
 * no token for anything else.
 *
 * <p>Hadoop creates one instance per file system; all of them share the identity's tokens. Thread-safe. Failures are
 * {@link IOException}s whose message says what to do. A refusal prevents the file system from starting; after a later
 * refusal Hadoop repeats the operation, which does not send an immediate request to Entra.
 *
 * @since 0.1.0
 */
public final class AbfsTokenProvider implements CustomTokenProviderAdaptee {

    private static final String SCOPE = "https://storage.azure.com/.default";
    private static final List<String> STORAGE = List.of(
            ".core.windows.net",
            ".core.chinacloudapi.cn",
            ".core.usgovcloudapi.net",
            ".core.cloudapi.de",
            ".storage.azure.net",
            ".fabric.microsoft.com");
    private static final String PROVIDER = "fs.azure.account.oauth.provider.type";
    private static final List<String> OTHER_IDENTITIES = List.of(
            "fs.azure.account.oauth2.client.secret",
            "fs.azure.account.oauth2.client.id",
            "fs.azure.account.oauth2.msi.tenant",
            "fs.azure.account.key",
            "fs.azure.sas.fixed.token");
    // The application of Azure Storage, which a scope may name instead of its URL.
    private static final String STORAGE_APPLICATION = "e406a681-f3d4-42a8-90b6-c2b029497af1/.default";

    private ClientSettings settings = ClientSettings.NONE;
    private TokenRequest request = TokenRequest.of(SCOPE);

    // The last one returned: Hadoop requests a token and then its expiry.
    private volatile @Nullable AccessToken given;

    /** Called by Hadoop. */
    public AbfsTokenProvider() {}

    /**
     * Reads the settings and obtains a token, so that a refusal prevents the file system from starting.
     *
     * @param configuration the settings
     * @param account the account's host
     * @throws IOException if the settings do not fit a workload identity, or Entra refuses the token; the message says
     *     what to change
     */
    @Override
    public void initialize(Configuration configuration, String account) throws IOException {
        try {
            if (!configuration.getBoolean("fs.azure.always.use.https", true)) {
                throw new ConfigurationException(
                        "The configuration has fs.azure.always.use.https=false, but an access token is never "
                                + "sent in clear text. Remove it.");
            }
            refuseOtherIdentities(configuration, account);
            ClientSettings read = ClientSettings.of("The Hadoop configuration", said(configuration, account));
            if (read.scopes().isEmpty() && !isOfStorage(account)) {
                throw new ConfigurationException("The account '" + account
                        + "' is not a host of Azure Storage or OneLake, and a storage token is sent nowhere "
                        + "else. Set " + ClientSettings.SCOPES + "." + account
                        + " if it is right.");
            }
            if (isOfStorage(account) && !read.scopes().stream().allMatch(AbfsTokenProvider::isForStorage)) {
                throw new ConfigurationException("The configuration has " + ClientSettings.SCOPES + "="
                        + ClientSettings.shown(String.join(",", read.scopes())) + ", but the account '"
                        + ClientSettings.shown(account) + "' belongs to Azure Storage, whose scope is " + SCOPE
                        + ". A token for another resource is not sent there. Remove " + ClientSettings.SCOPES + ".");
            }
            request = read.request(SCOPE);
            settings = read;
            requireNoRefusal();
        } catch (ConfigurationException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    /** Those of the account, and those of all accounts if the class is that of all accounts, too. */
    private static void refuseOtherIdentities(Configuration configuration, String account) {
        String suffix = "." + account;
        boolean ofAll = configuration.get(PROVIDER + suffix) == null;
        for (String name : OTHER_IDENTITIES) {
            String said = configuration.get(name + suffix) != null ? name + suffix : name;
            if (configuration.get(said) != null && (ofAll || said.endsWith(suffix))) {
                throw new ConfigurationException("The configuration has " + ClientSettings.shown(said)
                        + " in addition to the pod's identity. Remove one of the two: that key, or " + PROVIDER
                        + ". Another client id for the pod's token is " + ClientSettings.CLIENT_ID + ".");
            }
        }
    }

    /**
     * Asks once while Hadoop lets an exception pass: one of {@link #getAccessToken} it would repeat an operation
     * after, 30 times with growing pauses. What may be over soon is left to that.
     */
    private void requireNoRefusal() throws IOException {
        try {
            give();
        } catch (IOException failed) {
            if (!(failed.getCause() instanceof TokenExchangeException refused && refused.retryable())
                    && !(failed.getCause() instanceof TokenTimeoutException)) {
                throw failed;
            }
        }
    }

    /**
     * The names that begin with {@code azure.}, those of this account without it, and those of other accounts left
     * out.
     */
    private static Map<String, String> said(Configuration configuration, String account) {
        Map<String, String> said = new HashMap<>();
        Map<String, String> ofAccount = new HashMap<>();
        for (Map.Entry<String, String> entry : configuration) {
            String key = entry.getKey();
            if (!key.startsWith(ClientSettings.PREFIX)) {
                continue;
            }
            // By its key, which also puts in what a variable says.
            String value = configuration.get(key, "");
            String suffix = "." + account;
            if (key.endsWith(suffix)) {
                ofAccount.put(key.substring(0, key.length() - suffix.length()), value);
            } else if (ClientSettings.NAMES.stream().noneMatch(name -> key.startsWith(name + "."))) {
                said.put(key, value);
            }
        }
        said.putAll(ofAccount);
        return said;
    }

    private static boolean isForStorage(String scope) {
        String resource = scope.toLowerCase(Locale.ROOT);
        if (resource.equals(STORAGE_APPLICATION)) {
            return true;
        }
        try {
            String host = URI.create(resource).getHost();
            return host != null
                    && (host.equals("storage.azure.com") || STORAGE.stream().anyMatch(host::endsWith));
        } catch (IllegalArgumentException invalid) {
            return false;
        }
    }

    private static boolean isOfStorage(String account) {
        String host = account.toLowerCase(Locale.ROOT);
        return host.indexOf('.') < 0 || STORAGE.stream().anyMatch(host::endsWith);
    }

    /**
     * Returns a valid token. Waits only if there is no valid token, for at most 30 s.
     *
     * @return the token
     * @throws IOException if no token can be obtained
     */
    @Override
    public String getAccessToken() throws IOException {
        return give().value();
    }

    /**
     * Returns when the last returned token expires.
     *
     * @return its expiry; that of a new token if none was returned yet, or the current time if none can be obtained
     */
    @Override
    public Date getExpiryTime() {
        AccessToken last = given;
        try {
            return Date.from((last != null ? last : give()).expiresAt());
        } catch (IOException none) {
            // Reported by getAccessToken, which is called again for an expired token.
            return Date.from(Instant.now());
        }
    }

    private AccessToken give() throws IOException {
        try {
            AccessToken token = settings.identity().token(request);
            given = token;
            return token;
        } catch (RuntimeException e) {
            // Of the cause Hadoop keeps nothing.
            throw new IOException("No access token for Azure Storage: " + e.getMessage(), e);
        }
    }
}
