package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.azure.internal.token.AzureTokens;
import io.github.wicredential.internal.cache.CacheSettings;
import io.github.wicredential.internal.cache.TokenCache;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.failure.Copies;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The tokens of a developer's sign-in, with the engine in front of the tool as in front of Entra. */
public final class ToolTokens {

    /** The maximum run time of a tool: the engine gives up a request a little later. */
    public static final Duration LONGEST_RUN = Duration.ofSeconds(28);

    private static final long MOST_TOKENS = 256;

    private ToolTokens() {}

    /**
     * How a tool is run.
     *
     * @param tenant the tenant to name, or null for the one that the tool is signed in to
     * @param allowedTenants others that a request may name
     * @param timeout how long the tool may run
     * @param platform where it is found
     * @param callbacks where asynchronous results are emitted, or null for threads of the library
     */
    public record Settings(
            @Nullable String tenant,
            List<String> allowedTenants,
            Duration timeout,
            Platform platform,
            @Nullable Executor callbacks) {}

    /**
     * Tokens of the Azure CLI.
     *
     * @param settings how to ask
     * @param subscription the subscription to name, or null
     * @param unavailable makes the exception for a tool that is not there or not signed in to
     * @return its tokens
     */
    public static AzureTokens azureCli(
            Settings settings,
            @Nullable String subscription,
            BiFunction<String, Throwable, RuntimeException> unavailable) {
        if (subscription != null) {
            ToolArguments.subscription(subscription);
        }
        return tokens(new AzureCli(subscription), settings, unavailable);
    }

    /**
     * Tokens of the Azure Developer CLI.
     *
     * @param settings how to ask
     * @param unavailable makes the exception for a tool that is not there or not signed in to
     * @return its tokens
     */
    public static AzureTokens azureDeveloperCli(
            Settings settings, BiFunction<String, Throwable, RuntimeException> unavailable) {
        return tokens(new AzureDeveloperCli(), settings, unavailable);
    }

    /**
     * Tokens of Azure PowerShell.
     *
     * @param settings how to ask
     * @param unavailable makes the exception for a tool that is not there or not signed in to
     * @return its tokens
     */
    public static AzureTokens azurePowerShell(
            Settings settings, BiFunction<String, Throwable, RuntimeException> unavailable) {
        return tokens(new AzurePowerShell(), settings, unavailable);
    }

    private static AzureTokens tokens(
            Tool tool, Settings settings, BiFunction<String, Throwable, RuntimeException> unavailable) {
        String tenant = settings.tenant() == null ? "" : ToolArguments.tenant(settings.tenant());
        RefreshRuntime runtime = RefreshRuntime.shared();
        InstantSource clock = () -> Instant.ofEpochMilli(runtime.millis());
        Duration timeout = settings.timeout().compareTo(LONGEST_RUN) > 0 ? LONGEST_RUN : settings.timeout();
        ToolRun run = new ToolRun(tool, settings.platform(), timeout, clock);
        TokenCache cache = new TokenCache(new CacheSettings(
                new CacheSettings.Client(
                        URI.create("tool:" + tool.programs().get(0)),
                        tool.name(),
                        tenant,
                        settings.allowedTenants(),
                        new Variables(System::getenv)),
                new CacheSettings.Limits(timeout.plusSeconds(10), null, MOST_TOKENS, true),
                run::fetch,
                new IdentityEvents(List.of(), runtime::nanos, runtime::tell),
                runtime,
                settings.callbacks(),
                ForeignCode.ofThisThread(),
                () -> ThreadLocalRandom.current().nextDouble()));
        return new AzureTokens(cache, tenant, failure -> seen(failure, unavailable));
    }

    private static RuntimeException seen(
            WorkloadIdentityException failure, BiFunction<String, Throwable, RuntimeException> unavailable) {
        return ToolFailures.isUnavailable(failure)
                ? unavailable.apply(String.valueOf(failure.getMessage()), Copies.asCause(failure))
                : AzureTokens.clientFailure(failure);
    }
}
