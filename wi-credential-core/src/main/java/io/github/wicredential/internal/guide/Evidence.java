package io.github.wicredential.internal.guide;

import io.github.wicredential.internal.cloud.AzureService;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.files.BrokenLink;
import io.github.wicredential.internal.files.SmallFile;
import io.github.wicredential.internal.network.JvmProtocols;
import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.internal.network.TrustStore;
import io.github.wicredential.internal.text.Guid;
import io.github.wicredential.internal.text.SafeText;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    /** What the C libraries of Linux say (gai_strerror of glibc and of musl). */
    private static final Pattern NO_SUCH_NAME =
            Pattern.compile("Name or service not known|Name does not resolve|No address associated with hostname");

    private static final Pattern NO_DNS_ANSWER = Pattern.compile("Temporary failure in name resolution|Try again");
    private static final Pattern UNREACHABLE = Pattern.compile("unreachable|No route", Pattern.CASE_INSENSITIVE);

    /** How a server answers that is no proxy, or does not know CONNECT. */
    private static final Set<Integer> UNABLE = Set.of(400, 404, 405, 501);

    private static final Pattern BASIC = Pattern.compile("\\bBasic\\b", Pattern.CASE_INSENSITIVE);

    /** Entra names no server, or one of Microsoft's. */
    private static final Pattern OF_A_GATEWAY = Pattern.compile("(Server|Via): (?!Microsoft)");

    private static final int THROTTLED = 429;
    private static final int HTTPS = 443;
    private static final int LONGEST_IN_A_TEXT = 300;

    /** The names of pods that a ReplicaSet of a Deployment and a StatefulSet make (Kubernetes, SafeEncodeString). */
    private static final Pattern OF_A_DEPLOYMENT =
            Pattern.compile("([a-z0-9.-]+)-[bcdfghjklmnpqrstvwxz2456789]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}");

    private static final Pattern OF_A_STATEFUL_SET = Pattern.compile("([a-z0-9.-]+)-[0-9]{1,4}");
    private static final String DEFAULT = "/.default";
    private static final Pattern BARE = Pattern.compile("(https|api)://[^/\\s]+/?");
    private static final int MISTYPED = 4;

    /** Who signs the certificates of Entra's hosts (Azure Certificate Authority details). */
    private static final Pattern OF_ENTRA = Pattern.compile("O=(DigiCert|Microsoft)");

    private static final Path ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    /** What only a pod has: the folders of its tokens. */
    private static final List<Path> MOUNTS = List.of(ACCOUNT, Path.of("/var/run/secrets/azure"));

    /** What names a pipeline, its name, and how its job obtains a token. */
    private static final Map<String, List<String>> PIPELINES = Map.of(
            "GITLAB_CI",
            List.of("GitLab", "id_tokens in the job"),
            "GITHUB_ACTIONS",
            List.of("GitHub Actions", "permissions: id-token: write, and core.getIDToken(...)"),
            "TF_BUILD",
            List.of("Azure Pipelines", "a service connection, and addSpnToEnvironment: true of AzureCLI@2 ($idToken)"));

    /** What names a platform that has managed identities in place of a token file, and its name. */
    private static final Map<String, String> PLATFORMS =
            Map.of("CONTAINER_APP_NAME", "Azure Container Apps", "WEBSITE_SITE_NAME", "Azure App Service");

    /** What a service principal had before workload identity. */
    private static final List<String> SECRETS = List.of("AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH");

    private static final Path OLD_FOLDER = Path.of("/var/run/secrets/azure/tokens");
    private static final Path OLD_FILE = OLD_FOLDER.resolve("azure-identity-token");
    private static final Path NEW_FILE = Path.of("/var/run/secrets/azure/wi/token/azure-identity-token");
    private static final int LONGEST_NAME = 300;

    private final Map<String, String> values = new HashMap<>();
    /** Commands are for a direct way until a proxy is known. */
    private final Map<String, Boolean> facts =
            new HashMap<>(Map.of("httpProxy", false, "socks", false, "bypassed", false, "outside", false));

    private String doctor = Docs.DOCTOR;

    /**
     * What the container itself tells: how the doctor is started in it, and the pod's name and namespace, which Kubernetes writes
     * into files of it.
     */
    public static Evidence here() {
        Evidence here = new Evidence().put("namespace", SmallFile.text(ACCOUNT.resolve("namespace"), LONGEST_NAME));
        String doctor = Docs.doctor();
        here.doctor = doctor == null ? here.doctor : doctor;
        return isMounted() ? here.putPod(SmallFile.text(Path.of("/etc/hostname"), LONGEST_NAME)) : here;
    }

    private static boolean isMounted() {
        return MOUNTS.stream().anyMatch(Files::isDirectory);
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

    /** A fact that is known to hold or known not to hold. */
    public Evidence fact(String name, boolean holds) {
        facts.put(name, holds);
        return this;
    }

    /** What was given as an id and is none, and the id in it if only quotation marks or white space are too many. */
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
                .fact("swapped", tenant.equalsIgnoreCase(values.get("client")))
                .fact("tenantTypo", own != null && Guid.is(own) && Guid.is(tenant) && isTypo(own, tenant));
    }

    private static boolean isTypo(String one, String other) {
        return IntStream.range(0, one.length())
                        .filter(i -> Character.toLowerCase(one.charAt(i)) != Character.toLowerCase(other.charAt(i)))
                        .count()
                <= MISTYPED;
    }

    /** What the variables tell: whether this is a pod, and which one, or a pipeline's job, and what else is configured. */
    public Evidence putVariables(Function<String, @Nullable String> lookup) {
        PLATFORMS.forEach((variable, name) -> {
            String app = lookup.apply(variable);
            put("app", app).put("platform", app == null ? null : name);
        });
        boolean inPod = get("platform") == null && (lookup.apply("KUBERNETES_SERVICE_HOST") != null || isMounted());
        for (Map.Entry<String, List<String>> pipeline : PIPELINES.entrySet()) {
            if (lookup.apply(pipeline.getKey()) != null) {
                put("pipeline", pipeline.getValue().get(0))
                        .put("pipelineToken", pipeline.getValue().get(1));
            }
        }
        return putPod(inPod && get("pod") == null ? lookup.apply("HOSTNAME") : get("pod"))
                .fact("inPod", inPod)
                .fact("outside", !inPod)
                .fact("platform", false)
                .fact("containerApp", lookup.apply("CONTAINER_APP_NAME") != null)
                .fact("managedIdentity", lookup.apply("IDENTITY_ENDPOINT") != null)
                .fact("injected", lookup.apply("AZURE_AUTHORITY_HOST") != null)
                .fact("tokenFile", false)
                .fact("pipeline", false)
                .fact("otherSecret", false)
                .put(
                        "otherSecret",
                        SECRETS.stream()
                                .filter(name -> lookup.apply(name) != null)
                                .findFirst()
                                .orElse(null));
    }

    /** The pod's name, and what made the pod. */
    public Evidence putPod(@Nullable String pod) {
        String name = pod == null ? "" : pod;
        Matcher deployment = OF_A_DEPLOYMENT.matcher(name);
        Matcher set = OF_A_STATEFUL_SET.matcher(name);
        return put("pod", pod)
                .put(
                        "workload",
                        deployment.matches()
                                ? "deployment/" + deployment.group(1)
                                : set.matches() ? "statefulset/" + set.group(1) : null);
    }

    /** Where the token is read, and what the file is: the kubelet swaps a link, and nothing else is refreshed. */
    public Evidence putTokenFile(@Nullable Path file) {
        if (file == null) {
            return this;
        }
        Path folder = file.toAbsolutePath().getParent();
        BrokenLink broken = BrokenLink.in(file.toAbsolutePath()).orElse(null);
        boolean mounted = folder != null && Files.isDirectory(folder);
        boolean old = file.startsWith(OLD_FOLDER);
        boolean other = !old && !file.equals(NEW_FILE);
        return put("tokenFile", file)
                .put(
                        "newFile",
                        Stream.of(NEW_FILE, OLD_FILE)
                                .filter(path -> !file.equals(path) && Files.isRegularFile(path))
                                .findFirst()
                                .orElse(null))
                .fact("newFile", false)
                .put("brokenLink", broken == null ? null : broken.link())
                .put("missingTarget", broken == null ? null : broken.target())
                .fact("brokenLink", false)
                .fact("writtenPath", old || (other && !mounted && isFact("injected")))
                .fact("usualPath", file.equals(NEW_FILE))
                .fact("awsToken", file.toString().contains("eks.amazonaws.com"))
                .fact("mounted", mounted)
                .fact("linked", SmallFile.isSwapped(file));
    }

    public Evidence putScope(String scope) {
        String resource = resource(scope);
        String right = AzureService.scopeInstead(resource)
                .orElse(
                        resource.equals(scope) && BARE.matcher(scope).matches()
                                ? scope.replaceFirst("/$", "") + DEFAULT
                                : null);
        String meant = right == null ? resource : resource(right);
        boolean permission = resource.equals(scope) && scope.startsWith(meant + "/") && !scope.endsWith("/");
        return put("scope", scope)
                .put("resource", permission ? meant : resource)
                .put("rightScope", right)
                .fact("rightScope", false)
                .put("permission", permission ? scope.substring(meant.length() + 1) : null)
                .fact("permission", false)
                .putClouds(resource);
    }

    private static String resource(String scope) {
        return scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
    }

    /** The cloud of a resource that has another address where the tokens come from; an emulator stands for the public cloud. */
    private Evidence putClouds(String resource) {
        String authority = values.get("authority");
        Cloud here = authority == null ? null : Cloud.of(URI.create(authority)).orElse(Cloud.PUBLIC);
        Cloud there = AzureService.cloudOf(resource).orElse(here);
        fact("resourceCloud", false);
        return there == null || there == here
                ? this
                : put("resourceCloud", there.words())
                        .put(
                                "cloudScope",
                                here == null
                                        ? null
                                        : AzureService.scopeIn(here, resource).orElse(null));
    }

    public Evidence putAuthority(URI authority) {
        int port = authority.getPort() >= 0 ? authority.getPort() : "http".equals(authority.getScheme()) ? 80 : HTTPS;
        return put("authority", authority)
                .put("authorityHost", authority.getHost())
                .put("authorityPort", port)
                .put("peer", authority.getHost() + ":" + port)
                .fact("loopback", false)
                .fact("otherPort", port != HTTPS && Cloud.of(authority).isPresent())
                .putName(authority.getHost());
    }

    /** Whose address is asked for: one of Entra's known hosts cannot be misspelt. */
    public Evidence putName(String host) {
        return put("dnsName", host)
                .fact("knownName", Cloud.authorities().anyMatch(("https://" + host)::equalsIgnoreCase));
    }

    /** How far a request got, what the egress proxy said, and what of this JVM can be the reason. */
    public Evidence putFault(NetworkFault fault) {
        NetworkFault.Reached reached = fault.reached();
        if (reached != null) {
            put("peer", reached.place())
                    .fact("connecting", reached.step() == NetworkFault.Step.CONNECT)
                    .fact("shaking", reached.step() == NetworkFault.Step.TLS)
                    .fact("asked", reached.step() == NetworkFault.Step.REQUEST)
                    .fact("toProxy", reached.toProxy())
                    .fact("loopback", reached.isLoopback())
                    .putAddress(reached.address(), !reached.toProxy());
        }
        if (fault.shown() != null && isFact("knownName")) {
            put("shownIssuer", fault.shown().issuer())
                    .fact(
                            "strangeIssuer",
                            !OF_ENTRA.matcher(fault.shown().issuer()).find());
        }
        switch (fault.kind()) {
            case NAME ->
                putUnknown(reached)
                        .putWords("noSuchName", NO_SUCH_NAME, fault)
                        .putWords("noDnsAnswer", NO_DNS_ANSWER, fault);
            case TIMEOUT -> {
                if (fault.isOfName()) {
                    putUnknown(reached).put("noDnsAnswer", "timed out");
                }
            }
            case CONNECT ->
                fact("unreachable", UNREACHABLE.matcher(fault.words()).find())
                        .fact("refused", fault.words().contains("refused"));
            case TRUST_STORE, UNTRUSTED -> putTrustStore(TrustStore.ofThisJvm());
            case TLS_VERSION, NO_TLS, TLS -> putTls(fault);
            case EXPIRED, NOT_YET_VALID -> fact("expired", fault.kind() == NetworkFault.Kind.EXPIRED);
            case PROXY -> putProxyStatus(fault);
            case PROXY_TLS -> fact("proxyTls", true).fact("notSocks", false);
            case SETTING -> put("settingWords", fault.words());
            case LOST -> put("ended", fault.ended());
            default -> {}
        }
        return this;
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

    /** A SOCKS proxy is the only one whose name is looked up where it is connected to. */
    private Evidence putUnknown(NetworkFault.@Nullable Reached reached) {
        String host = reached == null || !reached.toSocks() ? null : reached.host();
        return host == null ? this : putName(host);
    }

    private Evidence putWords(String name, Pattern words, NetworkFault fault) {
        Matcher said = words.matcher(fault.words());
        return put(name, said.find() ? said.group() : null);
    }

    private void putTrustStore(TrustStore store) {
        TrustStore.State state = store.state();
        put("trustStore", store.path())
                .put("storeEntries", store.entries())
                .fact("storeNamed", store.named())
                .fact("storeMissing", state == TrustStore.State.MISSING)
                .fact("storePassword", state == TrustStore.State.PASSWORD)
                .fact("storeMalformed", state == TrustStore.State.MALFORMED)
                .fact("storeLocked", state == TrustStore.State.LOCKED)
                .fact("storeEmpty", state == TrustStore.State.EMPTY)
                .fact("storeFilled", state == TrustStore.State.FILLED);
    }

    private void putTls(NetworkFault fault) {
        List<String> enabled = JvmProtocols.enabled();
        put("jvmProtocols", enabled.isEmpty() ? "no TLS" : String.join(", ", enabled))
                .fact("jvmLimited", !enabled.containsAll(JvmProtocols.USUAL))
                .fact("oldTls", fault.kind() == NetworkFault.Kind.TLS_VERSION)
                .fact("plainText", fault.kind() == NetworkFault.Kind.NO_TLS)
                .fact("noCurves", fault.kind() == NetworkFault.Kind.TLS && JvmProtocols.lackCurves());
    }

    /** What the egress proxy answered to CONNECT, or that it is none. */
    private void putProxyStatus(NetworkFault fault) {
        int status = fault.proxyStatus();
        fact("notSocks", fault.notSocks()).fact("proxyTls", false).put("proxyWords", fault.words());
        if (status > 0) {
            boolean unable = UNABLE.contains(status);
            put("proxyStatus", status)
                    .fact("proxyUnable", unable)
                    .fact("proxyBusy", status == THROTTLED)
                    .fact("proxyForbids", status < 500 && status != THROTTLED && !unable)
                    .fact("proxyFails", status >= 500 && !unable);
        }
        if (!fault.offers().isEmpty()) {
            put("proxyOffers", fault.offers())
                    .fact("basicOffered", BASIC.matcher(fault.offers()).find());
        }
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
        return put("bypassed", entries)
                .fact("bypassed", false)
                .put("otherNoProxy", others)
                .fact("otherNoProxy", false);
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
