package io.github.wicredential.internal.cache;

import io.github.wicredential.AccessToken;
import io.github.wicredential.IdentityEvent;
import io.github.wicredential.IdentityEvent.Reason;
import io.github.wicredential.TokenRequest;
import io.github.wicredential.internal.events.IdentityEvents;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.RefreshRuntime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cache on virtual time with a scripted authority, and everything that it told its listener.
 *
 * <p>What the engine promises, and where it is tested:
 *
 * <table>
 *   <caption>Promises and tests; {@link RacesTest} repeats those with a star with real threads</caption>
 *   <tr><th>promise</th><th>test</th></tr>
 *   <tr><td>1* at most one flight for a token at a time</td>
 *       <td>{@link OneFlightTest#atMostOneFlightIsUnderWayWhateverIsAskedAndWhen}</td></tr>
 *   <tr><td>2* cold callers share one flight and its outcome</td>
 *       <td>{@link OneFlightTest#coldCallersShareOneFlightAndGetTheSameToken}</td></tr>
 *   <tr><td>3* tokens never go back in time</td><td>{@link LateAnswersTest}</td></tr>
 *   <tr><td>4* a token is published before its waiters are freed</td>
 *       <td>{@link OneFlightTest#aTokenIsThereForEveryReadFromTheMomentAWaiterHasIt}</td></tr>
 *   <tr><td>5 no token is handed out after its end</td>
 *       <td>{@link ClocksTest#withoutAGuardNoTokenIsHandedOutAtOrAfterItsEnd}</td></tr>
 *   <tr><td>6 nobody waits or fails while a token is usable</td>
 *       <td>{@link RenewalTest#nobodyWaitsAndNobodyFailsWhileATokenIsUsable}</td></tr>
 *   <tr><td>7 every flight ends</td><td>{@link LateAnswersTest}, {@link BadDaysTest}, {@link ClosingTest}</td></tr>
 *   <tr><td>8* whoever leaves disturbs nobody</td>
 *       <td>{@link OneFlightTest#aCallerThatRunsOutOfTimeDisturbsNobody} and its neighbours</td></tr>
 *   <tr><td>9 requests after failures are bounded by time</td>
 *       <td>{@link BackOffTest#whileATokenServesRequestsAreBoundedByTimeAndNotByCalls}</td></tr>
 *   <tr><td>10 a Retry-After holds all requests of the client</td>
 *       <td>{@link BackOffTest#duringARetryAfterNoRequestOfThatClientLeavesWhateverIsAsked}</td></tr>
 *   <tr><td>11 a used token is renewed before anybody waits</td>
 *       <td>{@link RenewalTest#aUsedTokenIsRenewedBeforeAnyCallerWaits}</td></tr>
 *   <tr><td>12 an unused one is renewed at most once</td>
 *       <td>{@link RenewalTest#aTokenThatNobodyUsesIsRenewedAtMostOnceAndThenLapses}</td></tr>
 *   <tr><td>13 due before the end of use, and that before the end; even jitter</td>
 *       <td>{@link RefreshTimesTest}</td></tr>
 *   <tr><td>14 clocks that are set, machines that sleep</td><td>{@link ClocksTest}</td></tr>
 *   <tr><td>15* a rejection drops the rejected token only</td><td>{@link InvalidateTest}</td></tr>
 *   <tr><td>16* closing leaves no waiter, token or flight</td><td>{@link ClosingTest}</td></tr>
 *   <tr><td>17 a failure never ends the renewals</td>
 *       <td>{@link RenewalTest#aFailedRenewalIsTriedAgainByItself}</td></tr>
 *   <tr><td>18 the same answer again is asked for at most twice a minute</td>
 *       <td>{@link RenewalTest#theSameTokenAnsweredAgainAndAgainIsAskedForAtMostTwiceAMinute}</td></tr>
 *   <tr><td>19 a fresh token costs no clock, lock or garbage</td><td>{@link ArmedReadTest}</td></tr>
 *   <tr><td>20 one guard and 64 workers at most, collectable</td>
 *       <td>{@code io.github.wicredential.ThreadsTest}</td></tr>
 *   <tr><td>21 64 virtual threads on one carrier</td><td>{@code io.github.wicredential.ThreadsTest}</td></tr>
 *   <tr><td>22 a transport that asks its own credential is told so</td><td>{@link ReentrancyTest}</td></tr>
 *   <tr><td>23* one entry a key</td>
 *       <td>{@link EntriesTest#threadsThatAskForTheSameKeysGetTheSameEntries}</td></tr>
 *   <tr><td>24 no secret is written anywhere</td>
 *       <td>{@code io.github.wicredential.functional.SecretsNeverLeakTest}</td></tr>
 *   <tr><td>25 progress never depends on a thread pool of the application</td>
 *       <td>{@code io.github.wicredential.BusyPoolTest}</td></tr>
 *   <tr><td>26 code of the application sees the class loader of the time of building, and threads keep none</td>
 *       <td>{@code io.github.wicredential.ForeignCodeTest}, {@code io.github.wicredential.ThreadsTest}</td></tr>
 *   <tr><td>27 tries go on to the caller's deadline while nothing was sent; a 429 that does not say for how long is
 *       waited out by the ladder</td>
 *       <td>{@link PatienceTest#whileNothingWasSentTriesGoOnToTheCallersDeadline},
 *       {@link PatienceTest#aThrottleThatDoesNotSayForHowLongIsWaitedOutByTheLadder}</td></tr>
 *   <tr><td>28 connections, threads and files stay bounded for ten thousand identities</td>
 *       <td>{@code io.github.wicredential.functional.SharedConnectionsTest}</td></tr>
 *   <tr><td>29 no death of the guard goes unnoticed, and no sleeper is forgotten</td>
 *       <td>{@code io.github.wicredential.FullHeapTest},
 *           {@code io.github.wicredential.internal.runtime.GuardFaultsTest} (also that nobody relies on a guard that
 *           cannot wake who is due)</td></tr>
 *   <tr><td>30 work that was given up, or is slow, costs nothing that others need</td>
 *       <td>{@code io.github.wicredential.internal.runtime.WorkersTest}, {@link TrueWordsTest}</td></tr>
 *   <tr><td>31 code of the application never runs where anybody else waits, nor
 *       holds up what others get</td>
 *       <td>{@code io.github.wicredential.ForeignExecutorTest},
 *           {@code io.github.wicredential.ListenersTest},
 *           {@code io.github.wicredential.internal.runtime.DeliveriesTest}</td></tr>
 *   <tr><td>32 no hold outlives the phase it was chosen for</td>
 *       <td>{@link PhasesTest#aHoldThatWasChosenWhileATokenServedEndsWithIt} and its neighbours</td></tr>
 *   <tr><td>33 throttling stops one client in one tenant of an authority</td>
 *       <td>{@link ThrottledTenantsTest}</td></tr>
 *   <tr><td>34 a token that expired on arrival or was rejected is never handed out</td>
 *       <td>{@link ArrivalTest#itIsNeverHandedOut}, {@link InvalidateTest#noneOfTheTokensThatWereRejectedComesBack},
 *       {@link LateAnswersTest#aLateTokenThatIsRejectedIsNotHandedOutToThoseWhoComeAfter}</td></tr>
 *   <tr><td>35 challenges nobody waits for are dropped, plain callers come first</td>
 *       <td>{@link ClaimsTest#challengesThatNobodyWaitsForAnyMoreAreDropped},
 *       {@link ClaimsTest#plainCallersWithoutATokenComeBeforeFurtherChallenges},
 *       {@link ClaimsTest#aQueueOfChallengesDoesNotHoldUpTheRenewal}</td></tr>
 *   <tr><td>36 all of this holds for both tokens of an agent identity; no thread waits for the blueprint's</td>
 *       <td>{@link AgentsTest}</td></tr>
 * </table>
 */
final class Rig {

    static final String SCOPE = "https://vault.azure.net/.default";
    static final String OTHER_SCOPE = "https://storage.azure.com/.default";
    static final String EXCHANGE = "api://AzureADTokenExchange/.default";
    static final CacheSettings.Limits LIMITS = new CacheSettings.Limits(Duration.ofSeconds(30), null, 1024, false);
    static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";

    final VirtualRuntime runtime;
    final ScriptedAuthority authority;
    final List<IdentityEvent> events = new CopyOnWriteArrayList<>();
    final TokenCache cache;

    private final IdentityEvents told;
    private final List<CompletableFuture<AccessToken>> forgotten = new ArrayList<>();

    /** What chance gives: a number from 0 to 1. */
    double chance;

    /** Whether there is no memory where chance is asked, which is where a failure is reported. */
    boolean exhausted;

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
        this.told = new IdentityEvents(List.of(events::add), runtime::nanos);
        this.cache = new TokenCache(settings(
                clientId,
                new CacheSettings.Limits(Duration.ofSeconds(30), window, 1024, transportRetries),
                authority,
                told,
                runtime,
                Runnable::run,
                this::chance));
    }

    /** The settings of a cache for any tenant, with limits, an authority and a runtime of its own. */
    static CacheSettings settings(
            String clientId,
            CacheSettings.Limits limits,
            Function<TokenExchange.Request, TokenExchange.Grant> authority,
            IdentityEvents events,
            RefreshRuntime runtime,
            Executor callbacks,
            DoubleSupplier random) {
        return new CacheSettings(
                new CacheSettings.Client(
                        URI.create("https://login.microsoftonline.com"),
                        clientId,
                        "tenant",
                        List.of("*"),
                        Evidence::new),
                limits,
                authority,
                events,
                runtime,
                callbacks,
                ForeignCode.ofThisThread(),
                random);
    }

    private double chance() {
        if (exhausted) {
            throw new OutOfMemoryError("provoked");
        }
        return chance;
    }

    /** A flight that one caller waits for, and that nobody launches. */
    static Flight flight(@Nullable String claims) {
        Entry owner = new Rig().entry();
        Flight flight = new Flight(owner.target, owner, Reason.COLD, claims, 0);
        flight.waiters.join(0);
        return flight;
    }

    /** The tokens of an agent identity below this one. */
    TokenCache agent(String id) {
        return cache.ofAgent(id, EXCHANGE, authority, told.ofAgent(id));
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
        CachedToken lease = entry().state().current;
        return lease != null && lease.usable(runtime.now(), runtime.wallTime().toEpochMilli());
    }

    <E extends IdentityEvent> Stream<E> events(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    <E extends IdentityEvent> int count(Class<E> kind) {
        return (int) events(kind).count();
    }
}
