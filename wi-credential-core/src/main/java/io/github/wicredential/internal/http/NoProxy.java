package io.github.wicredential.internal.http;

import io.github.wicredential.internal.network.IpAddress;
import io.github.wicredential.internal.network.Loopback;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that are reached without the environment's proxy.
 *
 * <p>{@code NO_PROXY} is read as Go programs read it, the kubelet and the cloud agents among them: a list of
 * {@code example.com} (the host and all below it), {@code .example.com} (all below it), IP addresses, CIDR ranges, each
 * perhaps with a port, or {@code *}. Names are not resolved. Loopback is always among them.
 */
final class NoProxy {

    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final Pattern PORT = Pattern.compile("(.*):([0-9]{1,5})");

    private final List<Rule> rules;

    private NoProxy(List<Rule> rules) {
        this.rules = rules;
    }

    private record Rule(String entry, BiPredicate<String, Integer> covers) {}

    static NoProxy parse(@Nullable String value) {
        if (value == null) {
            return new NoProxy(List.of());
        }
        List<Rule> rules = SEPARATOR
                .splitAsStream(value)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> new Rule(entry, rule(entry.toLowerCase(Locale.ROOT))))
                .toList();
        return new NoProxy(rules);
    }

    boolean covers(URI uri) {
        return Loopback.is(host(uri)) || rules.stream().anyMatch(covering(uri));
    }

    /** The entries that cover an address, and the others; null if none does. */
    EgressProxy.@Nullable Bypass bypass(URI uri) {
        Map<Boolean, String> parts = rules.stream()
                .collect(Collectors.partitioningBy(
                        covering(uri), Collectors.mapping(Rule::entry, Collectors.joining(","))));
        String entries = parts.getOrDefault(true, "");
        return entries.isEmpty() ? null : new EgressProxy.Bypass(entries, parts.getOrDefault(false, ""));
    }

    private static Predicate<Rule> covering(URI uri) {
        String host = host(uri);
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
        return rule -> rule.covers().test(host, port);
    }

    private static String host(URI uri) {
        return uri.getHost() == null
                ? ""
                : undotted(IpAddress.bare(uri.getHost().toLowerCase(Locale.ROOT)));
    }

    private static BiPredicate<String, Integer> rule(String entry) {
        if (entry.equals("*")) {
            return (host, port) -> true;
        }
        if (entry.contains("/")) {
            return range(entry);
        }
        InetAddress whole = IpAddress.literal(entry);
        var withPort = PORT.matcher(entry);
        if (whole == null && withPort.matches()) {
            int only = Integer.parseInt(withPort.group(2));
            BiPredicate<String, Integer> rest = rule(withPort.group(1).isEmpty() ? "*" : withPort.group(1));
            return (host, port) -> port == only && rest.test(host, port);
        }
        if (whole != null) {
            return (host, port) -> whole.equals(IpAddress.literal(host));
        }
        String name = undotted(entry.startsWith("*.") ? entry.substring(1) : entry);
        return name.startsWith(".")
                ? (host, port) -> host.endsWith(name)
                : (host, port) -> host.equals(name) || host.endsWith("." + name);
    }

    private static BiPredicate<String, Integer> range(String entry) {
        int slash = entry.indexOf('/');
        InetAddress network = IpAddress.literal(entry.substring(0, slash));
        String bits = entry.substring(slash + 1);
        if (network == null || !bits.matches("[0-9]{1,3}")) {
            return (host, port) -> false;
        }
        return (host, port) -> {
            InetAddress address = IpAddress.literal(host);
            return address != null && samePrefix(network.getAddress(), address.getAddress(), Integer.parseInt(bits));
        };
    }

    private static boolean samePrefix(byte[] network, byte[] address, int bits) {
        if (network.length != address.length || bits > network.length * 8) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((network[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** A trailing dot marks a name as complete, as every name is here. */
    private static String undotted(String name) {
        return name.length() > 1 && name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
