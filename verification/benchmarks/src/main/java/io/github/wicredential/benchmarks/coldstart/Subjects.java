package io.github.wicredential.benchmarks.coldstart;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is started. */
enum Subjects {
    /** Nothing. */
    JVM(BareJvm.class),
    /** A request by hand. */
    POST(BarePost.class),
    /** This library. */
    CORE(CoreStart.class),
    /** This library behind azure-core's interface. */
    AZURE(AzureStart.class),
    /** azure-identity with its own HTTP client, Netty. */
    IDENTITY(IdentityStart.class, Clients.NETTY),
    /** azure-identity with the HTTP client that this library has. */
    IDENTITY_OKHTTP(IdentityStart.class, Clients.OKHTTP),
    /** The chain of azure-identity. */
    DEFAULT(DefaultStart.class, Clients.NETTY),
    /** What azure-identity stands on, with its own HTTP client. */
    MSAL(MsalStart.class);

    /** What all of them ask for. */
    static final String SCOPE = "https://vault.azure.net/.default";

    private final Class<?> main;
    private final @Nullable String client;

    Subjects(Class<?> main) {
        this(main, null);
    }

    Subjects(Class<?> main, @Nullable String client) {
        this.main = main;
        this.client = client;
    }

    /** Variables beside those of the webhook. */
    Map<String, String> environment() {
        return client == null ? Map.of() : Map.of("AZURE_HTTP_CLIENT_IMPLEMENTATION", client);
    }

    String main() {
        return main.getName();
    }

    /** azure-core's providers of HTTP clients. */
    private static final class Clients {

        static final String NETTY = "com.azure.core.http.netty.NettyAsyncHttpClientProvider";
        static final String OKHTTP = "com.azure.core.http.okhttp.OkHttpAsyncClientProvider";
    }
}
