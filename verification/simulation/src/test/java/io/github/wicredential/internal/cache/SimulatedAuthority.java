package io.github.wicredential.internal.cache;

import io.github.wicredential.AssertionException;
import io.github.wicredential.TokenTransport;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.runtime.Scheduler;
import io.github.wicredential.internal.runtime.SimulatedThread;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** The authority's side of one tenant: grants, refuses, fails, hangs; and knows what it has granted. */
final class SimulatedAuthority implements TokenTransport {

    /** The scope of a blueprint's token, as it stands in a form. */
    private static final String EXCHANGE = "api%3A%2F%2FAzureADTokenExchange%2F.default";

    private static final List<Integer> CODES = Guide.get().entries().stream()
            .flatMap(entry -> entry.names().stream())
            .filter(name -> name.matches("AADSTS\\d+"))
            .map(name -> Integer.parseInt(name.substring("AADSTS".length())))
            .sorted()
            .toList();

    /** What it does with a request. */
    enum Mood {
        WELL,
        SLOW,
        REPEATS,
        SHORT_LIVED,
        REFUSES,
        THROTTLES,
        THROTTLES_WITH_PAUSE,
        REFUSES_WITH_PAUSE,
        UNAVAILABLE_WITH_PAUSE,
        FAILS,
        BABBLES,
        UNREACHABLE,
        DROPS,
        DISTRUSTED,
        THROWS,
        LOSES_ANSWERS,
        HANGS,
        HANGS_DEAF,
        NO_TOKEN_FILE,
        TOKEN_FILE_HANGS
    }

    /** A token that was granted: its key, its turn among those of the key, and when it ends. */
    record Granted(String key, int turn, long trueEnd, long at, int stepsBack) {}

    /** What a request is for: the client asks in its own name, or as a blueprint for an agent. */
    record Wanted(String tenant, String client, @Nullable String agent, String scope, boolean cae) {

        String key() {
            return tenant + ' ' + client + (agent == null ? " " : " for " + agent + ' ') + scope + ' ' + cae;
        }

        /** The client that has the token. */
        String owner() {
            return agent == null ? client : agent;
        }

        /** In the words of {@link #harms}. */
        String who() {
            return agent == null ? client : "blueprint of " + agent;
        }
    }

    /** A refusal, which names itself by its place in the simulation's list; a throttle is for all that the client asks. */
    record Refused(Wanted wanted, boolean claims, boolean throttle) {}

    /** A blueprint's token that was handed out: when, until when no other one is asked for, and the clocks' moves. */
    private record Fresh(long at, long until, int clockMoves) {}

    /** That a client is not to ask before then, and when that was said. */
    private record Pause(long until, long set) {}

    private final Simulation simulation;
    private final Scheduler scheduler;
    private final String tenant;
    private final Map<String, Integer> turns = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();
    private final Map<String, List<SimulatedThread>> underWay = new HashMap<>();
    private final Map<String, List<Long>> arrivals = new HashMap<>();
    private final Map<String, Pause> pauses = new HashMap<>();
    private final Map<String, Fresh> presentable = new HashMap<>();
    private final Map<String, Long> refusedTokens = new HashMap<>();

    // When a token was granted for the last time.
    private final Map<String, Long> handedOut = new HashMap<>();

    Mood mood = Mood.WELL;

    @Nullable
    Mood next;

    /** Whose requests the mood is for; null for everybody's. */
    @Nullable
    String harms;

    /** Tokens of a blueprint that were granted until then are refused. */
    long revokedUntil = Long.MIN_VALUE;

    long life = 3600;
    long presentedLife = 3600;
    long lastThrottle = Long.MIN_VALUE;
    private long lastFileHang = Long.MIN_VALUE / 2;
    // Until when it wants no request at all of a client, and until when not that one.
    long pauseUntil;
    long holdUntil;
    boolean permanent;
    boolean hung;

    // Whose requests have not come to an end by themselves.
    final Set<String> hanging = new HashSet<>();

    SimulatedAuthority(Simulation simulation, String tenant) {
        this.simulation = simulation;
        this.scheduler = simulation.scheduler;
        this.tenant = tenant;
    }

    /** The token file, which is read for each request. */
    String assertion() {
        if (mood == Mood.NO_TOKEN_FILE && scheduler.random.nextInt(4) > 0) {
            throw new AssertionException(AssertionException.Reason.MISSING, null, "no file (simulated)", null);
        }
        if (mood == Mood.TOKEN_FILE_HANGS && scheduler.random.nextInt(4) > 0) {
            hung = true;
            scheduler.hangFor(seconds(1 + scheduler.random.nextInt(200)));
            lastFileHang = scheduler.now();
        }
        return "assertion";
    }

    @Override
    public Response post(Request request) throws IOException {
        Map<String, String> form = form(request.body());
        Wanted wanted = wanted(request, form);
        boolean claims = String.valueOf(form.get("claims")).contains("nbf");
        String assertion = String.valueOf(form.get("client_assertion"));
        SimulatedThread self = (SimulatedThread) Thread.currentThread();
        if (wanted.client.equals(SimulatedIdentity.CLIENT)) {
            presents(wanted, assertion, claims);
        } else {
            presents(wanted, assertion);
        }
        arrives(wanted, self, claims);
        try {
            scheduler.needMemory();
            return answer(wanted, claims, assertion, request);
        } finally {
            underWay.get(wanted.key()).remove(self);
        }
    }

    private Wanted wanted(Request request, Map<String, String> form) {
        if (!request.uri().getPath().equals("/" + tenant + "/oauth2/v2.0/token")) {
            throw simulation.wrong(tenant + " is asked at " + request.uri());
        }
        return new Wanted(
                tenant,
                String.valueOf(form.get("client_id")),
                form.get("fmi_path"),
                String.valueOf(form.get("scope")),
                String.valueOf(form.get("claims")).contains("cp1"));
    }

    /** The pod's token, in its own name or as a blueprint, for an agent and without claims, while none is good. */
    private void presents(Wanted wanted, String assertion, boolean claims) {
        boolean forAgent = wanted.scope.equals(EXCHANGE);
        if (!assertion.equals("assertion")) {
            throw simulation.wrong("the pod's client presents " + assertion);
        }
        if (forAgent != (wanted.agent != null) || (forAgent && (claims || wanted.cae))) {
            throw simulation.wrong("a blueprint asks for " + wanted + (claims ? " with claims" : ""));
        }
        Fresh fresh = presentable.get(wanted.key());
        if (fresh != null
                && scheduler.now() < fresh.until
                && fresh.clockMoves == simulation.clockMoves
                && wanted.agent != null
                // Without memory, nobody may have kept it.
                && scheduler.lastTrouble < Math.min(fresh.at, scheduler.now() - seconds(30))) {
            throw simulation.wrong("a blueprint asks for " + wanted + " although one is good for "
                    + (fresh.until - scheduler.now()) / 1e9 + " s");
        }
    }

    /** A token of the blueprint that is for this agent, and has neither ended nor been refused, as far as is known. */
    private void presents(Wanted wanted, String token) {
        Granted from = simulation.granted.get(token);
        Wanted presented = new Wanted(tenant, SimulatedIdentity.CLIENT, wanted.client, EXCHANGE, false);
        if (wanted.agent != null || from == null || !from.key.equals(presented.key())) {
            throw simulation.wrong(wanted + " presents " + token + ", granted as " + from);
        }
        boolean clocksTell = from.stepsBack == simulation.stepsBack || simulation.lastSuspend <= from.at;
        boolean justAwake = scheduler.now() - simulation.lastSuspend < seconds(16);
        if (simulation.trueNanos() >= from.trueEnd && clocksTell && !justAwake) {
            throw simulation.wrong(wanted + " presents a token past its end");
        }
        Long refused = refusedTokens.get(token);
        if (refused != null && scheduler.now() > refused + Checks.SLACK && scheduler.lastTrouble < refused) {
            throw simulation.wrong(wanted + " presents a token again that was refused as assertion "
                    + (scheduler.now() - refused) / 1e9 + " s ago");
        }
    }

    private void arrives(Wanted wanted, SimulatedThread self, boolean claims) {
        String key = wanted.key();
        scheduler.log(() -> "request for " + key);
        long now = scheduler.now();
        List<SimulatedThread> others = underWay.computeIfAbsent(key, absent -> new ArrayList<>());
        if (self.isGivenUp()) {
            throw simulation.wrong("work that was given up makes a request for " + key);
        }
        SimulatedIdentity owner = simulation.identity(tenant, wanted.owner());
        if (now - Checks.SLACK > owner.closedAt && !simulation.evicts) {
            throw simulation.wrong("a request for " + key + " of a closed identity");
        }
        for (SimulatedThread other : others) {
            if (!other.isGivenUp() && !simulation.evicts && !owner.closed) {
                throw simulation.wrong("two requests at once for " + key);
            }
        }
        others.add(self);
        Pause pause = pauses.get(wanted.client);
        if (pause != null && now < pause.until && now > pause.set + seconds(1)) {
            throw simulation.wrong("a request for " + key + " during the pause that the authority asked for");
        }
        if (!claims) {
            List<Long> times = arrivals.computeIfAbsent(key, absent -> new ArrayList<>());
            times.add(now);
            if (times.size() > 120 && !simulation.evicts && now - times.get(times.size() - 120) < seconds(60)) {
                throw simulation.wrong("120 requests in a minute for " + key);
            }
        }
    }

    private Response answer(Wanted wanted, boolean claims, String assertion, Request request) throws IOException {
        String key = wanted.key();
        int turn = turns.merge(key, 1, Integer::sum);
        long asked = simulation.trueNanos();
        int moves = simulation.clockMoves;
        boolean harmed = harms == null || harms.equals(wanted.who());
        Mood now = scheduler.random.nextInt(10) < 8 && harmed ? mood : Mood.WELL;
        if (next != null) {
            now = next;
            next = null;
        }
        Mood chosen = now;
        scheduler.log(() -> "answered " + chosen);
        long latency = TimeUnit.MILLISECONDS.toNanos(1 + scheduler.random.nextInt(now == Mood.SLOW ? 15_000 : 200));
        switch (now) {
            case UNREACHABLE -> {
                throw scheduler.random.nextBoolean()
                        ? new UnknownHostException("login (simulated)")
                        : new ConnectException("refused (simulated)");
            }
            case THROWS -> {
                if (scheduler.random.nextBoolean()) {
                    throw new StackOverflowError("broken (simulated)");
                }
                throw new IllegalStateException("broken (simulated)");
            }
            case HANGS -> {
                hanging.add(wanted.who());
                latency = seconds(3600);
            }
            case HANGS_DEAF -> {
                hung = true;
                hanging.add(wanted.who());
                scheduler.hangFor(seconds(1 + scheduler.random.nextInt(200)));
            }
            default -> {}
        }
        if (now != Mood.HANGS) {
            latency = Math.min(latency, request.timeout().toNanos());
        }
        scheduler.sleep(latency);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted (simulated)");
        }
        if (now == Mood.LOSES_ANSWERS || latency == request.timeout().toNanos()) {
            grant(wanted, turn, asked, moves, now == Mood.HANGS_DEAF);
            presentable.remove(key);
            throw new SocketTimeoutException("timeout (simulated)");
        }
        Granted presented = simulation.granted.get(assertion);
        if (presented != null && presented.at <= revokedUntil) {
            return refuse(wanted, claims, assertion, Map.of());
        }
        return switch (now) {
            case DROPS -> throw new IOException("unexpected end of stream (simulated)");
            case DISTRUSTED -> throw new SSLHandshakeException("PKIX (simulated)");
            case FAILS -> Response.of(500 + scheduler.random.nextInt(5), Map.of(), "");
            case BABBLES -> scheduler.random.nextBoolean() ? Response.of(200, Map.of(), "<html>") : noToken();
            case REFUSES -> refuse(wanted, claims, assertion, Map.of());
            case REFUSES_WITH_PAUSE -> {
                Map<String, String> headers = retryAfter();
                askedFor(headers);
                yield refuse(wanted, claims, assertion, headers);
            }
            case THROTTLES -> throttle(wanted, claims, 429, Map.of());
            case THROTTLES_WITH_PAUSE -> throttle(wanted, claims, 429, retryAfter());
            case UNAVAILABLE_WITH_PAUSE -> throttle(wanted, claims, 503, retryAfter());
            default -> grant(wanted, turn, asked, moves, now == Mood.HANGS_DEAF);
        };
    }

    /** An answer in JSON without a token: whatever gives it has to be replaced. */
    private Response noToken() {
        permanent = true;
        return Response.of(200, Map.of(), "{\"x\":1}");
    }

    private Map<String, String> retryAfter() {
        return Map.of(
                "Retry-After",
                Integer.toString(1 + scheduler.random.nextInt(scheduler.random.nextBoolean() ? 5 : 700)));
    }

    private Response refuse(Wanted wanted, boolean claims, String assertion, Map<String, String> headers) {
        int code = CODES.get(scheduler.random.nextInt(CODES.size()));
        GuideEntry.Retry retry = Guide.get().code(code).retry();
        permanent |= retry == GuideEntry.Retry.NEVER || retry == GuideEntry.Retry.SLOWLY;
        Granted presented = simulation.granted.get(assertion);
        if (presented != null) {
            long age = scheduler.now() - handedOut.get(assertion);
            if (age >= seconds(30)) {
                refusedTokens.putIfAbsent(assertion, scheduler.now());
            }
            if (age >= seconds(28)) {
                presentable.remove(presented.key);
            }
        }
        return Response.of(
                400,
                headers,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS" + code + ": no.\",\"error_codes\":["
                        + code + "]" + named(new Refused(wanted, claims, false)) + "}");
    }

    private Response throttle(Wanted wanted, boolean claims, int status, Map<String, String> headers) {
        lastThrottle = scheduler.now();
        if (!headers.isEmpty()) {
            askedFor(headers);
            pauseUntil = Math.max(pauseUntil, scheduler.now() + asked(headers));
            Pause before = pauses.get(wanted.client);
            long until = Math.max(before == null ? 0 : before.until, scheduler.now() + asked(headers));
            pauses.put(wanted.client, new Pause(until, scheduler.now()));
        }
        return Response.of(
                status,
                headers,
                "{\"error\":\"temporarily_unavailable\"" + named(new Refused(wanted, claims, true)) + "}");
    }

    private String named(Refused refusal) {
        simulation.refusals.add(refusal);
        return ",\"trace_id\":\"" + (simulation.refusals.size() - 1) + '"';
    }

    private void askedFor(Map<String, String> headers) {
        holdUntil = Math.max(holdUntil, scheduler.now() + asked(headers));
    }

    private static long asked(Map<String, String> headers) {
        return seconds(Math.min(600, Long.parseLong(headers.get("Retry-After"))));
    }

    private Response grant(Wanted wanted, int turn, long asked, int moves, boolean late) {
        String key = wanted.key();
        boolean harmed = harms == null || harms.equals(wanted.who());
        long seconds = mood == Mood.SHORT_LIVED && harmed
                ? 1 + scheduler.random.nextInt(20)
                : wanted.agent == null ? life : presentedLife;
        String known = last.get(key);
        Granted before = known == null ? null : simulation.granted.get(known);
        presentable.remove(key);
        if (((mood == Mood.REPEATS && harmed) || late) && before != null && scheduler.random.nextInt(3) > 0) {
            long left = TimeUnit.NANOSECONDS.toSeconds(before.trueEnd - simulation.trueNanos());
            if (left > 1) {
                refusedTokens.remove(known);
                handedOut.put(known, scheduler.now());
                simulation.granted.put(known, new Granted(key, turn, before.trueEnd, before.at, before.stepsBack));
                return Response.of(200, Map.of(), token(known, left, -1));
            }
        }
        String token = "token-" + simulation.granted.size();
        last.put(key, token);
        handedOut.put(token, scheduler.now());
        simulation.granted.put(
                token, new Granted(key, turn, asked + seconds(seconds), scheduler.now(), simulation.stepsBack));
        long refresh = scheduler.random.nextInt(3) == 0 ? seconds / 2 : -1;
        if (wanted.agent != null
                && scheduler.now() - lastFileHang > seconds(60)
                && turn == turns.get(key)
                && (before == null || before.trueEnd < asked + seconds(seconds))) {
            Duration wish = refresh > 0 ? Duration.ofSeconds(refresh) : null;
            // As early as the engine may ask again, with all of the jitter.
            long due =
                    RefreshTimes.of(Duration.ofSeconds(seconds), wish, null, 1).due();
            long begun = asked - simulation.suspendedNanos - seconds(1);
            presentable.put(key, new Fresh(scheduler.now(), begun + due, moves));
        }
        return Response.of(200, Map.of(), token(token, seconds, refresh));
    }

    private static String token(String value, long life, long refresh) {
        return "{\"token_type\":\"Bearer\",\"access_token\":\"" + value + "\",\"expires_in\":" + life
                + (refresh > 0 ? ",\"refresh_in\":" + refresh : "") + "}";
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int at = pair.indexOf('=');
            fields.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return fields;
    }

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }
}
