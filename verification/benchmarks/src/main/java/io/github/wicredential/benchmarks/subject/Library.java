package io.github.wicredential.benchmarks.subject;

import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Files;
import java.util.Objects;
import java.util.Set;

/** A library that gets tokens, and how a credential of it is made that asks the authority in the process. */
public enum Library {
    /** This library without Azure's interfaces. */
    CORE("wi-credential"),
    /** This library behind azure-core's interface. */
    AZURE("wi-credential-azure"),
    /** The credential of azure-identity for one purpose. */
    IDENTITY("azure-identity"),
    /** The chain of azure-identity. */
    DEFAULT("azure-identity, DefaultAzureCredential"),
    /** What azure-identity stands on. */
    MSAL("msal4j");

    private static final long MOST_TOKENS = 50_000;

    private final String label;

    Library(String label) {
        this.label = label;
    }

    /**
     * The name in table and pictures.
     *
     * @return a short text
     */
    public String label() {
        return label;
    }

    /**
     * Makes a credential.
     *
     * @param pod whose
     * @param authority who is asked
     * @return a credential that holds no token yet
     */
    public Subject subject(Pod pod, Authority authority) {
        return switch (this) {
            case CORE -> new OwnSubject(core(pod, authority));
            case AZURE, IDENTITY, DEFAULT -> {
                TokenCredential credential = credential(pod, authority);
                yield scope -> Objects.requireNonNull(
                                credential.getTokenSync(new TokenRequestContext().addScopes(scope)))
                        .getToken();
            }
            case MSAL -> {
                ConfidentialClientApplication application = application(pod, authority);
                yield scope -> application
                        .acquireToken(ClientCredentialParameters.builder(Set.of(scope))
                                .build())
                        .get()
                        .accessToken();
            }
        };
    }

    /**
     * Makes a credential with azure-core's interface.
     *
     * @param pod whose
     * @param authority who is asked
     * @return a credential that holds no token yet
     */
    public TokenCredential credential(Pod pod, Authority authority) {
        AzureHook hook = new AzureHook(authority);
        return switch (this) {
            case AZURE -> WorkloadIdentityCredential.of(core(pod, authority));
            case IDENTITY ->
                new WorkloadIdentityCredentialBuilder()
                        .clientId(pod.clientId())
                        .tenantId(pod.tenantId())
                        .tokenFilePath(pod.tokenFile().toString())
                        .disableInstanceDiscovery()
                        .httpClient(hook)
                        .build();
            case DEFAULT ->
                new DefaultAzureCredentialBuilder()
                        .configuration(configuration(pod))
                        .disableInstanceDiscovery()
                        .httpClient(hook)
                        .build();
            case CORE, MSAL -> throw new IllegalArgumentException(label + " does not know azure-core.");
        };
    }

    /**
     * Makes a credential of this library's core.
     *
     * @param pod whose
     * @param authority who is asked
     * @return a credential that holds no token yet
     */
    public static WorkloadIdentity core(Pod pod, Authority authority) {
        return core(pod, authority, MOST_TOKENS);
    }

    /**
     * Makes a credential of this library's core.
     *
     * @param pod whose
     * @param authority who is asked
     * @param mostTokens how many tokens it keeps
     * @return a credential that holds no token yet
     */
    public static WorkloadIdentity core(Pod pod, Authority authority, long mostTokens) {
        return WorkloadIdentity.builder()
                .environment(pod.environment(Authority.HOST)::get)
                .transport(new OwnHook(authority))
                .maximumTokens(mostTokens)
                .build();
    }

    /**
     * Makes an application of MSAL4J.
     *
     * @param pod whose
     * @param authority who is asked
     * @return an application that holds no token yet
     */
    public static ConfidentialClientApplication application(Pod pod, Authority authority) {
        try {
            return ConfidentialClientApplication.builder(
                            pod.clientId(), ClientCredentialFactory.createFromCallback(() -> assertion(pod)))
                    .authority(Authority.HOST + "/" + pod.tenantId() + "/")
                    .instanceDiscovery(false)
                    .httpClient(new MsalHook(authority))
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    // The only way to give azure-identity's chain a token file without a change to the process's environment.
    @SuppressWarnings("deprecation")
    private static Configuration configuration(Pod pod) {
        Configuration configuration = new Configuration();
        pod.environment(Authority.HOST).forEach(configuration::put);
        return configuration;
    }

    private static String assertion(Pod pod) {
        try {
            return Files.readString(pod.tokenFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A credential of the core, which has threads to end. */
    private record OwnSubject(WorkloadIdentity identity) implements Subject {

        @Override
        public String token(String scope) {
            return identity.token(scope).value();
        }

        @Override
        public void close() {
            identity.close();
        }
    }
}
