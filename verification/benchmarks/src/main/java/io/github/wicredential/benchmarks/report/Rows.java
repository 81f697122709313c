package io.github.wicredential.benchmarks.report;

import static io.github.wicredential.benchmarks.report.Numbers.bytes;
import static io.github.wicredential.benchmarks.report.Numbers.call;
import static io.github.wicredential.benchmarks.report.Numbers.count;
import static io.github.wicredential.benchmarks.report.Numbers.millis;
import static io.github.wicredential.benchmarks.report.Numbers.time;
import static io.github.wicredential.benchmarks.report.Numbers.times;

import io.github.wicredential.benchmarks.scenario.Figures;
import io.github.wicredential.benchmarks.scenario.Scenario;
import io.github.wicredential.benchmarks.subject.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** From the figures of a run to the rows of its table: the ratios, the bars and whether they are met. */
public final class Rows {

    // JMH divides what the JVM allocated beside the case by the number of calls; this is not yet an object.
    private static final double NOTHING = 0.5;
    // Differences below what the JVM can tell are taken as this.
    private static final double LEAST_NANOS = 1;
    private static final double LATENCIES = 3;
    private static final int MOST_REQUESTS = 12;
    private static final double TIMER_SLACK = 0.15;
    private static final double JITTER = 0.1;

    private final Figures figures;
    private final List<Row> rows = new ArrayList<>();

    private Rows(Figures figures) {
        this.figures = figures;
    }

    /**
     * Makes the rows.
     *
     * @param figures of a run; what is missing shows as not measured
     * @return all rows
     */
    public static List<Row> of(Figures figures) {
        Rows made = new Rows(figures);
        made.floor();
        made.cachedCalls();
        made.stampedes();
        made.renewal();
        made.outages();
        made.refreshIn();
        made.coldStart();
        made.manyScopes();
        return List.copyOf(made.rows);
    }

    private double get(String name) {
        return figures.get(name);
    }

    private String jmh(String name) {
        return call(get("jmh." + name + ".ns"), get("jmh." + name + ".bytes"));
    }

    private void floor() {
        rows.add(Row.floor("Floor: a volatile read", jmh("Floor.volatileRead")));
        rows.add(Row.floor("Floor: a lookup in a ConcurrentHashMap", jmh("Floor.mapLookUp")));
        rows.add(Row.floor("Floor: a clock read", jmh("Floor.clockRead")));
        rows.add(Row.floor("Floor: a new `TokenRequestContext`, created by the caller", jmh("Floor.newContext")));
    }

    private void cachedCalls() {
        overFloor("Held `TokenSource.token()`", "CoreCall.heldSource", "Floor.volatileRead", "a volatile read");
        overFloor("`WorkloadIdentity.token(scope)`", "CoreCall.byScope", "Floor.mapLookUp", "a map lookup");
        azureCall(
                "`getTokenSync`, cached, same context",
                "sameContext",
                new Context(0, 0),
                1000,
                jmh("MsalCall.acquire"));
        Context made = new Context(get("jmh.Floor.newContext.ns"), get("jmh.Floor.newContext.bytes"));
        azureCall("`getTokenSync`, cached, new context", "newContext", made, 1000, "");
        azureCall("`getToken().block()`, cached", "block", new Context(0, Double.POSITIVE_INFINITY), 200, "");
        crowd();
    }

    private void overFloor(String measure, String name, String floor, String floorName) {
        double ns = get("jmh." + name + ".ns");
        double ratio = ns / get("jmh." + floor + ".ns");
        double allocated = get("jmh." + name + ".bytes");
        boolean met = ratio <= 4 && allocated < NOTHING;
        rows.add(new Row(
                measure,
                call(ns, allocated),
                "",
                "",
                "",
                times(ratio) + " " + floorName,
                "≤ 4× " + floorName + ", 0 B",
                Verdict.of(met, ratio, allocated)));
    }

    /**
     * What the caller itself does before each call.
     *
     * @param ns how long that takes
     * @param bytes what it allocates; infinite if garbage does not count
     */
    private record Context(double ns, double bytes) {}

    private void azureCall(String measure, String name, Context context, double least, String msal) {
        String ours = "jmh.AzureCall." + name + ".AZURE";
        String theirs = "AzureCall." + name + ".IDENTITY";
        double ns = get(ours + ".ns");
        double theirNs = get("jmh." + theirs + ".ns");
        double ratio = (theirNs - context.ns()) / Math.max(ns - context.ns(), LEAST_NANOS);
        double beyond = get(ours + ".bytes") - context.bytes();
        boolean met = ratio >= least && beyond < NOTHING;
        String with = context.ns() > 0 ? " without the context (" + times(theirNs / ns) + " with it)" : "";
        String garbage = Double.isInfinite(context.bytes()) ? "" : ", 0 B besides the context";
        rows.add(new Row(
                measure,
                call(ns, get(ours + ".bytes")),
                jmh(theirs),
                jmh("AzureCall." + name + ".DEFAULT"),
                msal,
                times(ratio) + " faster" + with,
                "≥ " + count(least) + "× faster" + garbage,
                Verdict.of(met, ratio, beyond)));
    }

    private void crowd() {
        String suffix = "." + Scenario.CROWD_SIZE;
        double ours = get("jmh.AzureCall.sameContext.AZURE" + suffix + ".ns");
        double ratio = get("jmh.AzureCall.sameContext.IDENTITY" + suffix + ".ns") / ours;
        double stops = get("CROWD.AZURE.stops");
        rows.add(new Row(
                "`getTokenSync`, " + Scenario.CROWD_SIZE + " threads",
                crowdCell("AzureCall.sameContext.AZURE", "AZURE"),
                crowdCell("AzureCall.sameContext.IDENTITY", "IDENTITY"),
                crowdCell("AzureCall.sameContext.DEFAULT", "DEFAULT"),
                crowdCell("MsalCall.acquire", "MSAL"),
                times(ratio) + " faster",
                "≥ 1,000× faster, no thread blocked by a lock",
                Verdict.of(ratio >= 1000 && stops == 0, ratio, stops)));
    }

    private String crowdCell(String name, String library) {
        double stops = get("CROWD." + library + ".stops");
        String stopped = stops == 0 ? ", never blocked" : ", blocked on each call";
        if (Double.isNaN(stops) || (stops > 0 && stops < get("CROWD." + library + ".calls"))) {
            stopped = Double.isNaN(stops) ? "" : ", blocked " + count(stops) + " times";
        }
        return time(get("jmh." + name + "." + Scenario.CROWD_SIZE + ".ns")) + stopped;
    }

    private void stampedes() {
        stampede("Cold cache, all threads at once, 1 scope, Entra takes 200 ms", "ONE_SCOPE", 1);
        stampede("Cold cache, all threads at once, 50 scopes, Entra takes 200 ms", "FIFTY_SCOPES", 50);
    }

    private void stampede(String measure, String scenario, int scopes) {
        String ours = scenario + ".AZURE.";
        double requests = get(ours + "requests");
        double limit = LATENCIES * Scenario.STAMPEDE_LATENCY.toMillis() + get(ours + "control");
        boolean met = requests == scopes && get(ours + "failed") == 0 && get(ours + "done") <= limit;
        rows.add(new Row(
                measure,
                stampedeCell(ours) + " (starting the threads alone: " + millis(get(ours + "control")) + ")",
                stampedeCell(scenario + ".IDENTITY."),
                stampedeCell(scenario + ".DEFAULT."),
                stampedeCell(scenario + ".MSAL."),
                times(get(scenario + ".IDENTITY.requests") / requests) + " fewer requests",
                "exactly " + scopes + (scopes == 1 ? " request" : " requests")
                        + ", all calls done within 3 latencies and the threads' start",
                Verdict.of(met, requests, limit, get(ours + "done"))));
    }

    private String stampedeCell(String prefix) {
        double failed = get(prefix + "failed");
        return count(get(prefix + "requests"))
                + (get(prefix + "requests") == 1 ? " request, " : " requests, ")
                + millis(get(prefix + "done"))
                + (failed > 0 ? ", " + count(failed) + " calls failed" : "");
    }

    private void renewal() {
        double waited = get("TIMELINE.AZURE.quiet.slowWaited");
        rows.add(new Row(
                "One refresh, Entra takes 500 ms, 4 threads call every ms: calls over 100 ms, and the total time the threads waited",
                renewalCell("AZURE")
                        + ("; over 5 ms: " + count(waited) + " waited, "
                                + count(get("TIMELINE.AZURE.quiet.slow") - waited)
                                + " delayed by the scheduler (a thread that requests no token: "
                                + count(get("TIMELINE.AZURE.control.slow")) + " in the whole run)"),
                renewalCell("IDENTITY"),
                "",
                renewalCell("MSAL"),
                "",
                "no call over 5 ms except by the scheduler",
                Verdict.of(waited == 0 && get("TIMELINE.AZURE.quiet.failed") == 0, waited)));
    }

    private String renewalCell(String library) {
        String prefix = "TIMELINE." + library + ".";
        double renewals = get(prefix + "renewals");
        double waiting = get(prefix + "quiet.waiting") / renewals;
        return count(get(prefix + "quiet.tenths") / renewals) + " calls, "
                + (waiting == 0 ? "0 waiting" : millis(waiting) + " waiting");
    }

    private void outages() {
        for (Fault fault : Fault.values()) {
            String ours = "OUTAGES.AZURE." + fault + ".";
            double failed = get(ours + "outage.failed");
            double waited = get(ours + "outage.slowWaited");
            double requests = get(ours + "outage.requests");
            double early = fault == Fault.THROTTLE ? get(ours + "early") : 0;
            boolean met = failed == 0 && waited == 0 && requests <= MOST_REQUESTS && early == 0;
            rows.add(new Row(
                    "20 s during which Entra " + fault.label() + ", with a valid token",
                    outageCell(fault, "AZURE"),
                    outageCell(fault, "IDENTITY"),
                    "",
                    outageCell(fault, "MSAL"),
                    "",
                    "0 failed, 0 waiting, ≤ 12 requests" + (fault == Fault.THROTTLE ? ", none early" : ""),
                    Verdict.of(met, failed, waited, requests, early)));
        }
    }

    private String outageCell(Fault fault, String library) {
        String prefix = "OUTAGES." + library + "." + fault + ".";
        if (Double.isNaN(get(prefix + "outage.failed"))) {
            return "–";
        }
        boolean waited = get(prefix + "outage.slowWaited") > 0;
        return count(get(prefix + "outage.failed")) + " failed, "
                + (waited
                        ? millis(get(prefix + "outage.waiting")) + " waiting (longest "
                                + millis(get(prefix + "outage.longest")) + ")"
                        : "0 waiting")
                + ", " + count(get(prefix + "outage.requests")) + " requests"
                + (fault == Fault.THROTTLE
                        ? ", " + count(get(prefix + "early")) + " before Retry-After in the whole run"
                        : "");
    }

    private void refreshIn() {
        double second = get("REFRESH_IN.AZURE.second");
        boolean measured = !Double.isNaN(get("REFRESH_IN.AZURE.afterCall"));
        double asked = get("REFRESH_IN.asked");
        boolean met = second >= asked * (1 - JITTER) - TIMER_SLACK && second <= asked + TIMER_SLACK;
        rows.add(new Row(
                "`refresh_in` of 8 s, one call and then none: refreshed after",
                refreshCell("AZURE"),
                refreshCell("IDENTITY"),
                refreshCell("DEFAULT"),
                refreshCell("MSAL"),
                "",
                "7.2 s to 8 s",
                measured ? Verdict.of(met, asked) : Verdict.NOT_MEASURED));
    }

    private String refreshCell(String library) {
        double second = get("REFRESH_IN." + library + ".second");
        double after = get("REFRESH_IN." + library + ".afterCall");
        if (Double.isNaN(after)) {
            return "–";
        }
        if (Double.isNaN(second)) {
            return after > 1 ? "at the next call only" : "never, nor at the next call";
        }
        return millis(second * 1000);
    }

    private void coldStart() {
        rows.add(Row.floor("Floor: CPU time of a JVM that does nothing (loaded classes)", coldCell("JVM")));
        double core = get("COLD.CORE.cpu") / get("COLD.POST.cpu");
        rows.add(new Row(
                "Cold start, from JVM start to first token, CPU time (loaded classes): core, compared with a bare OkHttp and Jackson POST of "
                        + coldCell("POST"),
                coldCell("CORE"),
                "",
                "",
                "",
                times(core),
                "≤ 1.25×",
                Verdict.of(core <= 1.25, core)));
        double azure = get("COLD.AZURE.cpu") / get("COLD.IDENTITY.cpu");
        rows.add(new Row(
                "The same through azure-core's interface",
                coldCell("AZURE"),
                coldCell("IDENTITY") + "; with OkHttp " + coldCell("IDENTITY_OKHTTP"),
                coldCell("DEFAULT"),
                coldCell("MSAL"),
                times(azure),
                "≤ 0.45×",
                Verdict.of(azure <= 0.45, azure)));
    }

    private String coldCell(String subject) {
        double cpu = get("COLD." + subject + ".cpu");
        return Double.isNaN(cpu) ? "–" : millis(cpu) + " (" + count(get("COLD." + subject + ".classes")) + ")";
    }

    private void manyScopes() {
        double one = get("jmh.ManyScopes.randomOne.1.CORE.ns");
        String all = String.format(Locale.ROOT, "%.0f", get("scopes"));
        double many = get("jmh.ManyScopes.randomOne." + all + ".CORE.ns");
        double ratio = many / one;
        double bareOne = get("jmh.MapOfMany.randomOne.1.ns");
        double bareMany = get("jmh.MapOfMany.randomOne." + all + ".ns");
        double bare = bareMany / bareOne;
        boolean asTheMap = bare > 3 && many <= 3 * bareMany;
        rows.add(Row.floor(
                "Floor: " + count(get("scopes"))
                        + " scopes in a ConcurrentHashMap, a random one of them (with one scope)",
                time(bareMany) + " (" + time(bareOne) + "), " + times(bare)));
        rows.add(new Row(
                count(get("scopes")) + " scopes, a random one of them (with one scope, picked the same way)",
                time(many) + " (" + time(one) + ")",
                time(get("jmh.ManyScopes.randomOne." + all + ".IDENTITY.ns")) + " ("
                        + time(get("jmh.ManyScopes.randomOne.1.IDENTITY.ns")) + ")",
                "",
                "",
                times(ratio) + " our one-scope read, " + times(many / bareMany) + " that map",
                "≤ 3× our one-scope read, or ≤ 3× the map if the map itself slows down by more",
                Verdict.of(ratio <= 3 || asTheMap, ratio)));
        rows.add(Row.floor(
                "The same with `maximumTokens` equal to the number of scopes", jmh("FullCache.randomOne." + all)));
        double beside = get("MEMORY.CORE.entry") - get("MEMORY.CORE.text");
        rows.add(new Row(
                "Heap per entry, without the text of its token",
                bytes(beside),
                bytes(get("MEMORY.IDENTITY.entry") - get("MEMORY.IDENTITY.text")),
                "",
                bytes(get("MEMORY.MSAL.entry") - get("MEMORY.MSAL.text")),
                "",
                "≤ 1,024 B",
                Verdict.of(beside <= 1024, beside)));
    }
}
