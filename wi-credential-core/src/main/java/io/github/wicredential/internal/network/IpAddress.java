package io.github.wicredential.internal.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses that are written where a name may be written as well. No name is resolved. */
public final class IpAddress {

    private static final Pattern LITERAL =
            Pattern.compile("(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}"
                    + "|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*");

    private IpAddress() {}

    /** The address that a host is, with or without the brackets of a URL; null if it is a name. */
    public static @Nullable InetAddress literal(String host) {
        String bare = bare(host).toLowerCase(Locale.ROOT);
        if (!LITERAL.matcher(bare).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** A host without the brackets that an IPv6 address has in a URL. */
    public static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
