package io.github.wicredential.internal.network;

import java.util.regex.Pattern;

/** Hosts that are this machine itself, by their text: no name server is asked. */
public final class Loopback {

    private static final Pattern HOST =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[?(::1|0:0:0:0:0:0:0:1)]?", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    public static boolean is(String host) {
        return HOST.matcher(host).matches();
    }
}
