package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.network.IpAddress;
import io.github.wicredential.internal.text.Guid;
import io.github.wicredential.internal.text.SafeText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a failure: values that fill the guide's texts and commands, and facts that decide between its causes.
 * Values come from tokens and variables, so they are shown without control characters, and put into commands as one
 * quoted word or not at all. For one thread.
 */
public final class Evidence {

    /** What Kubernetes, a shell, Helm, an example and a pipeline leave where nothing was filled in. */
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(.*\\)|\\$\\{.*}|\\{\\{.*}}|<.*>|#\\{.*}#?");

    private static final Pattern TOO_MANY = Pattern.compile("[\"'\\s]");

    /** Entra names no server, or one of Microsoft's. */
    private static final Pattern OF_A_GATEWAY = Pattern.compile("(Server|Via): (?!Microsoft)");

    private static final int HTTPS = 443;
    private static final int LONGEST_IN_A_TEXT = 300;

    private static final int MISTYPED = 4;

    private final Map<String, String> values = new HashMap<>();
    /** Commands are for a direct way until a proxy is known. */
    private final Map<String, Boolean> facts = new HashMap<>(Map.of(
            "httpProxy",
            false,
            "socks",
            false,
            "bypassed",
            false,
            "plainHttp",
            false,
            "ofResource",
            false,
            "outside",
            false,
            "processGroup",
            false));

    private String doctor = Docs.DOCTOR;

    /** How the doctor is started; null if that is not known. */
    Evidence doctor(@Nullable String started) {
        doctor = started == null ? doctor : started;
        return this;
    }

    /** A value; one that is null or blank changes nothing. */
    public Evidence put(String name, @Nullable Object value) {
        if (value instanceof Instant instant) {
            values.put(name, instant.truncatedTo(ChronoUnit.SECONDS).toString());
        } else if (value != null && !value.toString().isBlank()) {
            values.put(name, value.toString());
        }
        return this;
    }

    /** A value; null says that there is none, in place of that it is not known. */
    Evidence putOrNone(String name, @Nullable Object value) {
        return put(name, value).fact(name, values.containsKey(name));
    }

    /** A fact that is known to hold or known not to hold. */
    public Evidence fact(String name, boolean holds) {
        facts.put(name, holds);
        return this;
    }

    /** What was given as an id and is none that Entra takes, and the id in it if only quotation marks or white space are too many. */
    public Evidence putGiven(Object given, String right) {
        String bare = TOO_MANY.matcher(given.toString()).replaceAll("");
        boolean reference = REFERENCE.matcher(bare).matches();
        return put("given", given)
                .fact("reference", reference)
                .put(right, Guid.is(bare) && !bare.equals(given) ? bare : null);
    }

    public Evidence putClient(@Nullable String client) {
        return client == null ? this : put("client", client).fact("clientName", !Guid.is(client));
    }

    /** The tenant whose tokens a service wants, after the client and the tenant that are asked with. */
    public Evidence putWanted(String tenant) {
        String own = values.get("tenant");
        return put("rightTenant", tenant)
                .fact("clusterAgrees", tenant.equalsIgnoreCase(values.get("clusterTenantId")))
                .fact("swapped", tenant.equalsIgnoreCase(values.get("client")))
                .fact("tenantTypo", own != null && Guid.is(own) && Guid.is(tenant) && isTypo(own, tenant));
    }

    private static boolean isTypo(String one, String other) {
        return IntStream.range(0, one.length())
                        .filter(i -> Character.toLowerCase(one.charAt(i)) != Character.toLowerCase(other.charAt(i)))
                        .count()
                <= MISTYPED;
    }

    public Evidence putAuthority(URI authority) {
        boolean http = "http".equals(authority.getScheme());
        int port = authority.getPort() >= 0 ? authority.getPort() : http ? 80 : HTTPS;
        return put("authority", authority)
                .put("authorityHost", authority.getHost())
                .put("authorityPort", port)
                .put("peer", authority.getHost() + ":" + port)
                .fact("loopback", false)
                .fact("plainHttp", http)
                .fact("otherPort", port != HTTPS && Cloud.of(authority).isPresent())
                .putName(authority.getHost());
    }

    /** Whose address is asked for: one of Entra's known hosts cannot be misspelt. */
    public Evidence putName(String host) {
        return putOrNone("dnsName", IpAddress.literal(host) == null ? host : null)
                .fact("knownName", Cloud.authorities().anyMatch(("https://" + host)::equalsIgnoreCase));
    }

    /** What a name leads to: no host of Entra has an address of this machine, of a private network, or none at all. */
    public Evidence putAddress(@Nullable InetAddress address, boolean direct) {
        if (address == null) {
            return this;
        }
        boolean ofEntra = direct && isFact("knownName");
        boolean privately = address.isSiteLocalAddress() || address.isLinkLocalAddress() || isUniqueLocal(address);
        return fact("unspecified", address.isAnyLocalAddress())
                .fact("privateAddress", privately)
                .fact("notEntras", ofEntra && (privately || address.isAnyLocalAddress() || address.isLoopbackAddress()))
                .fact("ipv6", address instanceof Inet6Address)
                .put("address", address.getHostAddress());
    }

    /** The private addresses of IPv6, which the JDK does not know (RFC 4193, fc00::/7). */
    private static boolean isUniqueLocal(InetAddress address) {
        return address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** What came that is no answer of a token endpoint, and from whom; null if it is one. */
    public Evidence putPage(@Nullable String page) {
        return page == null
                ? this
                : put("page", page)
                        .fact("intermediary", OF_A_GATEWAY.matcher(page).find());
    }

    /** The egress proxy on the way, if there is one. */
    public Evidence putProxy(Optional<Proxy> proxy, boolean login) {
        fact("noProxy", proxy.isEmpty());
        if (proxy.isPresent() && proxy.get().address() instanceof InetSocketAddress address) {
            String place = address.getHostString() + ":" + address.getPort();
            put("proxy", place)
                    .put("proxyAddress", place)
                    .fact("proxyUser", login)
                    .fact("httpProxy", proxy.get().type() == Proxy.Type.HTTP)
                    .fact("socks", proxy.get().type() == Proxy.Type.SOCKS);
        }
        return this;
    }

    /** The entries of NO_PROXY that keep the authority from the egress proxy, null if none does; and its other entries. */
    public Evidence putBypass(@Nullable String entries, @Nullable String others) {
        return putOrNone("bypassed", entries).putOrNone("otherNoProxy", others);
    }

    /** Whether a text is one of the values. */
    public boolean has(String text) {
        return values.values().stream().anyMatch(text::equalsIgnoreCase);
    }

    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** Whether a fact is known to hold. */
    public boolean isFact(String name) {
        return Boolean.TRUE.equals(facts.get(name));
    }

    /** Whether kubectl has nothing to do with it: neither the process nor the token is of a cluster. */
    boolean isElsewhere() {
        return isFact("otherIssuer")
                || (isFact("outside") && (values.containsKey("platform") || values.containsKey("pipeline")));
    }

    /**
     * Whether a condition holds: names of facts, each perhaps after an exclamation mark, all of which have to hold. The name
     * of a value holds if there is one. Null if it is not known.
     */
    @Nullable
    Boolean holds(String condition) {
        boolean unknown = false;
        if (condition.isEmpty()) {
            return true;
        }
        for (String part : condition.split(" ", -1)) {
            boolean negated = part.startsWith("!");
            String name = negated ? part.substring(1) : part;
            Boolean known = values.containsKey(name) ? Boolean.TRUE : facts.get(name);
            unknown |= known == null;
            if (known != null && known == negated) {
                return false;
            }
        }
        return unknown ? null : true;
    }

    /** Whether a condition is known to hold. */
    public boolean surely(String condition) {
        return Boolean.TRUE.equals(holds(condition));
    }

    /** A text whose places are filled; what is not known stays as {@code <name>}. */
    public String text(String text) {
        return places().text(text);
    }

    /** Whether every place of a text is known. */
    boolean fills(String text) {
        return places().known(text);
    }

    /** A command whose places are filled, as whole words unless they stand in quotes; what is not known is a variable. */
    String command(String command) {
        return places().command(command);
    }

    private Places places() {
        return new Places(values, doctor);
    }

    /** Fit to be read: printable, not too long, and without anything like a token. */
    public static String shown(String value) {
        return SafeText.ascii(value, LONGEST_IN_A_TEXT);
    }
}
