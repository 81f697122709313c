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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** The authority's side of one tenant: grants, refuses, fails, hangs; and knows what it has granted. */
final class SimulatedAuthority implements TokenTransport {

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

    Mood mood = Mood.WELL;

    @Nullable
    Mood next;

    long life = 3600;
    boolean throttled;
    long lastThrottle = Long.MIN_VALUE;
    // Until when it wants no request at all of a client, and until when not that one.
    long pauseUntil;
    long holdUntil;
    boolean permanent;
    boolean hung;
    long requests;

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
        }
        return "assertion";
    }

    @Override
    public Response post(Request request) throws IOException {
        Map<String, String> form = form(request.body());
        String key = tenant
                + ' '
                + form.get("scope")
                + ' '
                + String.valueOf(form.get("claims")).contains("cp1");
        SimulatedThread self = (SimulatedThread) Thread.currentThread();
        String client = String.valueOf(form.get("client_id"));
        if (client.equals("agent")) {
            presents(String.valueOf(form.get("client_assertion")));
        }
        arrives(key, client, self, form.containsKey("claims"));
        try {
            scheduler.needMemory();
            return answer(key, client, request);
        } finally {
            underWay.get(key).remove(self);
        }
    }

    /** An agent's request has a token of its blueprint that has not ended, as far as the clocks tell. */
    private void presents(String token) {
        Granted from = simulation.granted.get(token);
        if (from == null || !from.key.startsWith(tenant + " api%3A")) {
            throw simulation.wrong("an agent presents " + token + ", granted as " + from);
        }
        boolean clocksTell = from.stepsBack == simulation.stepsBack || simulation.lastSuspend <= from.at;
        boolean justAwake = scheduler.now() - simulation.lastSuspend < seconds(16);
        if (simulation.trueNanos() >= from.trueEnd && clocksTell && !justAwake) {
            throw simulation.wrong("an agent presents a token past its end");
        }
    }

    private void arrives(String key, String client, SimulatedThread self, boolean claims) {
        requests++;
        scheduler.log(() -> "request for " + key);
        long now = scheduler.now();
        List<SimulatedThread> others = underWay.computeIfAbsent(key, absent -> new ArrayList<>());
        if (self.isGivenUp()) {
            throw simulation.wrong("work that was given up makes a request for " + key);
        }
        for (SimulatedThread other : others) {
            if (!other.isGivenUp() && !simulation.evicts && !simulation.closed(tenant)) {
                throw simulation.wrong("two requests at once for " + key);
            }
        }
        others.add(self);
        Pause pause = pauses.get(client);
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

    private Response answer(String key, String client, Request request) throws IOException {
        int turn = turns.merge(key, 1, Integer::sum);
        long asked = simulation.trueNanos();
        Mood now = scheduler.random.nextInt(10) < 8 ? mood : Mood.WELL;
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
            case HANGS -> latency = seconds(3600);
            case HANGS_DEAF -> {
                hung = true;
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
            grant(key, turn, asked, now == Mood.HANGS_DEAF);
            throw new SocketTimeoutException("timeout (simulated)");
        }
        return switch (now) {
            case DROPS -> throw new IOException("unexpected end of stream (simulated)");
            case DISTRUSTED -> throw new SSLHandshakeException("PKIX (simulated)");
            case FAILS -> Response.of(500 + scheduler.random.nextInt(5), Map.of(), "");
            case BABBLES -> Response.of(200, Map.of(), scheduler.random.nextBoolean() ? "<html>" : "{\"x\":1}");
            case REFUSES -> refuse(400, Map.of());
            case REFUSES_WITH_PAUSE -> {
                Map<String, String> headers = retryAfter();
                askedFor(headers);
                yield refuse(400, headers);
            }
            case THROTTLES -> throttle(client, 429, Map.of());
            case THROTTLES_WITH_PAUSE -> throttle(client, 429, retryAfter());
            case UNAVAILABLE_WITH_PAUSE -> throttle(client, 503, retryAfter());
            default -> grant(key, turn, asked, now == Mood.HANGS_DEAF);
        };
    }

    private Map<String, String> retryAfter() {
        return Map.of(
                "Retry-After",
                Integer.toString(1 + scheduler.random.nextInt(scheduler.random.nextBoolean() ? 5 : 700)));
    }

    private Response refuse(int status, Map<String, String> headers) {
        int code = CODES.get(scheduler.random.nextInt(CODES.size()));
        GuideEntry.Retry retry = Guide.get().code(code).retry();
        permanent |= retry == GuideEntry.Retry.NEVER || retry == GuideEntry.Retry.SLOWLY;
        return Response.of(
                status,
                headers,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS" + code + ": no.\",\"error_codes\":["
                        + code + "]}");
    }

    private Response throttle(String client, int status, Map<String, String> headers) {
        throttled = true;
        lastThrottle = scheduler.now();
        if (!headers.isEmpty()) {
            askedFor(headers);
            pauseUntil = Math.max(pauseUntil, scheduler.now() + asked(headers));
            Pause before = pauses.get(client);
            long until = Math.max(before == null ? 0 : before.until, scheduler.now() + asked(headers));
            pauses.put(client, new Pause(until, scheduler.now()));
        }
        return Response.of(status, headers, "{\"error\":\"temporarily_unavailable\"}");
    }

    private void askedFor(Map<String, String> headers) {
        holdUntil = Math.max(holdUntil, scheduler.now() + asked(headers));
    }

    private static long asked(Map<String, String> headers) {
        return seconds(Math.min(600, Long.parseLong(headers.get("Retry-After"))));
    }

    private Response grant(String key, int turn, long asked, boolean late) {
        long seconds = mood == Mood.SHORT_LIVED ? 1 + scheduler.random.nextInt(20) : life;
        String known = last.get(key);
        Granted before = known == null ? null : simulation.granted.get(known);
        if ((mood == Mood.REPEATS || late) && before != null && scheduler.random.nextInt(3) > 0) {
            long left = TimeUnit.NANOSECONDS.toSeconds(before.trueEnd - simulation.trueNanos());
            if (left > 1) {
                simulation.granted.put(known, new Granted(key, turn, before.trueEnd, before.at, before.stepsBack));
                return Response.of(200, Map.of(), token(known, left, -1));
            }
        }
        String token = "token-" + simulation.granted.size();
        last.put(key, token);
        simulation.granted.put(
                token, new Granted(key, turn, asked + seconds(seconds), scheduler.now(), simulation.stepsBack));
        long refresh = scheduler.random.nextInt(3) == 0 ? seconds / 2 : -1;
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
