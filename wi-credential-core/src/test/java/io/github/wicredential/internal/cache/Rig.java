package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.CredentialEvent;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.events.CredentialEvents;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A cache on virtual time with a scripted authority, and everything that it told its listener. */
final class Rig {

    static final String SCOPE = "https://vault.azure.net/.default";
    static final String OTHER_SCOPE = "https://storage.azure.com/.default";
    static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";

    final VirtualRuntime runtime;
    final ScriptedAuthority authority;
    final List<CredentialEvent> events = new CopyOnWriteArrayList<>();
    final TokenCache cache;

    private final List<CompletableFuture<AccessToken>> forgotten = new ArrayList<>();

    /** What chance gives: a number from 0 to 1. */
    double chance;

    Rig() {
        this(new VirtualRuntime(), "client");
    }

    /** One more credential of the same process. */
    Rig(VirtualRuntime runtime, String clientId) {
        this(runtime, clientId, false, null);
    }

    Rig(VirtualRuntime runtime, String clientId, boolean transportRetries, @Nullable Duration window) {
        this.runtime = runtime;
        this.authority = new ScriptedAuthority(runtime::now);
        TokenCache.Settings settings = new TokenCache.Settings(
                "tenant",
                List.of("*"),
                URI.create("https://login.microsoftonline.com"),
                clientId,
                Duration.ofSeconds(30),
                window,
                1024,
                transportRetries,
                Runnable::run,
                () -> chance);
        this.cache = new TokenCache(
                settings, authority, new CredentialEvents(List.of(events::add), runtime::nanos), runtime);
    }

    static TokenRequest plain() {
        return TokenRequest.of(SCOPE);
    }

    AccessToken token() {
        return cache.token(SCOPE);
    }

    AccessToken token(TokenRequest request) {
        return cache.token(request);
    }

    /** Asks without blocking. */
    CompletableFuture<AccessToken> ask() {
        return cache.tokenAsync(plain(), false);
    }

    CompletableFuture<AccessToken> ask(TokenRequest request) {
        return cache.tokenAsync(request, false);
    }

    /** Asks and does not care for the answer. */
    void askAndForget(TokenRequest request) {
        forgotten.add(ask(request));
    }

    void advance(Duration duration) {
        runtime.advance(duration);
    }

    /** The entry behind the plain requests. */
    Entry entry() {
        return (Entry) cache.source(plain());
    }

    /** Whether a token may still be handed out, by either clock. */
    boolean usable() {
        Lease lease = entry().state().lease;
        return lease != null && lease.usable(runtime.now(), runtime.wallTime().toEpochMilli());
    }

    <E extends CredentialEvent> Stream<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    <E extends CredentialEvent> int count(Class<E> kind) {
        return (int) events(kind).count();
    }
}
