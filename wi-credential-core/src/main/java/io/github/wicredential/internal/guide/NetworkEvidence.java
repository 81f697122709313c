package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.network.JvmProtocols;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.NetworkFault.Kind;
import io.github.wicredential.internal.network.NetworkFault.Reached;
import io.github.wicredential.internal.network.NetworkFault.Step;
import io.github.wicredential.internal.network.TrustStore;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A network fault: how far the request got, what the egress proxy said, and what of this JVM can be the reason. */
public record NetworkEvidence(NetworkFault fault) {

    /** What the C libraries of Linux say (gai_strerror of glibc and of musl). */
    private static final Pattern NO_SUCH_NAME =
            Pattern.compile("Name or service not known|Name does not resolve|No address associated with hostname");

    private static final Pattern NO_DNS_ANSWER = Pattern.compile("Temporary failure in name resolution|Try again");
    private static final Pattern UNREACHABLE = Pattern.compile("unreachable|No route", Pattern.CASE_INSENSITIVE);

    /** How a server answers that is no proxy, or does not know CONNECT. */
    private static final Set<Integer> UNABLE = Set.of(400, 404, 405, 501);

    private static final Pattern BASIC = Pattern.compile("\\bBasic\\b", Pattern.CASE_INSENSITIVE);

    /** Who signs the certificates of Entra's hosts (Azure Certificate Authority details). */
    private static final Pattern OF_ENTRA = Pattern.compile("O=(DigiCert|Microsoft)");

    private static final Pattern WRONG_PASSWORD = Pattern.compile("password was incorrect");
    private static final int THROTTLED = 429;

    public Evidence tell(Evidence known) {
        Reached reached = fault.reached();
        if (reached != null) {
            known.put("peer", reached.place())
                    .fact("connecting", reached.step() == Step.CONNECT)
                    .fact("shaking", reached.step() == Step.TLS)
                    .fact("asked", reached.step() == Step.REQUEST)
                    .fact("toProxy", reached.toProxy())
                    .fact("loopback", reached.isLoopback())
                    .putAddress(reached.address(), !reached.toProxy());
        }
        if (fault.shown() != null && known.isFact("knownName")) {
            String issuer = fault.shown().issuer();
            known.put("shownIssuer", issuer)
                    .fact("strangeIssuer", !OF_ENTRA.matcher(issuer).find());
        }
        return switch (fault.kind()) {
            case NAME -> name(known).put("noSuchName", said(NO_SUCH_NAME)).put("noDnsAnswer", said(NO_DNS_ANSWER));
            case TIMEOUT -> fault.isOfName() ? name(known).put("noDnsAnswer", "timed out") : known;
            case CONNECT ->
                known.fact("unreachable", said(UNREACHABLE) != null)
                        .fact("refused", fault.words().contains("refused"));
            case TRUST_STORE, UNTRUSTED -> trustStore(known, TrustStore.ofThisJvm());
            case TLS_VERSION, NO_TLS, TLS -> tls(known);
            case EXPIRED, NOT_YET_VALID -> known.fact("expired", fault.kind() == Kind.EXPIRED);
            case PROXY -> proxy(known);
            case PROXY_TLS -> known.fact("proxyTls", true).fact("notSocks", false);
            case SETTING -> known.put("settingWords", fault.words());
            case LOST -> known.put("ended", fault.ended());
            default -> known;
        };
    }

    /** A SOCKS proxy is the only one whose name is looked up where it is connected to. */
    private Evidence name(Evidence known) {
        String socks = fault.reached() != null && fault.reached().toSocks()
                ? fault.reached().host()
                : null;
        return socks == null ? known : known.putName(socks);
    }

    private @Nullable String said(Pattern words) {
        Matcher said = words.matcher(fault.words());
        return said.find() ? said.group() : null;
    }

    /** The store as it is now, and what the JVM said of it when it read it. */
    private Evidence trustStore(Evidence known, TrustStore store) {
        TrustStore.State state = store.state();
        return known.put("trustStore", store.path())
                .put("storeEntries", store.entries())
                .fact("storeNamed", store.named())
                .fact("storeMissing", state == TrustStore.State.MISSING)
                .fact("storePassword", state == TrustStore.State.PASSWORD || said(WRONG_PASSWORD) != null)
                .fact("storeMalformed", state == TrustStore.State.MALFORMED)
                .fact("storeLocked", state == TrustStore.State.LOCKED)
                .fact("storeEmpty", state == TrustStore.State.EMPTY)
                .fact("storeFilled", state == TrustStore.State.FILLED);
    }

    private Evidence tls(Evidence known) {
        List<String> enabled = JvmProtocols.enabled();
        return known.put("jvmProtocols", enabled.isEmpty() ? "no TLS" : String.join(", ", enabled))
                .fact("jvmLimited", !enabled.containsAll(JvmProtocols.USUAL))
                .fact("oldTls", fault.kind() == Kind.TLS_VERSION)
                .fact("plainText", fault.kind() == Kind.NO_TLS)
                .fact("noCurves", fault.kind() == Kind.TLS && JvmProtocols.lackCurves());
    }

    /** What the egress proxy answered to CONNECT, or that it is none. */
    private Evidence proxy(Evidence known) {
        int status = fault.proxyStatus();
        known.fact("notSocks", fault.notSocks()).fact("proxyTls", false).put("proxyWords", fault.words());
        if (status > 0) {
            boolean unable = UNABLE.contains(status);
            known.put("proxyStatus", status)
                    .fact("proxyUnable", unable)
                    .fact("proxyBusy", status == THROTTLED)
                    .fact("proxyForbids", status < 500 && status != THROTTLED && !unable)
                    .fact("proxyFails", status >= 500 && !unable);
        }
        if (!fault.offers().isEmpty()) {
            known.put("proxyOffers", fault.offers())
                    .fact("basicOffered", BASIC.matcher(fault.offers()).find());
        }
        return known;
    }
}
