package io.github.wicredential.internal.guide;

import io.github.wicredential.AssertionException;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.network.NetworkFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The guide: an entry per code of Entra and per failure in the pod itself, read from a file at the first failure. The one
 * source of what a failure means, of what mends it, and of whether the library repeats the request.
 *
 * <p>Codes move and new ones appear. An unknown code belongs to a family only if the guide names the family, as
 * {@code AADSTS7002*}; else the error explains it, and then the status.
 */
public final class Guide {

    private static final String RESOURCE = "guide.txt";
    private static final String CODE = "AADSTS";
    private static final String ANY_FURTHER_DIGITS = "*";
    private static final int PROXY_LOGIN = 407;

    private final Map<String, GuideEntry> entries;

    private Guide(Map<String, GuideEntry> entries) {
        this.entries = entries;
    }

    private static final class Loaded {

        static final Guide GUIDE = load();
    }

    /** The guide, which is read at the first call. */
    public static Guide get() {
        return Loaded.GUIDE;
    }

    /** The entry that fits a refusal best; there always is one. */
    public GuideEntry find(ExchangeDetails refused) {
        for (int code : refused.errorCodes()) {
            GuideEntry entry = code(code);
            if (entry != null) {
                return entry;
            }
        }
        GuideEntry byError = refused.error() == null ? null : entries.get("error " + refused.error());
        if (byError != null) {
            return byError;
        }
        GuideEntry byStatus = entries.get("status " + refused.status());
        if (byStatus != null) {
            return byStatus;
        }
        return named(refused.status() >= 500 ? "status 5xx" : "generic");
    }

    /** The entry of a code or else of its family; null if the guide names neither. */
    public @Nullable GuideEntry code(int code) {
        String digits = Integer.toString(code);
        GuideEntry own = entries.get(CODE + digits);
        for (int length = digits.length(); own == null && length > 0; length--) {
            own = entries.get(CODE + digits.substring(0, length) + ANY_FURTHER_DIGITS);
        }
        return own;
    }

    /** The entry of a code that has neither an entry nor a family. */
    public GuideEntry unlisted() {
        return named("generic");
    }

    /** The entry of a failure that was found in the pod. */
    public GuideEntry local(String name) {
        return named("local " + name);
    }

    /** The same in the light of where this runs: outside of a pod the kubelet writes no token. */
    public GuideEntry tokenFile(AssertionException.Reason reason, Evidence known) {
        boolean none = reason == AssertionException.Reason.MISSING || reason == AssertionException.Reason.EMPTY;
        return none && Boolean.FALSE.equals(known.holds("inPod")) ? local("not-a-pod") : tokenFile(reason);
    }

    /** The same in the light of whose token it is: no kubelet refreshes that of a pipeline. */
    public GuideEntry expired(GuideEntry ofAPod, Evidence known) {
        return known.isFact("otherIssuer") ? local("other-token-expired") : ofAPod;
    }

    /** The entry of a token file that is not named: outside of Kubernetes no webhook would name it. */
    public GuideEntry unnamedFile(String inPod, Evidence known) {
        return local(known.isFact("outside") ? "not-a-pod" : inPod);
    }

    /** The entry of what is wrong with the token file, or the source in its place. */
    public GuideEntry tokenFile(AssertionException.Reason reason) {
        return local(
                switch (reason) {
                    case MISSING -> "token-file-missing";
                    case EMPTY -> "token-file-empty";
                    case DIRECTORY -> "token-file-directory";
                    case UNREADABLE -> "token-file-unreadable";
                    case TOO_LARGE -> "token-file-too-large";
                    case NOT_A_JWT -> "not-a-jwt";
                    case SOURCE_FAILED -> "assertion-source";
                });
    }

    /**
     * The same in the light of what is known: who trusts nobody need not ask who has signed a certificate, nor who misses the
     * proxy what is wrong with the direct way, what drops packets does not refuse at once, and what is not Entra need not be
     * reachable.
     */
    public GuideEntry network(NetworkFault fault, Evidence known) {
        boolean nobody = Stream.of("storeMissing", "storePassword", "storeMalformed", "storeLocked", "storeEmpty")
                .anyMatch(known::isFact);
        boolean unreached = fault.kind() == NetworkFault.Kind.CONNECT
                || known.surely(fault.isOfName() ? "knownName" : "connecting");
        if (unreached && known.surely("noProxy otherAddress !loopback !otherPort")) {
            return local("https-proxy-unset");
        }
        if ((unreached || fault.isOfName()) && known.surely("bypassed !otherPort")) {
            return local("no-proxy");
        }
        boolean opening = fault.kind() == NetworkFault.Kind.CONNECT || fault.kind() == NetworkFault.Kind.TIMEOUT;
        if (fault.isOfName() && known.surely("toProxy") && known.get("noDnsAnswer") == null) {
            return local("proxy-name");
        }
        if (opening && known.surely("connecting notEntras !otherPort")) {
            return local("dns-address");
        }
        if (fault.kind() == NetworkFault.Kind.CONNECT && known.surely("refused !toProxy !loopback !otherPort")) {
            return local("connection-refused");
        }
        return fault.kind() == NetworkFault.Kind.UNTRUSTED && nobody ? local("trust-store") : network(fault);
    }

    /** The entry of a failure on the way to a host. */
    public GuideEntry network(NetworkFault fault) {
        return fault.proxyStatus() == PROXY_LOGIN
                ? status(PROXY_LOGIN)
                : local(
                        switch (fault.kind()) {
                            case NAME -> "dns";
                            case PROXY, PROXY_TLS -> "proxy";
                            case SETTING -> "jvm-setting";
                            case OPEN_FILES -> "open-files";
                            case EXPIRED, NOT_YET_VALID -> "tls-dates";
                            case OTHER_NAME -> "tls-name";
                            case UNTRUSTED -> "tls";
                            case CLIENT_CERTIFICATE -> "tls-client-certificate";
                            case TRUST_STORE -> "trust-store";
                            case ONLY_HTTP2 -> "only-http2";
                            case TLS_VERSION, NO_TLS, TLS -> "tls-agreement";
                            case TIMEOUT -> fault.isOfName() ? "dns" : "timeout";
                            case LOST -> "connection-lost";
                            case CONNECT, CLASSES, OTHER -> "connect";
                        });
    }

    /** The entry of an HTTP status that has one. */
    public GuideEntry status(int status) {
        return named("status " + status);
    }

    /** A sentence that is added to others. */
    public String note(String name) {
        return named("note " + name).means();
    }

    /** All entries, each once, in the order of the file. */
    public Collection<GuideEntry> entries() {
        return new LinkedHashSet<>(entries.values());
    }

    private GuideEntry named(String name) {
        @Nullable GuideEntry entry = entries.get(name);
        return Objects.requireNonNull(entry, name);
    }

    private static Guide load() {
        try (InputStream in = Objects.requireNonNull(Guide.class.getResourceAsStream(RESOURCE), "the guide")) {
            return new Guide(GuideReader.read(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
