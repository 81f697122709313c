package io.github.wicredential.internal.network;

import java.util.regex.Pattern;

/** Hosts that stand for this machine, judged by their text alone: no name is resolved. */
public final class Loopback {

    private static final Pattern HOST =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    public static boolean is(String host) {
        return HOST.matcher(host).matches();
    }
}
